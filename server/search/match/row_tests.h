// SPDX-License-Identifier: GPL-3.0-or-later
// The active filters of one level of rows (findings or appraisals), prepared so that a row is held
// against all of them at once: the outcome is a word with a bit for each filter that the row fails.
#pragma once

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
    for (const Span& test : spans_)
      failed |= test.high[row] >= test.least && test.low[row] <= test.most ? 0U : test.bit;
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

  /// The records with a row that fails nothing.
  Bits passing() const;

  /// Those of the records that may have a row that fails a single filter or none. Some may not.
  Bits may_nearly_pass(const Bits& records) const;

 private:
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
  };
  struct Year {
    double least = 0;
    double most = 0;
    unsigned bit = 0;
  };
  Bits may_pass(index::FilterId filter) const;
  void add_values(index::FilterId filter, const std::vector<std::string>& values, unsigned bit);
  void add_range(index::FilterId filter, const Range& range, unsigned bit);

  const MatchIndex& index_;
  const FilterSet& asked_;
  std::vector<index::FilterId> filters_;
  std::span<const std::uint32_t> offsets_;
  std::span<const std::uint64_t> bits_;
  std::span<const std::uint16_t> codes_;
  std::span<const std::int16_t> years_;
  std::vector<Mask> masks_;
  std::vector<std::uint8_t> code_fails_;  ///< by code: the bit of its filter where it is not wanted
  std::vector<Span> spans_;
  Year year_;
};

/// The records with any of the values: an exact answer for a filter on its own.
Bits records_with(const MatchIndex& index, index::FilterId filter,
                  const std::vector<std::string>& values);

/// The records that pass one filter of the record itself.
Bits records_passing(const MatchIndex& index, const FilterSet& filters, index::FilterId filter);

}  // namespace outturn::search
