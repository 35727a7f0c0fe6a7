// SPDX-License-Identifier: GPL-3.0-or-later
// Prepares and runs tests of rows; contracts in row_tests.h.
#include "server/search/match/row_tests.h"

#include <algorithm>
#include <limits>

#include "schema/index/bins.h"

namespace outturn::search {

using index::Asked;
using index::FilterId;
using index::Level;
using index::Section;

namespace {

constexpr std::size_t filters_at(Level level) {
  return static_cast<std::size_t>(
      std::count_if(index::kFilters.begin(), index::kFilters.end(),
                    [level](const index::Filter& filter) { return filter.level == level; }));
}

}  // namespace

RowTests::RowTests(const MatchIndex& index, const FilterSet& filters, Level level)
    : index_(index), asked_(filters) {
  static_assert(filters_at(Level::kFinding) <= kMostFilters);
  static_assert(filters_at(Level::kAppraisal) <= kMostFilters);
  static_assert(kMostFilters <= std::numeric_limits<decltype(code_fails_)::value_type>::digits);
  const index::ColumnsFile& file = index.file();
  if (level == Level::kFinding) {
    offsets_ = file.column<std::uint32_t>(Section::kFindingOffsets);
    bits_ = file.column<std::uint64_t>(Section::kFindingBits);
    codes_ = file.column<std::uint16_t>(Section::kFindingOutcome);
  } else {
    offsets_ = file.column<std::uint32_t>(Section::kAppraisalOffsets);
    bits_ = file.column<std::uint64_t>(Section::kAppraisalBits);
    codes_ = file.column<std::uint16_t>(Section::kCurrency);
    years_ = file.column<std::int16_t>(Section::kPriceYear);
  }
  owners_ = index.owners(level);
  for (const index::Filter& row : index::kFilters) {
    const std::size_t number = index::number_of(row.id);
    if (row.level != level || !filters.active(number)) continue;
    const unsigned bit = 1U << filters_.size();
    filters_.push_back(row.id);
    if (row.asked == Asked::kValues) {
      add_values(row.id, filters.values[number], bit);
    } else {
      add_range(row.id, filters.ranges[number], bit);
    }
  }
}

void RowTests::add_values(FilterId filter, const std::vector<std::string>& values, unsigned bit) {
  if (const index::BitField* field = index::bit_field(filter)) {
    std::uint64_t wanted = 0;
    const auto ids = index_.bit_values(field->level);
    for (const std::string& value : values) {
      const ValueId id = index_.find(filter, value);
      for (unsigned at = field->first; at < field->first + field->width; ++at)
        if (id != kNoValue && ids[at] == id) wanted |= std::uint64_t{1} << at;
    }
    masks_.push_back({wanted, bit});
    return;
  }
  std::vector<bool> chosen(index_.first_name());
  for (const std::string& value : values)
    if (const ValueId id = index_.find(filter, value); id != kNoValue) chosen[id] = true;
  code_bit_ = bit;
  code_fails_.assign(std::size_t{index::kNoTerm} + 1, static_cast<std::uint8_t>(bit));
  for (std::size_t code = 0; code < index_.file().terms().size(); ++code)
    for (const ValueId id : index_.chain_of(static_cast<std::uint16_t>(code)))
      if (chosen[id]) code_fails_[code] = 0;
}

void RowTests::add_range(FilterId filter, const Range& range, unsigned bit) {
  switch (filter) {
    case FilterId::kEffect:
      return add_span(filter, Section::kFindingG, Section::kFindingG, range, bit);
    case FilterId::kRatio:
      return add_span(filter, Section::kRatioLow, Section::kRatioHigh, range, bit);
    case FilterId::kCost:
      return add_span(filter, Section::kCost, Section::kCost, range, bit);
    default:
      year_ = {range.low(), range.high(), bit};
  }
}

void RowTests::add_span(FilterId filter, Section low, Section high, const Range& range,
                        unsigned bit) {
  const index::ColumnsFile& file = index_.file();
  Span span{
      file.column<double>(low), file.column<double>(high), range.low(), range.high(), bit, 0, 0};
  const index::BitField& field = *index::bit_field(filter);
  const auto edges = index::edges_of(filter);
  constexpr double kFar = std::numeric_limits<double>::infinity();
  for (std::size_t bin = 0; bin < field.width; ++bin) {
    const double from = bin == 0 ? -kFar : edges[bin - 1];
    const double to = bin == edges.size() ? kFar : edges[bin];
    const std::uint64_t mask = std::uint64_t{1} << (field.first + bin);
    // Of figures that reach from one end to another, the one in the bin lies between the two.
    const bool none = !(span.least < to && from <= span.most) && low == high;
    if (span.least <= from && to <= span.most) {
      span.sure |= mask;
    } else if (!none) {
      span.maybe |= mask;
    }
  }
  if (span.maybe == 0) {
    masks_.push_back({span.sure, bit});
  } else {
    spans_.push_back(span);
  }
}

RowTests::Block RowTests::tested(std::uint32_t first, const Wanted& wanted) const {
  Block out;
  const std::size_t count = std::min<std::size_t>(64, bits_.size() - first);
  const auto bits = bits_.subspan(first, count);
  const auto failing = [&](unsigned bit) -> std::uint64_t& {
    return out.failing[static_cast<std::size_t>(std::countr_zero(bit))];
  };
  for (const Mask& test : masks_) failing(test.bit) = ~having_any(bits, test.wanted);
  if (!code_fails_.empty()) {
    std::uint64_t failed = 0;
    for (std::size_t i = 0; i < count; ++i)
      failed |= std::uint64_t{code_fails_[codes_[first + i]] != 0} << i;
    failing(code_bit_) = failed;
  }
  for (const Span& test : spans_) {
    std::uint64_t passed = having_any(bits, test.sure);
    for (std::uint64_t rest = having_any(bits, test.maybe) & ~passed; rest != 0; rest &= rest - 1) {
      const auto at = static_cast<unsigned>(std::countr_zero(rest));
      const bool reaches_up = test.high[first + at] >= test.least;
      const bool reaches_down = test.low[first + at] <= test.most;
      passed |= (std::uint64_t{reaches_up} & std::uint64_t{reaches_down}) << at;
    }
    failing(test.bit) = ~passed;
  }
  if (year_.bit != 0) {
    std::uint64_t passed = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const std::int16_t year = years_[first + i];
      passed |= std::uint64_t{year != 0 && year >= year_.least && year <= year_.most} << i;
    }
    failing(year_.bit) = ~passed;
  }
  std::uint64_t once = 0;
  std::uint64_t twice = 0;
  for (std::size_t i = 0; i < filters_.size(); ++i) {
    twice |= once & out.failing[i];
    once |= out.failing[i];
  }
  std::uint64_t rows = ~std::uint64_t{0} >> (64 - count);
  for (const std::uint64_t mask : wanted.masks)
    if (mask != 0) rows &= having_any(bits, mask);
  if (wanted.codes != nullptr && rows != 0) {
    std::uint64_t having = 0;
    for (std::size_t i = 0; i < count; ++i)
      having |= std::uint64_t{(*wanted.codes)[codes_[first + i]] != 0} << i;
    rows &= having;
  }
  out.passing = ~once & rows;
  out.nearly = ~twice & rows;
  return out;
}

