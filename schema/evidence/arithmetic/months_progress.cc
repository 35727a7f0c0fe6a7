// SPDX-License-Identifier: GPL-3.0-or-later
// The table, in hundredths of a standard deviation.
#include "schema/evidence/arithmetic/months_progress.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdlib>

namespace outturn::arithmetic {

namespace {

// The index is the number of months; a band begins where the one before it has ended. The first
// reaches as far below 0 as above it.
constexpr std::array kLastHundredth{1, 9, 18, 26, 35, 44, 52, 61, 69, 78, 87, 95, 100};

}  // namespace

Result<int> months_from_effect_size(double d) {
  if (auto error = require_finite({{"the effect size", d}})) return tl::unexpected(*error);
  const double hundredths = std::round(std::abs(d) * 100);
  for (std::size_t months = 0; months < kLastHundredth.size(); ++months)
    if (hundredths <= kLastHundredth[months])
      return d < 0 ? -static_cast<int>(months) : static_cast<int>(months);
  return not_possible(fmt::format("the effect size is {}; the table of months ends at 1", d));
}

Result<Interval> effect_sizes_from_months(int months) {
  constexpr int kMost = static_cast<int>(kLastHundredth.size()) - 1;
  if (months < -kMost || months > kMost)
    return not_possible(
        fmt::format("the months are {}; the table goes from -{} to {}", months, kMost, kMost));
  const auto row = static_cast<std::size_t>(std::abs(months));
  const int last = kLastHundredth[row];
  const int first = row == 0 ? -last : kLastHundredth[row - 1] + 1;
  if (months < 0) return Interval{-last / 100.0, -first / 100.0};
  return Interval{first / 100.0, last / 100.0};
}

Result<double> effect_size_from_months(int months) {
  return effect_sizes_from_months(months).map(
      [](const Interval& band) { return (band.low + band.high) / 2; });
}

}  // namespace outturn::arithmetic
