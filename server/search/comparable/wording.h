// SPDX-License-Identifier: GPL-3.0-or-later
// The words of an intervention that say most, and the records that share them. Of a record they are
// the terms that the full-text library's expansion picks from it; of a description those that a
// pasted text is searched by. Bounded: so many words, so many postings, whatever is asked.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/record.h"
#include "server/search/match/bits.h"
#include "server/search/match/time_limit.h"
#include "server/search/query/lexicon.h"

namespace outturn::search {

/// Words looked for, those that say most.
inline constexpr std::size_t kMostWords = 40;
/// Records that hold them, counted once for each word: what a question may cost. Words that would
/// bring more are left out, but for the first few.
inline constexpr std::size_t kMostPostings = 300'000;

struct SaidWord {
  std::vector<std::string> terms;  ///< of the index: any of them counts as the word
  std::string word;                ///< as people read it
  double times = 1;                ///< how often it is said
};

class Wording {
 public:
  Wording() = default;
  Wording(const Xapian::Database& database, std::vector<SaidWord> words);

  bool empty() const { return words_.empty(); }
  const std::vector<SaidWord>& words() const { return words_; }  ///< those that say most first

  /// Records of `within` that seem nearest by these words, at most so many, in rising order: by a
  /// quick count that knows nothing of how long a record is. Once the limit is up, fewer words are
  /// counted.
  std::vector<std::uint32_t> candidates(const Xapian::Database& database, const Bits& within,
                                        std::size_t most, TimeLimit& limit) const;

  struct Liked {
    std::uint32_t number = 0;
    double score = 0;  ///< 0 to 1: root of the share of the weight that a record could have at most
  };
  /// How near each of the records is; those without any of the words are left out. Once the limit
  /// is up some may be missing. Throws what the library throws.
  std::vector<Liked> likeness_of(const Xapian::Database& database, const Bits& records,
                                 TimeLimit& limit) const;

  /// Which of the words a record has, those that say most first.
  std::vector<std::string> shared_with(const Xapian::Database& database,
                                       std::uint32_t number) const;

 private:
  std::vector<SaidWord> words_;
  std::vector<double> weights_;  ///< by word: how much having it says
  Xapian::Query query_;
};

/// `number` is the record's in the database. Only words of what it is, how it is done and for whom
/// count; outcomes and places are compared as values.
Wording wording_of(const Xapian::Database& database, std::uint32_t number,
                   const evidence::Record& record);

Wording wording_of(const Xapian::Database& database, const query::Lexicon& lexicon,
                   std::string_view description);

}  // namespace outturn::search
