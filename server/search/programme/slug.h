// SPDX-License-Identifier: GPL-3.0-or-later
// What a programme is called in an address. Every link to a programme's page is made with it.
#pragma once

#include <string>
#include <string_view>

namespace outturn::search {

/// "Nurse–Family Partnership (UK)" is "nurse-family-partnership-uk". Letters beyond ASCII stay as
/// they are, everything that is neither letter nor digit is one hyphen, apostrophes are nothing. At
/// most kLongestSlug bytes; longer and empty ones end in a digest of the name. Different names may
/// have the same one. Pure.
std::string programme_slug(std::string_view name);
inline constexpr std::size_t kLongestSlug = 100;

}  // namespace outturn::search
