// SPDX-License-Identifier: GPL-3.0-or-later
// Domain checks, worded once.
#include "schema/evidence/arithmetic/number.h"

#include <fmt/format.h>

#include <cmath>

namespace outturn::arithmetic {

tl::unexpected<Error> not_possible(std::string what, std::string hint) {
  return base::fail(base::Code::kNotPossible, std::move(what), std::move(hint));
}

namespace {

template <typename Accepts>
std::optional<Error> require(std::initializer_list<Named> numbers, std::string_view domain,
                             Accepts accepts) {
  for (const Named& number : numbers) {
    if (!std::isfinite(number.value))
      return not_possible(fmt::format("{} is not a finite number", number.name)).value();
    if (!accepts(number.value))
      return not_possible(fmt::format("{} is {}; it must be {}", number.name, number.value, domain))
          .value();
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> require_finite(std::initializer_list<Named> numbers) {
  return require(numbers, "finite", [](double) { return true; });
}
std::optional<Error> require_positive(std::initializer_list<Named> numbers) {
  return require(numbers, "above 0", [](double value) { return value > 0; });
}
std::optional<Error> require_not_negative(std::initializer_list<Named> numbers) {
  return require(numbers, "0 or above", [](double value) { return value >= 0; });
}
std::optional<Error> require_open_unit(std::initializer_list<Named> numbers) {
  return require(numbers, "between 0 and 1, both excluded",
                 [](double value) { return value > 0 && value < 1; });
}
std::optional<Error> require_closed_unit(std::initializer_list<Named> numbers) {
  return require(numbers, "from 0 to 1", [](double value) { return value >= 0 && value <= 1; });
}

Result<double> finite_result(std::string_view name, double value) {
  if (std::isfinite(value)) return value;
  return not_possible(fmt::format("{} is too large to represent", name));
}

Result<double> positive_result(std::string_view name, double value) {
  if (std::isfinite(value) && !(value > 0))
    return not_possible(fmt::format("{} is too small to represent", name));
  return finite_result(name, value);
}

}  // namespace outturn::arithmetic
