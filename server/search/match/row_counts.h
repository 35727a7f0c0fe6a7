// SPDX-License-Identifier: GPL-3.0-or-later
// The counts of filters of findings, or of appraisals, where some of them are active: row by row,
// as match.h says. For the match-set engine alone.
#pragma once

#include <cstddef>
#include <vector>

#include "server/search/match/row_tests.h"
#include "server/search/match/set_counts.h"

namespace outturn::search {

/// Puts the counts of the level's values right, and returns, by filter of `tests`, the total
/// without it. `candidates` pass everything but this level; `all` pass this level too.
std::vector<std::size_t> count_rows(const MatchIndex& index, const RowTests& tests, const Bits& all,
                                    const Bits& candidates, ValueCounts& counts);

}  // namespace outturn::search
