// SPDX-License-Identifier: GPL-3.0-or-later
// The words of a search, start to end: parse, compile, match, and where nothing matches correct or
// drop a word, visibly. What it did is data, for a page to say.
//
// The rule of matching: up to three content words are all required; of more, records must hold
// words that carry at least `share` of the information (inverse document frequency) of them all.
// Phrases, words of a field, words with a star, and whatever operators join, are required as they
// stand. Where nothing matches, a word that no record holds is taken as misspelt; then words that
// no record holds are dropped; then the word that says least, again and again.
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

#include "server/search/match/bits.h"
#include "server/search/match/term_sets.h"
#include "server/search/match/time_limit.h"
#include "server/search/query/compile.h"
#include "server/search/query/reading.h"

namespace outturn::query {

using search::Bits;

/// A plain word and the records that have it in any form.
struct Word {
  std::string text;
  std::vector<std::string> terms;  ///< of the index, without the prefix of a field
  Bits records;
};

struct Found {
  Reading reading;
  Bits records;           ///< what matches
  Bits near;              ///< a few that lack a required word of a short question: below, and apart
  Xapian::Query ranking;  ///< its weights put records in order; it matches more than `records`
  Xapian::Query ranking_words;  ///< the same without what reads positions: a quick first sieve
  /// The ranking as words, phrases and pairs, where that is all of it.
  search::ScoredWords scored;
  std::vector<Word> words;
  bool approximate = false;  ///< the time was up before everything was looked at

  /// The words that a record lacks, as typed.
  std::vector<std::string> lacking(unsigned record) const;
};

/// What is searched; the objects outlive the call.
struct Index {
  const Xapian::Database& database;
  const Lexicon& lexicon;
  const Bits& all;
  search::TermCache* terms;  ///< may be null
  search::TimeLimit& limit;
  const search::Lengths* lengths = nullptr;  ///< null: the library finds what is nearest
};

/// How `Found::ranking` is weighed: k1 1.5, b 0.6, no minimum length.
Xapian::BM25Weight weighting();

/// Never fails for what a person typed; throws Xapian::Error where the index fails.
Found search(std::string_view text, const Index& index, const Options& options = {});

}  // namespace outturn::query
