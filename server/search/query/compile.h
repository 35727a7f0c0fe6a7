// SPDX-License-Identifier: GPL-3.0-or-later
// From a tree to what an index can answer: units that a record has or lacks, the rule that says
// which of them it needs, and one query that puts the best records first. Never throws for what a
// person typed; throws Xapian::Error where the index fails.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <string>
#include <vector>

#include "server/search/match/score.h"
#include "server/search/query/lexicon.h"
#include "server/search/query/reading.h"
#include "server/search/query/tree.h"

namespace outturn::query {

/// What a person may switch off, and what an experiment may leave out. The defaults are what is
/// searched with; docs/benchmarks/relevance.md shows what each brings.
struct Options {
  bool synonyms = true;  ///< spellings, abbreviations and synonyms widen a search
  bool correct = true;   ///< a misspelling that finds nothing is corrected

  double title_weight = 0.25;   ///< of a word in the title, over its weight anywhere
  double pair_weight = 0.2;     ///< of two neighbours of the question side by side in a record
  std::size_t pair_window = 2;  ///< words within which they count as side by side
  double synonym_weight = 0.3;  ///< of another way to say it
  double share = 0.6;           ///< of the information of a longer question's words that must match
  double long_share = 0.2;      ///< the same for a pasted text
  std::size_t at_least = 20;    ///< records a longer question lists, the nearest where few match
  std::size_t most_required = 3;  ///< up to so many words are all required
  bool stems = true;              ///< inflections meet
  bool stop_words = true;         ///< leave out words that say nothing
};

/// More content words than this are a pasted text.
inline constexpr std::size_t kLongQuestion = 24;
/// The words of a pasted text that are searched: those that say most.
inline constexpr std::size_t kMostUnits = 40;
/// Units of a question with operators: what is past them is not searched, and a diagnostic says so.
inline constexpr std::size_t kMostUnitsInAll = 100;
/// What a star stands for at most: the words that most records hold.
inline constexpr std::size_t kMostExpanded = 100;

/// One thing that a record has or lacks: a word in all its forms, a phrase, a star's words.
struct Unit {
  std::string text;                    ///< as typed
  std::string word;                    ///< as the index holds it; empty for a phrase
  std::vector<std::string> terms;      ///< any of these will do
  std::vector<Xapian::Query> also;     ///< or any of these
  std::vector<std::size_t> widenings;  ///< places in Compiled::alternatives: or any of these
  std::size_t times = 1;               ///< how often the question says it
  bool ranked = false;                 ///< it is in the ranking already
};

/// What a record must have. kWords holds soft units, which the rule of matching counts, and
/// children, which are all required.
struct Rule {
  Kind kind = Kind::kWords;
  std::vector<std::size_t> units;  ///< kWord and kPhrase: one
  std::vector<Rule> children;
};

struct Compiled {
  std::vector<Unit> units;
  std::vector<Xapian::Query> alternatives;  ///< what a run of words was widened with
  Rule rule;
  Xapian::Query ranking;  ///< empty where nothing is to be ranked by
  Xapian::Query words;    ///< the ranking without what reads positions; matches as much or more
  search::ScoredWords scored;  ///< the ranking as words and pairs, where that is all of it
  std::vector<Widening> widened;
  std::vector<Diagnostic> diagnostics;
  bool empty = true;  ///< nothing was asked for: every record matches
  bool long_text = false;
};

Compiled compile(const Tree& tree, const Xapian::Database& database, const Lexicon& lexicon,
                 const Options& options);

}  // namespace outturn::query
