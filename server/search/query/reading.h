// SPDX-License-Identifier: GPL-3.0-or-later
// What became of the words of a search: plain data for a page to say, known to no library.
#pragma once

#include <string>
#include <vector>

#include "server/search/query/tree.h"

namespace outturn::query {

/// Words that were widened, and with what. Only what some record may hold is named.
struct Widening {
  std::string words;
  std::vector<std::string> with;
};

enum class Outcome {
  kEverything,  ///< nothing was asked for
  kAllWords,    ///< some record has every word
  kMostWords,   ///< no record has every word, but enough of them
  kFewerWords,  ///< words were dropped
  kNothing,     ///< nothing matches
};

struct Dropped {
  std::string word;
  bool unknown = false;  ///< no record has it; otherwise it said least
};

struct Correction {
  std::string typed;
  std::string searched;
};

/// What became of the words.
struct Reading {
  Outcome outcome = Outcome::kEverything;
  std::vector<Diagnostic> diagnostics;
  std::vector<Widening> widened;
  std::vector<Correction> corrected;  ///< empty unless something else than typed was searched
  std::vector<Dropped> dropped;
  std::size_t nearest = 0;  ///< records listed because they come near, having too few of the words
  bool long_text = false;   ///< a pasted text: records like it, none needs most of its words

  /// One sentence for each of these.
  std::vector<std::string> sentences() const;
};

}  // namespace outturn::query
