// SPDX-License-Identifier: GPL-3.0-or-later
// Scores of records by the words they hold, worked out from postings and lengths: the same weights
// that the full-text library gives, in one pass over each word's postings and without its search
// for the best. A question whose ranking is words and neighbours is ordered here; the library
// orders the others.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

#include "server/search/match/bits.h"
#include "server/search/match/order.h"
#include "server/search/match/term_sets.h"
#include "server/search/match/time_limit.h"

namespace outturn::search {

/// The constants of BM25 (Robertson et al., TREC-3); the library's k3 is 1 and its k2 and shortest
/// length are 0.
inline constexpr double kBm25K1 = 1.5;
inline constexpr double kBm25B = 0.6;

/// How many words each record holds. Read once for a generation, then immutable.
struct Lengths {
  std::vector<std::uint32_t> words;  ///< by number of the record
  std::vector<double> dampers;       ///< by how many words: what stands beside a word's own times
  double average = 0;

  /// Throws what the library throws.
  static Lengths read(const Xapian::Database& database, std::size_t slots);
};

/// A word of a ranking: any of its terms, which count as one.
struct ScoredWord {
  std::vector<std::string> terms;
  double weight = 1;
};

/// Two words of a question that weigh more where they stand side by side, in this order.
struct ScoredPair {
  std::string first;
  std::string second;
  std::size_t window = 2;  ///< words within which both must be
  double weight = 1;
};

/// A phrase that every record to be scored has: each of its words weighs as it does by itself.
struct ScoredPhrase {
  std::vector<std::string> terms;
  double weight = 1;
};

/// A ranking without anything else.
struct ScoredWords {
  std::vector<ScoredWord> words;
  std::vector<ScoredPhrase> phrases;
  std::vector<ScoredPair> pairs;
  bool whole = true;  ///< nothing of the ranking is left out, so that this is the ranking
};

/// Works for one question, used by one thread. All it is given outlives it.
class Scorer {
 public:
  Scorer(const Xapian::Database& database, const Lengths& lengths, const Bits& all,
         TermCache* cache, TimeLimit& limit)
      : database_(database), lengths_(lengths), all_(all), cache_(cache), limit_(limit) {}

  /// Every record of the set with its score by words and phrases, in the order of their numbers.
  /// Keys are negative scores: lower is better. Once the limit is up, the words that are left weigh
  /// nothing.
  std::vector<Scored> by_words(const ScoredWords& ranking, const Bits& records);

  /// The first `most` of those, in no order.
  std::vector<Scored> best_by_words(const ScoredWords& ranking, const Bits& records,
                                    std::size_t most);

  /// Of `candidates`, whose keys are by words alone, the first `most` by the whole ranking.
  /// Positions are read of those alone that can be among them, and of none once the limit is up.
  std::vector<Scored> by_all(const ScoredWords& ranking, std::vector<Scored> candidates,
                             std::size_t most);

 private:
  class Term;
  struct Part;
  std::vector<Part> parts(const ScoredWords& ranking);
  template <typename Visit>
  void for_each(const ScoredWords& ranking, const Bits& records, const Visit& visit);
  double termweight(double having) const;
  double share(unsigned times, std::uint32_t number) const;
  std::vector<double> possible_gains(const std::vector<ScoredPair>& pairs,
                                     const std::vector<Scored>& candidates);
  bool side_by_side(const ScoredPair& pair, std::uint32_t number) const;

  const Xapian::Database& database_;
  const Lengths& lengths_;
  const Bits& all_;
  TermCache* cache_;
  TimeLimit& limit_;
};

}  // namespace outturn::search
