// SPDX-License-Identifier: GPL-3.0-or-later
// The thesaurus as a search uses it: does a run of words say something that other words say too?
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/thesaurus.h"
#include "server/search/query/terms.h"

namespace outturn::query {

/// A word of a question: as typed, and as the index holds it.
struct TypedWord {
  std::string typed;
  std::string word;
};

/// Another way to say the same.
struct Alternative {
  std::string text;                ///< as people write it
  std::vector<std::string> words;  ///< as the index holds them
};

struct SynonymMatch {
  std::size_t length = 0;  ///< words it covers
  std::vector<Alternative> alternatives;
};

class Synonyms {
 public:
  explicit Synonyms(const std::vector<evidence::TermSet>& sets);

  /// The longest run of words from `at` that a set holds, in any inflection; length 0 where there
  /// is none. An abbreviation that is also a common word ("FAST") counts in capitals alone, and is
  /// never an alternative.
  SynonymMatch longest(const std::vector<TypedWord>& words, std::size_t at,
                       Analyser& analyser) const;

 private:
  struct Set {
    std::vector<Alternative> terms;
    std::vector<std::string> keys;  ///< stems of each term, joined
  };
  std::vector<Set> sets_;
  std::map<std::string, std::size_t, std::less<>> by_stems_;
  std::size_t longest_term_ = 1;
};

/// The thesaurus of the corpus, compiled in. Built once; safe from any thread.
const Synonyms& synonyms();

}  // namespace outturn::query
