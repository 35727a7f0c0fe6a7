// SPDX-License-Identifier: GPL-3.0-or-later
// British and American spellings of one word. Rules propose; the caller keeps what some record
// holds, so a rule may propose a word that does not exist.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace outturn::query {

/// Other spellings a lowered word may have across the Atlantic; never the word itself. Pure.
std::vector<std::string> other_spellings(std::string_view word);

}  // namespace outturn::query
