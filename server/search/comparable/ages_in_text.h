// SPDX-License-Identifier: GPL-3.0-or-later
// The first ages that a text names: "aged 5 to 11", "ages 12-25", "six-year-olds", "under 5s",
// "people over 65", "aged 65 and over". Pure, safe from any thread.
#pragma once

#include <optional>
#include <string_view>
#include <utility>

namespace outturn::search {

/// The least and the most age in whole years, either of which may be open; none where no age is
/// named. Other numbers (money, counts, weeks) are no ages: something must say that they are.
std::optional<std::pair<std::optional<double>, std::optional<double>>> ages_in(
    std::string_view text);

}  // namespace outturn::search
