// SPDX-License-Identifier: GPL-3.0-or-later
// The records that share most values with an intervention, by counting: each value's set of records
// adds its weight to the records in it. Work is bounded whatever is asked: the values that say most
// go first, until so many records have been met.
#pragma once

#include <cstdint>
#include <vector>

#include "server/search/comparable/parts.h"
#include "server/search/comparable/traits.h"
#include "server/search/match/bits.h"
#include "server/search/match/match_index.h"

namespace outturn::search {

/// Records met, counted once for each value they share.
inline constexpr std::size_t kMostMet = 4'000'000;

/// Numbers of the records of `within` that share most, at most so many, in rising order; of those
/// that share as much as the last, the first by number. Empty where nothing is shared.
std::vector<std::uint32_t> sharing_most(const MatchIndex& index, const Traits& traits,
                                        const ByPart& weights, const Bits& within,
                                        std::size_t most);

}  // namespace outturn::search
