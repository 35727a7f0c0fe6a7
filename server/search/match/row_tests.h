// SPDX-License-Identifier: GPL-3.0-or-later
// The active filters of one level of rows (findings or appraisals), prepared so that a row is held
// against all of them at once: the outcome is a word with a bit for each filter that the row fails.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "server/search/match/filter_set.h"
#include "server/search/match/match_index.h"

namespace outturn::search {

class RowTests {
 public:
  RowTests(const MatchIndex& index, const FilterSet& filters, index::Level level);

  /// The active filters; bit i of failures() belongs to the i-th.
  const std::vector<index::FilterId>& filters() const { return filters_; }
  bool any() const { return !filters_.empty(); }

  index::ColumnsFile::Rows rows(std::uint32_t number) const {
    return {offsets_[number], offsets_[number + 1]};
  }
  std::uint64_t bits(std::uint32_t row) const { return bits_[row]; }
  /// The outcome of a finding; the currency of an appraisal, or kNoTerm.
  std::uint16_t code(std::uint32_t row) const { return codes_[row]; }

  unsigned failures(std::uint32_t row) const {
    unsigned failed = 0;
    const std::uint64_t bits = bits_[row];
    for (const Mask& test : masks_) failed |= (bits & test.wanted) == 0 ? test.bit : 0U;
    if (!code_fails_.empty()) failed |= code_fails_[codes_[row]];
    for (const Span& test : spans_) {
      if ((bits & test.sure) != 0) continue;
      const bool passes =
          (bits & test.maybe) != 0 && test.high[row] >= test.least && test.low[row] <= test.most;
      failed |= passes ? 0U : test.bit;
    }
    if (year_.bit != 0)
      failed |= years_[row] != 0 && years_[row] >= year_.least && years_[row] <= year_.most
                    ? 0U
                    : year_.bit;
    return failed;
  }

  /// Bids the processor fetch the rows of a record.
  void fetch(std::uint32_t number) const {
    const std::uint32_t row = offsets_[number];
    __builtin_prefetch(bits_.data() + row);
    __builtin_prefetch(codes_.data() + row);
    for (const Span& test : spans_) __builtin_prefetch(test.low.data() + row);
  }
  /// What rows must have besides: any bit of each mask that is not 0, and a code that is not 0 in
  /// the table, if there is one.
  struct Wanted {
    std::array<std::uint64_t, 3> masks{};
    const std::vector<std::uint8_t>* codes = nullptr;  ///< by code, kNoTerm among them
  };

  /// Calls `visit(row, number, failures)` for every such row of the records that fails at most
  /// kMost filters (none or one), in rising order; `number` is the record's.
  template <unsigned kMost, typename Visit>
  void for_each_row(const Bits& records, const Wanted& wanted, const Visit& visit) const {
    constexpr std::size_t kSideBySide = 8;
    if (records.count() * kSideBySide < records.size()) {
      records.for_each_ahead(
          [this](std::uint32_t number) { fetch(number); },
          [&](std::uint32_t number) {
            const auto [begin, end] = rows(number);
            for (std::uint32_t row = begin; row < end; ++row)
              if (const unsigned failed = failures(row);
                  (kMost == 0 ? failed : failed & (failed - 1)) == 0 && has(row, wanted))
                visit(row, number, failed);
          });
      return;
    }
    // Row by row from the first to the last, whoever has them. Whose they are is asked without a
    // branch, which nobody could foresee.
    std::array<std::uint8_t, 64> places;
    for (std::uint32_t first = 0; first < bits_.size(); first += 64) {
      const Block block = tested(first, wanted);
      std::size_t held = 0;
      for (std::uint64_t rest = kMost == 0 ? block.passing : block.nearly; rest != 0;
           rest &= rest - 1) {
        const auto at = static_cast<unsigned>(std::countr_zero(rest));
        places[held] = static_cast<std::uint8_t>(at);
        held += records.test(owners_[first + at]);
      }
      for (std::size_t place = 0; place < held; ++place) {
        const unsigned at = places[place];
        unsigned failed = 0;
        if constexpr (kMost > 0)
          for (std::size_t i = 0; i < filters_.size(); ++i)
            failed |= static_cast<unsigned>(block.failing[i] >> at & 1) << i;
        visit(first + at, owners_[first + at], failed);
      }
    }
  }

  /// The records with a row that fails nothing.
  Bits passing() const;

  /// Those of the records that may have a row that fails a single filter or none. Some may not.
  Bits may_nearly_pass(const Bits& records) const;

 private:
  static constexpr std::size_t kMostFilters = 8;  ///< of one level: the bits of code_fails_
  /// 64 rows, a bit each.
  struct Block {
    std::array<std::uint64_t, kMostFilters> failing{};  ///< by filter
    std::uint64_t passing = 0;                          ///< those that fail nothing
    std::uint64_t nearly = 0;                           ///< nothing or a single filter
  };
  Block tested(std::uint32_t first, const Wanted& wanted) const;
  bool has(std::uint32_t row, const Wanted& wanted) const {
    for (const std::uint64_t mask : wanted.masks)
      if (mask != 0 && (bits_[row] & mask) == 0) return false;
    return wanted.codes == nullptr || (*wanted.codes)[codes_[row]] != 0;
  }

  struct Mask {
    std::uint64_t wanted;
    unsigned bit;
  };
  struct Span {
    std::span<const double> low;
    std::span<const double> high;
    double least;
    double most;
    unsigned bit;
    std::uint64_t sure;   ///< of a row's bits: bins whose figures all pass
    std::uint64_t maybe;  ///< bins with figures that must be looked at
  };
  struct Year {
    double least = 0;
    double most = 0;
    unsigned bit = 0;
  };
  Bits may_pass(index::FilterId filter) const;
  void add_values(index::FilterId filter, const std::vector<std::string>& values, unsigned bit);
  void add_range(index::FilterId filter, const Range& range, unsigned bit);
  void add_span(index::FilterId filter, index::Section low, index::Section high, const Range& range,
                unsigned bit);

  const MatchIndex& index_;
  const FilterSet& asked_;
  std::vector<index::FilterId> filters_;
  std::span<const std::uint32_t> offsets_;
  std::span<const std::uint64_t> bits_;
  std::span<const std::uint16_t> codes_;
  std::span<const std::uint32_t> owners_;
  std::span<const std::int16_t> years_;
  std::vector<Mask> masks_;
  std::vector<std::uint8_t> code_fails_;  ///< by code: the bit of its filter where it is not wanted
  unsigned code_bit_ = 0;
  std::vector<Span> spans_;
  Year year_;
};

/// The records with any of the values: an exact answer for a filter on its own.
Bits records_with(const MatchIndex& index, index::FilterId filter,
                  const std::vector<std::string>& values);

/// The records that pass one filter of the record itself.
Bits records_passing(const MatchIndex& index, const FilterSet& filters, index::FilterId filter);

}  // namespace outturn::search
