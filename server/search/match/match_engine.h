// SPDX-License-Identifier: GPL-3.0-or-later
// The match-set engine of one generation: its index of columns and what it remembers of earlier
// questions. A generation never changes, so nothing remembered goes stale; it is all forgotten with
// the generation. Safe from any thread; each brings its own handle of the full-text library.
#pragma once

#include <xapian.h>

#include <memory>
#include <string>

#include "server/search/match/bounded_cache.h"
#include "server/search/match/match.h"
#include "server/search/match/term_sets.h"

namespace outturn::search {

struct MatchEngineLimits {
  std::size_t term_bytes = 32U << 20;    ///< sets of words
  std::size_t filter_bytes = 16U << 20;  ///< sets of filters
  std::size_t answer_bytes = 8U << 20;   ///< whole answers, of which the next page makes use
};

/// The records that words match.
struct TextSet {
  std::shared_ptr<const Bits> records;  ///< null: no words were given, all records
  std::string key;                      ///< the same for the same words; empty: not remembered
  bool approximate = false;             ///< cut short by the time limit
};

class MatchEngine {
 public:
  explicit MatchEngine(std::shared_ptr<const MatchIndex> index,
                       const MatchEngineLimits& limits = {});

  const MatchIndex& index() const { return *index_; }

  /// Everything the filters make of the text. An approximate text is not remembered. `counting`
  /// kTotal: the counts may be left out.
  std::shared_ptr<const Match> match(const TextSet& text, const FilterSet& filters,
                                     Counting counting = Counting::kWhicheverIsFaster) const;

  TermCache& terms() const { return terms_; }
  /// Bytes remembered now.
  std::size_t cache_bytes() const { return terms_.bytes() + sets_.bytes() + answers_.bytes(); }

 private:
  std::shared_ptr<const MatchIndex> index_;
  mutable TermCache terms_;
  mutable BoundedCache<Bits> sets_;
  mutable BoundedCache<Match> answers_;
};

}  // namespace outturn::search
