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

/// Counts of single values put together.
class Gathering {
 public:
  Gathering(const MatchIndex& index, const NamesWanted& wanted)
      : index_(index), values_(index.first_name()) {
    first_.reserve(wanted.size());
    for (const std::size_t most : wanted) first_.emplace_back(most);
  }

  void put(ValueId id, std::uint32_t count) {
    if (id < index_.first_name()) {
      values_[id] = count;
    } else if (count > 0) {
      const std::size_t filter = index_.filter_of_name(id);
      ++distinct_[filter];
      if (!first_[filter].is_beyond(count)) first_[filter].add({count, index_.rank(id), id});
    }
  }

  /// What the records that were not counted have: all but those of `others`.
  void put_rest(const CounterStock::Loan& others) {
    for (const ValueId id : index_.rare_values()) {
      if (id >= index_.first_name()) break;
      put(id, static_cast<std::uint32_t>(index_.count(id)) - others[id]);
    }
    std::array<std::size_t, index::kFilterCount> touched{};
    for (const ValueId id : others.touched()) {
      if (id < index_.first_name()) continue;
      ++touched[index_.filter_of_name(id)];
      put(id, static_cast<std::uint32_t>(index_.count(id)) - others[id]);
    }
    for (const index::Filter& row : index::kFilters)
      if (index::is_name(row.id)) put_untouched(row.id, touched[index::number_of(row.id)], others);
  }

  SetCounts take() {
    SetCounts out{std::move(values_), {}};
    for (std::size_t filter = 0; filter < first_.size(); ++filter)
      out.names[filter] = {distinct_[filter], first_[filter].take()};
    return out;
  }

 private:
  /// Names that no record of `others` has: each has its whole count, so that the commonest of all
  /// come first. They are counted, and as many are put as can be wanted.
  void put_untouched(index::FilterId filter, std::size_t touched,
                     const CounterStock::Loan& others) {
    const std::size_t number = index::number_of(filter);
    std::size_t left = index_.rare_names(filter) - touched;
    distinct_[number] += left;
    left = std::min(left, first_[number].most());
    const auto put_some = [&](std::span<const ValueId> names) {
      for (const ValueId id : names) {
        if (left == 0) return;
        if (index_.bit_of(id) != kNoBit || index_.count(id) == 0 || others[id] != 0) continue;
        first_[number].add({static_cast<std::uint32_t>(index_.count(id)), index_.rank(id), id});
        --left;
      }
    };
    const auto commonest = index_.commonest_names(filter);
    std::size_t among = 0;
    for (const ValueId id : commonest) among += others[id] == 0;
    if (among >= left) return put_some(commonest);
    left = static_cast<std::size_t>(-1);  // not in the order of their counts: all of them
    put_some(index_.values_of(filter));
  }

  const MatchIndex& index_;
  ValueCounts values_;
  std::array<std::size_t, index::kFilterCount> distinct_{};
  std::vector<FirstNames> first_;  ///< by filter
};

std::array<std::uint32_t, kTallied> tallied(const MatchIndex& index, const Bits& set) {
  BitTally tally;
  for_some(set,
           [&](std::span<const std::uint32_t> some) { tally.add(index.common_values(), some); });
  return tally.counts();
}

void count_rare(const MatchIndex& index, const Bits& set, CounterStock::Loan& counters) {
  set.for_each([&](std::uint32_t number) {
    for (const ValueId id : index.rare_values(number)) counters.count(id);
  });
}

SetCounts counted(const MatchIndex& index, const Bits& set, Rare rare, const NamesWanted& wanted) {
  Gathering out(index, wanted);
  const auto common = tallied(index, set);
  for (std::size_t bit = 0; bit < kTallied; ++bit)
    if (const ValueId id = index.value_of_bit(bit); id != kNoValue) out.put(id, common[bit]);
  if (rare == Rare::kBySet) {
    for (const ValueId id : index.rare_values())
      out.put(id, static_cast<std::uint32_t>(index.count_in(id, set)));
    return out.take();
  }
  CounterStock::Loan counters(index.counters(), index.value_count());
  count_rare(index, set, counters);
  for (const ValueId id : counters.touched()) out.put(id, counters[id]);
  return out.take();
}

/// The counts of all records but the others.
SetCounts counted_without(const MatchIndex& index, const Bits& others, Rare rare,
                          const NamesWanted& wanted) {
  Gathering out(index, wanted);
  const auto common = tallied(index, others);
  for (std::size_t bit = 0; bit < kTallied; ++bit)
    if (const ValueId id = index.value_of_bit(bit); id != kNoValue)
      out.put(id, static_cast<std::uint32_t>(index.count(id)) - common[bit]);
  if (rare == Rare::kBySet) {
    for (const ValueId id : index.rare_values())
      out.put(id, static_cast<std::uint32_t>(index.count(id) - index.count_in(id, others)));
    return out.take();
  }
  CounterStock::Loan counters(index.counters(), index.value_count());
  count_rare(index, others, counters);
  out.put_rest(counters);
  return out.take();
}

}  // namespace

SetCounts counts_in(const MatchIndex& index, const Bits& set, std::size_t total,
                    const NamesWanted& wanted) {
  const auto way = [&](std::size_t size) {
    return size * kMany > index.total() ? Rare::kBySet : Rare::kByRecord;
  };
  if (total * 2 <= index.total()) return counted(index, set, way(total), wanted);
  Bits others = index.all();
  others.and_not(set);
  return counted_without(index, others, way(index.total() - total), wanted);
}

SetCounts counts_record_by_record(const MatchIndex& index, const Bits& set,
                                  const NamesWanted& wanted) {
  return counted(index, set, Rare::kByRecord, wanted);
}

SetCounts counts_value_by_value(const MatchIndex& index, const Bits& set,
                                const NamesWanted& wanted) {
  Gathering out(index, wanted);
  for (ValueId id = 0; id < index.value_count(); ++id)
    out.put(id, static_cast<std::uint32_t>(index.count_in(id, set)));
  return out.take();
}

}  // namespace outturn::search
