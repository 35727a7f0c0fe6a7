// SPDX-License-Identifier: GPL-3.0-or-later
// From a query to the set of records it matches: postings become sets of bits, which are combined
// as the query combines its terms. Phrases, wildcards and whatever else is more than a term are
// matched by the full-text library, kept to the records that can match.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/search/match/bits.h"
#include "server/search/match/bounded_cache.h"
#include "server/search/match/time_limit.h"

namespace outturn::search {

/// The records with a term, and how often each has it.
struct Postings {
  Bits records;
  std::vector<std::uint8_t> times;  ///< in the order of the records; 255 stands for more
  std::size_t bytes() const { return records.bytes() + times.size(); }
};

/// Single terms that were read before, and (with no times) sets of whole queries.
using TermCache = BoundedCache<Postings>;

/// One question's way from queries to sets. Used by one thread; the database, the cache and the
/// limit outlive it. Throws what the library throws.
class TermSets {
 public:
  /// `all`: every record of the generation. `cache` may be null.
  TermSets(const Xapian::Database& database, const Bits& all, TermCache* cache, TimeLimit& limit)
      : database_(database), all_(all), cache_(cache), limit_(limit) {}

  /// The records that match. An empty query matches none, as in the library. Once the limit is up,
  /// what is left of the query is taken to match nothing: limit.was_up() tells.
  Bits matching(const Xapian::Query& query);

  /// The records with the term; null where none has it.
  std::shared_ptr<const Bits> with_term(const std::string& term);
  std::shared_ptr<const Postings> postings(const std::string& term);

 private:
  std::shared_ptr<const Postings> read(const std::string& term);
  Bits all_of(const Xapian::Query& query, std::size_t count, const Bits& within);
  Bits any_of(const Xapian::Query& query, const Bits& within);
  Bits within(const Xapian::Query& query, const Bits& records);
  Bits by_library(const Xapian::Query& query, const Bits& records);
  Bits terms_of_all(const Xapian::Query& query, const Bits& records);

  const Xapian::Database& database_;
  const Bits& all_;
  TermCache* cache_;
  TimeLimit& limit_;
  unsigned depth_ = 0;
};

/// A set, not null, and what being in it weighs.
using WeightedSet = std::pair<const Bits*, double>;

/// Of all records, those whose sets weigh at least `least` together, and more than nothing.
Bits weighing(const std::vector<WeightedSet>& sets, double least, const Bits& all);

}  // namespace outturn::search
