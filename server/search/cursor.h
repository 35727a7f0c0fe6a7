// SPDX-License-Identifier: GPL-3.0-or-later
// The words a Question's settings have in an address: the names of the orders, the cursor, the
// limits.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/search/answer.h"

namespace outturn::search {

inline constexpr std::size_t kMostPerPage = 100;
inline constexpr std::size_t kLongestText = 2000;  ///< bytes of q

inline constexpr std::array<std::pair<Sort, std::string_view>, 3> kSorts{
    {{Sort::kRelevance, "relevance"}, {Sort::kRatio, "ratio"}, {Sort::kTitle, "title"}}};

std::string_view sort_name(Sort sort);

/// The opaque text that stands for an offset, and back; empty for what is not a cursor.
std::string cursor_text(std::size_t offset);
std::optional<std::size_t> cursor_offset(std::string_view text);

}  // namespace outturn::search