/// The records with a row that may pass this filter: exactly for values, else by the bins that its
/// range reaches into.
Bits RowTests::may_pass(FilterId filter) const {
  const std::size_t number = index::number_of(filter);
  if (index::filter(filter).asked == Asked::kValues)
    return records_with(index_, filter, asked_.values[number]);
  const auto bins = index_.bins_of(filter);
  // A bin holds the middle of a ratio, and its ends may lie elsewhere.
  const bool by_bin = index::filter(filter).asked == Asked::kRange && !bins.empty();
  if (bins.empty()) return index_.all();
  Bits out(index_.slots());
  const auto edges = index::edges_of(filter);
  const Range& range = asked_.ranges[number];
  const std::size_t first = by_bin ? index::bin_of(edges, range.low()) : 0;
  const std::size_t last = by_bin ? index::bin_of(edges, range.high()) : edges.size();
  for (std::size_t bin = first; bin <= last; ++bin) index_.add_to(bins[bin], out);
  return out;
}

Bits RowTests::may_nearly_pass(const Bits& records) const {
  Bits none_failed = records;
  Bits one_failed(records.size());
  for (const FilterId filter : filters_) {
    const Bits passes = may_pass(filter);
    one_failed &= passes;
    Bits fails = none_failed;
    one_failed |= fails.and_not(passes);
    none_failed &= passes;
  }
  return none_failed |= one_failed;
}

Bits RowTests::passing() const {
  Bits candidates = index_.all();
  for (const FilterId filter : filters_) candidates &= may_pass(filter);
  const bool exact =
      filters_.size() == 1 && index::filter(filters_.front()).asked == Asked::kValues;
  if (exact) return candidates;
  Bits out(candidates.size());
  for_each_row<0>(candidates, {},
                  [&](std::uint32_t, std::uint32_t number, unsigned) { out.set(number); });
  return out;
}

Bits records_with(const MatchIndex& index, FilterId filter,
                  const std::vector<std::string>& values) {
  Bits out(index.slots());
  for (const std::string& value : values)
    if (const ValueId id = index.find(filter, value); id != kNoValue) index.add_to(id, out);
  return out;
}

Bits records_passing(const MatchIndex& index, const FilterSet& filters, FilterId filter) {
  const std::size_t number = index::number_of(filter);
  if (index::filter(filter).asked == Asked::kValues)
    return records_with(index, filter, filters.values[number]);
  const index::ColumnsFile& file = index.file();
  const double least = filters.ranges[number].low();
  const double most = filters.ranges[number].high();
  Bits out(index.slots());
  if (filter == FilterId::kYear) {
    const auto years = file.column<std::int16_t>(Section::kYear);
    for (std::size_t i = 0; i < years.size(); ++i)
      if (years[i] != 0 && years[i] >= least && years[i] <= most) out.set(i);
  } else {
    const auto from = file.column<double>(Section::kAgeMin);
    const auto to = file.column<double>(Section::kAgeMax);
    for (std::size_t i = 0; i < from.size(); ++i)
      if (to[i] >= least && from[i] <= most) out.set(i);
  }
  return out;
}

}  // namespace outturn::search
