// SPDX-License-Identifier: GPL-3.0-or-later
// Ranges of values that print alike.
#include "schema/evidence/audit/tolerance.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "schema/evidence/audit/print_reading.h"

namespace outturn::evidence {
namespace {

constexpr double kOfDoubles = 1e-9;  // relative; far above what adding doubles loses
constexpr int kTrailingZeros = 3;

/// The shortest digits without point or zeros at either end, and the power of ten of the last.
struct Digits {
  std::size_t count = 0;
  int last_power = 0;
};

Digits digits_of(double value) {
  const std::string shortest = fmt::format("{}", std::abs(value));
  const auto e = shortest.find('e');
  const std::string mantissa = shortest.substr(0, e);
  const int exponent = e == std::string::npos ? 0 : std::atoi(shortest.c_str() + e + 1);
  const auto point = mantissa.find('.');
  std::string digits = mantissa;
  int power = exponent;
  if (point != std::string::npos) {
    digits.erase(point, 1);
    power -= static_cast<int>(mantissa.size() - point - 1);
  }
  while (digits.size() > 1 && digits.back() == '0') {
    digits.pop_back();
    ++power;
  }
  const auto first = digits.find_first_not_of('0');
  digits.erase(0, std::min(first, digits.size() - 1));
  return {digits.size(), power};
}

}  // namespace

Range operator+(Range a, Range b) { return {a.low + b.low, a.high + b.high}; }
Range operator-(Range a, Range b) { return {a.low - b.high, a.high - b.low}; }

Range operator*(Range a, Range b) {
  const auto [low, high] =
      std::minmax({a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high});
  return {low, high};
}

Range operator*(Range a, double factor) {
  return factor < 0 ? Range{a.high * factor, a.low * factor}
                    : Range{a.low * factor, a.high * factor};
}

std::optional<Range> operator/(Range a, Range b) {
  if (b.low <= 0 && b.high >= 0) return {};
  const auto [low, high] =
      std::minmax({a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high});
  return Range{low, high};
}

bool meet(Range a, Range b) {
  const double gap = std::max(a.low, b.low) - std::min(a.high, b.high);
  const double size =
      std::max(std::abs(std::max(a.low, b.low)), std::abs(std::min(a.high, b.high)));
  return !(gap > kOfDoubles * size);  // what overflowed cannot be told apart
}

bool holds(Range range, double value) { return meet(range, {value, value}); }

std::optional<Range> common(std::span<const Range> ranges) {
  if (ranges.empty()) return {};
  Range out = ranges.front();
  for (const Range& range : ranges) {
    if (!meet(out, range)) return {};
    out = {std::max(out.low, range.low), std::min(out.high, range.high)};
    if (out.low > out.high) std::swap(out.low, out.high);  // they met only within doubles
  }
  return out;
}

std::vector<std::size_t> largest_agreement(std::span<const Range> ranges) {
  struct End {
    double at;
    int change;
  };
  std::vector<End> ends;
  for (const Range& range : ranges) {
    if (!std::isfinite(range.low) || !std::isfinite(range.high)) continue;
    ends.push_back({range.low, +1});
    ends.push_back({range.high, -1});
  }
  std::sort(ends.begin(), ends.end(), [](const End& a, const End& b) {
    return a.at != b.at ? a.at < b.at : a.change > b.change;
  });
  int open = 0;
  int most = 0;
  double point = 0;
  for (const End& end : ends) {
    open += end.change;
    if (open <= most) continue;
    most = open;
    point = end.at;
  }
  std::vector<std::size_t> agreed;
  for (std::size_t i = 0; most > 0 && i < ranges.size(); ++i)
    if (std::isfinite(ranges[i].low) && std::isfinite(ranges[i].high) && holds(ranges[i], point))
      agreed.push_back(i);
  return agreed;
}

int decimals_of(double value) {
  if (value == 0) return 0;
  return std::max(0, -digits_of(value).last_power);
}

double half_unit(double value) {
  if (value == 0) return 0.5;
  const Digits digits = digits_of(value);
  int power = std::min(digits.last_power, 0);
  if (digits.last_power >= kTrailingZeros)
    power = digits.count == 1 ? digits.last_power - 1 : digits.last_power;
  return 0.5 * std::pow(10.0, power);
}

Range rounded(double value, const AsPrinted& as_printed, std::string_view field) {
  double half = half_unit(value);
  if (const std::string* printed = print_of(as_printed, std::string(field)))
    if (const Print print = read_print(*printed); print.half_unit)
      half =
          print.kind == PrintKind::kQualified ? std::max(half, *print.half_unit) : *print.half_unit;
  return {value - half, value + half};
}

const std::string* print_of(const AsPrinted& as_printed, const std::string& field) {
  const auto found = as_printed.find(field);
  return found == as_printed.end() ? nullptr : &found->second;
}

}  // namespace outturn::evidence
