// SPDX-License-Identifier: GPL-3.0-or-later
// What a printed figure vouches for: the range of values that print as it does. Sums, products and
// quotients of ranges carry the rounding of every input into the result, so that figures disagree
// only where no reading of the print makes them agree. Pure, safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/record.h"

namespace outturn::evidence {

/// From low to high, both included; low <= high. Ends may be infinite.
struct Range {
  double low = 0;
  double high = 0;
};

Range operator+(Range a, Range b);
Range operator-(Range a, Range b);
Range operator*(Range a, Range b);
Range operator*(Range a, double factor);

/// Empty where the divisor may be 0.
std::optional<Range> operator/(Range a, Range b);

/// Whether the two have a value in common, as far as doubles can tell.
bool meet(Range a, Range b);
bool holds(Range range, double value);

/// What all have in common; empty where there is nothing.
std::optional<Range> common(std::span<const Range> ranges);

/// The most ranges that have a value in common: their places in the list. Those that are not finite
/// are passed over.
std::vector<std::size_t> largest_agreement(std::span<const Range> ranges);

/// Digits after the point of the shortest way to write the number: 2 for 0.25, 0 for 1300.
int decimals_of(double value);

/// Half a unit of the last digit. A whole number that ends in three zeros or more is taken as
/// rounded to its last other digit, but to two figures at least: 1,092,000 to 500 either way,
/// 400,000 to 5,000.
double half_unit(double value);

/// A figure with what its print vouches for: the decimals of `as_printed` where that can be read as
/// a number, else those of the number itself.
Range rounded(double value, const AsPrinted& as_printed, std::string_view field);

/// What the source prints for a field where that differs from its value; null where it does not.
const std::string* print_of(const AsPrinted& as_printed, const std::string& field);

}  // namespace outturn::evidence
