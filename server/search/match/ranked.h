// SPDX-License-Identifier: GPL-3.0-or-later
// The best of a set of records by relevance. The first records come from the full-text library's
// early-terminating match, always asked for as many, so that pages cut from them never overlap:
// with phrases in it, Xapian 1.4.22 may weigh a record differently for a different number of
// results. Pages further down, and pages by programme, need one pass that scores every record of
// the set; what follows the first ones goes by score, then by number.
#pragma once

#include <xapian.h>

#include <vector>

#include "server/search/match/bits.h"
#include "server/search/match/order.h"
#include "server/search/match/time_limit.h"

namespace outturn::search {

/// So many come from the early-terminating match.
inline constexpr std::size_t kFirst = 200;

struct Relevance {
  const Xapian::Database& database;
  const Xapian::Query& query;    ///< not empty
  const Xapian::Weight& scheme;  ///< how it weighs
};

struct RankedPage {
  OrderedPage page;
  Xapian::MSet matches;  ///< knows the query's words, for snippets; may hold no records
};

/// `within` must only hold records that match the query; `whole` where it holds all of them, which
/// saves looking. Throws what the library throws. When the limit is up, a page may lack records.
enum class Within { kWhole, kPart };
RankedPage ranked(const Relevance& relevance, const MatchIndex& index, const Bits& records,
                  Within within, const Paging& paging, Grouping grouping, TimeLimit& limit);

/// Every record of the set with its score as a key.
std::vector<Scored> scored(const Relevance& relevance, const Bits& records, TimeLimit& limit);

}  // namespace outturn::search
