// SPDX-License-Identifier: GPL-3.0-or-later
// How many records of a set have each value of the index. Common values are counted all at once,
// record by record; of a set of more than half of all records those that are not in it are counted
// and taken away. Of names, of which there may be a million, only those that the set has are looked
// at, and only the first few are told. For the match-set engine alone.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "server/search/match/first_names.h"
#include "server/search/match/match_index.h"

namespace outturn::search {

/// By value, of all values but names.
using ValueCounts = std::vector<std::uint32_t>;

struct NameCounts {
  std::size_t distinct = 0;      ///< names that some record of the set has
  std::vector<NameCount> first;  ///< those of the highest counts, in order
};

/// By filter: how many names are wanted.
using NamesWanted = std::array<std::size_t, index::kFilterCount>;

struct SetCounts {
  ValueCounts values;
  std::array<NameCounts, index::kFilterCount> names;  ///< by filter
};

/// `total` is the size of the set.
SetCounts counts_in(const MatchIndex& index, const Bits& set, std::size_t total,
                    const NamesWanted& wanted);

/// The same the long way round, for tests.
SetCounts counts_record_by_record(const MatchIndex& index, const Bits& set,
                                  const NamesWanted& wanted);
SetCounts counts_value_by_value(const MatchIndex& index, const Bits& set,
                                const NamesWanted& wanted);

}  // namespace outturn::search
