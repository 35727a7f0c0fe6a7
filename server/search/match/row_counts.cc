// SPDX-License-Identifier: GPL-3.0-or-later
// Counts row by row; contract in row_counts.h.
#include "server/search/match/row_counts.h"

#include <array>
#include <bit>
#include <numeric>

namespace outturn::search {
namespace {

using index::FilterId;
using index::Level;

/// What a row counts for, by the filters it fails: a mask of its values, laid out as in a record's
/// BitRow. The word of the other level has a bit for each filter without which the row would pass.
class Verdicts {
 public:
  Verdicts(const RowTests& tests, Level level)
      : own_(level == Level::kFinding ? kFindingWord : kAppraisalWord),
        lifts_(level == Level::kFinding ? kAppraisalWord : kFindingWord),
        bits_(std::size_t{1} << tests.filters().size()),
        masks_(bits_.size()) {
    const FilterId code_filter =
        level == Level::kFinding ? FilterId::kOutcome : FilterId::kCurrency;
    bits_[0] = ~std::uint64_t{0};
    masks_[0].words.fill(~std::uint64_t{0});
    for (std::size_t i = 0; i < tests.filters().size(); ++i) {
      const FilterId filter = tests.filters()[i];
      const std::size_t failed = std::size_t{1} << i;
      if (const index::BitField* field = index::bit_field(filter)) bits_[failed] = mask_of(*field);
      if (filter == code_filter) masks_[failed].words.fill(~std::uint64_t{0});
      masks_[failed].words[lifts_] = failed;
    }
  }

  /// Adds what a row counts for; `code_row` is the values of its code.
  void add(std::uint64_t bits, const BitRow& code_row, unsigned failures, BitRow& to) const {
    const BitRow& mask = masks_[failures];
    const std::uint64_t own = to.words[own_] | (bits & bits_[failures]);
    for (std::size_t word = 0; word < kRowWords; ++word)
      to.words[word] |= code_row.words[word] & mask.words[word];
    to.words[own_] = own;
  }
  bool counts_code(unsigned failures) const { return masks_[failures].words.back() != 0; }
  std::size_t own() const { return own_; }
  std::size_t lifts() const { return lifts_; }

 private:
  std::size_t own_;
  std::size_t lifts_;
  std::vector<std::uint64_t> bits_;
  std::vector<BitRow> masks_;
};

/// The sums of records, some at a time.
class Sums {
 public:
  Sums() { std::iota(places_.begin(), places_.end(), 0); }
  BitRow& next() {
    if (held_ == rows_.size()) flush();
    return rows_[held_++] = {};
  }
  std::array<std::uint32_t, kTallied> take() {
    flush();
    return tally_.counts();
  }

 private:
  void flush() {
    tally_.add(rows_, {places_.data(), held_});
    held_ = 0;
  }
  std::array<BitRow, 256> rows_{};
  std::array<std::uint32_t, 256> places_{};
  std::size_t held_ = 0;
  BitTally tally_;
};

void clear(const MatchIndex& index, Level level, ValueCounts& counts) {
  for (const index::Filter& row : index::kFilters) {
    if (row.level != level) continue;
    for (const auto ids : {index.values_of(row.id), index.bins_of(row.id)})
      for (const ValueId id : ids) counts[id] = 0;
  }
}

void count_set(const MatchIndex& index, FilterId filter, const Bits& records, ValueCounts& counts) {
  for (const auto ids : {index.values_of(filter), index.bins_of(filter)})
    for (const ValueId id : ids)
      counts[id] = static_cast<std::uint32_t>(index.count_in(id, records));
}

}  // namespace

std::vector<std::size_t> count_rows(const MatchIndex& index, const RowTests& tests, const Bits& all,
                                    const Bits& candidates, ValueCounts& counts) {
  const Level level = index::filter(tests.filters().front()).level;
  clear(index, level, counts);
  // Where a single filter is active, its own counts are those of the candidates.
  const bool single = tests.filters().size() == 1;
  const Verdicts verdicts(tests, level);
  std::vector<std::uint32_t> last(index.first_name(), 0);  // names are not of rows
  Sums sums;
  BitRow* sum = nullptr;
  std::uint32_t record = 0xFFFFFFFF;  // whose sum it is; no record has that number
  const auto add = [&](std::uint32_t row, std::uint32_t number, unsigned failures) {
    if (number != record) sum = &sums.next();
    record = number;
    const std::uint16_t code = tests.code(row);
    verdicts.add(tests.bits(row), index.row_of(code), failures, *sum);
    if (!index.is_rare(code) || !verdicts.counts_code(failures)) return;
    for (const ValueId id : index.chain_of(code)) {
      if (index.bit_of(id) != kNoBit || last[id] == number + 1) continue;
      last[id] = number + 1;
      ++counts[id];
    }
  };
  if (single) {
    tests.for_each_row<0>(all, {}, add);
  } else {
    tests.for_each_row<1>(tests.may_nearly_pass(candidates), {}, add);
  }
  const auto tallied = sums.take();
  for (std::size_t bit = 0; bit < kTallied; ++bit)
    if (const ValueId id = index.value_of_bit(bit);
        id != kNoValue && index::filter(index.value(id).filter).level == level)
      counts[id] = tallied[bit];
  std::vector<std::size_t> without(tests.filters().size());
  for (std::size_t i = 0; i < without.size(); ++i) without[i] = tallied[verdicts.lifts() * 64 + i];
  if (single) {
    count_set(index, tests.filters().front(), candidates, counts);
    without.front() = candidates.count();
  }
  return without;
}

}  // namespace outturn::search
