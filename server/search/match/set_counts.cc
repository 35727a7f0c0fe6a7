// SPDX-License-Identifier: GPL-3.0-or-later
// Counts values; contract in set_counts.h.
#include "server/search/match/set_counts.h"

#include <array>

namespace outturn::search {
namespace {

/// From one record in this many on, meeting the set of every rare value beats walking the records.
constexpr std::size_t kMany = 3;

/// Calls `visit` with some members of the set at a time, in rising order.
template <typename Visit>
void for_some(const Bits& set, const Visit& visit) {
  std::array<std::uint32_t, 1024> some;
  std::size_t count = 0;
  const auto words = set.words();
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (count + 64 > some.size()) {
      visit(std::span<const std::uint32_t>(some.data(), count));
      count = 0;
    }
    for (std::uint64_t word = words[i]; word != 0; word &= word - 1)
      some[count++] =
          static_cast<std::uint32_t>(i * 64 + static_cast<unsigned>(std::countr_zero(word)));
  }
  if (count != 0) visit(std::span<const std::uint32_t>(some.data(), count));
}

enum class Rare { kBySet, kByRecord };

ValueCounts counted(const MatchIndex& index, const Bits& set, Rare rare) {
  ValueCounts out(index.value_count());
  BitTally tally;
  for_some(set, [&](std::span<const std::uint32_t> some) {
    tally.add(index.common_values(), some);
    if (rare == Rare::kBySet) return;
    for (const std::uint32_t number : some)
      for (const ValueId id : index.rare_values(number)) ++out[id];
  });
  const auto counts = tally.counts();
  for (std::size_t bit = 0; bit < kTallied; ++bit)
    if (const ValueId id = index.value_of_bit(bit); id != kNoValue) out[id] = counts[bit];
  if (rare == Rare::kBySet)
    for (const ValueId id : index.rare_values())
      out[id] = static_cast<std::uint32_t>(index.count_in(id, set));
  return out;
}

}  // namespace

ValueCounts counts_in(const MatchIndex& index, const Bits& set, std::size_t total) {
  const auto way = [&](std::size_t size) {
    return size * kMany > index.total() ? Rare::kBySet : Rare::kByRecord;
  };
  if (total * 2 <= index.total()) return counted(index, set, way(total));
  Bits others = index.all();
  others.and_not(set);
  ValueCounts out = counted(index, others, way(index.total() - total));
  for (ValueId id = 0; id < out.size(); ++id)
    out[id] = static_cast<std::uint32_t>(index.count(id)) - out[id];
  return out;
}

ValueCounts counts_record_by_record(const MatchIndex& index, const Bits& set) {
  return counted(index, set, Rare::kByRecord);
}

ValueCounts counts_value_by_value(const MatchIndex& index, const Bits& set) {
  ValueCounts out(index.value_count());
  for (ValueId id = 0; id < out.size(); ++id)
    out[id] = static_cast<std::uint32_t>(index.count_in(id, set));
  return out;
}

}  // namespace outturn::search
