// SPDX-License-Identifier: GPL-3.0-or-later
// The checks that every function of this folder begins and ends with. A number that is not finite
// or lies outside the domain of a formula is refused by name, so that no NaN travels.
#pragma once

#include <optional>
#include <string_view>

#include "schema/base/result.h"

namespace outturn::arithmetic {

using base::Error;
using base::Result;

/// An Error of code kNotPossible. `what` says what is missing or wrong, `hint` what would help.
tl::unexpected<Error> not_possible(std::string what, std::string hint = {});

/// A number and the name under which a message speaks of it.
struct Named {
  std::string_view name;
  double value;
};

/// Each returns the first Error found, or nothing.
std::optional<Error> require_finite(std::initializer_list<Named> numbers);
std::optional<Error> require_positive(std::initializer_list<Named> numbers);      ///< finite, > 0
std::optional<Error> require_not_negative(std::initializer_list<Named> numbers);  ///< finite, >= 0
/// Strictly between 0 and 1.
std::optional<Error> require_open_unit(std::initializer_list<Named> numbers);
/// From 0 to 1, both included.
std::optional<Error> require_closed_unit(std::initializer_list<Named> numbers);

/// `value` where it is finite; otherwise an Error: "the standard error is too large to represent".
Result<double> finite_result(std::string_view name, double value);
/// The same for what cannot be 0 but for underflow: also an Error where it is not above 0.
Result<double> positive_result(std::string_view name, double value);

}  // namespace outturn::arithmetic
