// SPDX-License-Identifier: GPL-3.0-or-later
// How many records of a set have each value of the index. Common values are counted all at once,
// record by record; of a set of more than half of all records those that are not in it are counted
// and taken away. For the match-set engine alone.
#pragma once

#include <cstdint>
#include <vector>

#include "server/search/match/match_index.h"

namespace outturn::search {

/// By value.
using ValueCounts = std::vector<std::uint32_t>;

/// The counts of every value. `total` is the size of the set.
ValueCounts counts_in(const MatchIndex& index, const Bits& set, std::size_t total);

/// The same the long way round, for tests.
ValueCounts counts_record_by_record(const MatchIndex& index, const Bits& set);
ValueCounts counts_value_by_value(const MatchIndex& index, const Bits& set);

}  // namespace outturn::search
