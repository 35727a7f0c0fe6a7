// SPDX-License-Identifier: GPL-3.0-or-later
// From what a person typed to a query of the index. Parsing never fails: what is not understood is
// searched as plain words, and a note says so.
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

namespace outturn::search {

/// Longer questions are cut to this many words.
inline constexpr std::size_t kMostWords = 64;

struct ParsedText {
  Xapian::Query all_words;   ///< every content word, or empty where there is none
  Xapian::Query some_words;  ///< any of them, best first
  std::vector<std::string> notes;
};

ParsedText parse_text(std::string_view text, const Xapian::Database& index);

}  // namespace outturn::search
