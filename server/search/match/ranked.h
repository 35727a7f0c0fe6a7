// SPDX-License-Identifier: GPL-3.0-or-later
// The best of a set of records by relevance, in two stages. The full-text library's
// early-terminating match, or Scorer where the ranking allows it, picks some hundreds by the words
// they hold; those are put in order by everything that the question says, phrases among it, which
// means reading positions and would take too long for all. The first stage is always asked for as
// many, so that pages cut from it never overlap. Pages further down, and pages by programme, need
// one pass that scores every record of the set by its words; what follows the first ones goes by
// score, then by number.
#pragma once

#include <xapian.h>

#include <vector>

#include "server/search/match/bits.h"
#include "server/search/match/order.h"
#include "server/search/match/score.h"
#include "server/search/match/time_limit.h"

namespace outturn::search {

/// So many are in the order of the whole question.
inline constexpr std::size_t kFirst = 200;
/// So many are considered for them.
inline constexpr std::size_t kConsidered = 400;

/// What makes a ranking out of words and pairs quick.
struct Scoring {
  const ScoredWords& ranking;
  const Lengths& lengths;
  TermCache* terms;  ///< may be null
};

struct Relevance {
  const Xapian::Database& database;
  const Xapian::Query& query;    ///< not empty
  const Xapian::Query& words;    ///< `query` without what reads positions; matches as much or more
  const Xapian::Weight& scheme;  ///< how it weighs
  const Scoring* scoring = nullptr;  ///< `query` is no more than that, weighed so
};

/// `within` must only hold records that match the query; `whole` where it holds all of them, which
/// saves looking. Throws what the library throws. When the limit is up, a page may lack records.
enum class Within { kWhole, kPart };
OrderedPage ranked(const Relevance& relevance, const MatchIndex& index, const Bits& records,
                   Within within, const Paging& paging, Grouping grouping, TimeLimit& limit);

/// Every record of the set with the score of its words as a key.
std::vector<Scored> scored(const Relevance& relevance, const Bits& records, TimeLimit& limit);

/// The first `most` of the set as a page shows them, best first; `most` is at most kFirst, `all` is
/// every record there is.
std::vector<std::uint32_t> first_shown(const Relevance& relevance, const Bits& all,
                                       const Bits& records, std::size_t most, TimeLimit& limit);

/// The first ones by the library, at most kFirst and one more, best first.
Xapian::MSet first_ones(const Relevance& relevance, const Bits& records, Within within,
                        TimeLimit& limit);

}  // namespace outturn::search
