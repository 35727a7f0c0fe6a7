// SPDX-License-Identifier: GPL-3.0-or-later
// From what a person typed to a tree. Parsing never fails: what is odd is read as words, and a
// diagnostic says what and where. Time grows with the length of the text and no faster.
//
//   nurse visits "signs of safety" -crime title:hub (a OR b) AND NOT c  nurs*
//
// Side by side binds closest, then AND, then OR; a minus and NOT take the one thing behind them. A
// field's name takes the word, phrase or bracket behind it.
#pragma once

#include <string_view>

#include "server/search/query/tree.h"

namespace outturn::query {

/// Brackets deeper than this are read as if they were not there.
inline constexpr std::size_t kDeepest = 24;
/// A text of so many words without AND, OR, a field or a star is prose: pasted, not written to
/// search.
inline constexpr std::size_t kProseWords = 30;
/// More diagnostics than this help nobody.
inline constexpr std::size_t kMostDiagnostics = 10;

Tree parse(std::string_view text);

}  // namespace outturn::query
