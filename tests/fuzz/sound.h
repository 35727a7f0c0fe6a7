// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold of every answer of the arithmetic: a success has finite numbers within the range
// that its function promises, a failure says why. The first breach is printed and aborts.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <limits>
#include <string_view>

#include "schema/evidence/arithmetic/two_by_two.h"
#include "schema/evidence/arithmetic/uncertainty.h"

namespace outturn::fuzz {

struct Domain {
  double low;
  double high;
};
inline constexpr double kMost = std::numeric_limits<double>::max();
inline constexpr Domain kAny{-kMost, kMost};
inline constexpr Domain kNotNegative{0, kMost};
inline constexpr Domain kPositive{std::numeric_limits<double>::denorm_min(), kMost};
inline constexpr Domain kShare{0, 1};
inline constexpr Domain kPerCent{0, 100};

inline void require(bool holds, std::string_view function, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "%.*s: %.*s\n", static_cast<int>(function.size()), function.data(),
               static_cast<int>(what.size()), what.data());
  std::abort();
}

inline void within(std::string_view function, Domain domain, std::initializer_list<double> all) {
  for (const double value : all)
    if (!(value >= domain.low && value <= domain.high))
      require(false, function, fmt::format("gives {}, outside its range", value));
}
inline void finite(std::string_view function, std::initializer_list<double> all) {
  within(function, kAny, all);
}
inline void ordered(std::string_view function, const arithmetic::Interval& interval,
                    Domain domain = kAny) {
  within(function, domain, {interval.low, interval.high});
  require(interval.low <= interval.high, function, "gives an interval that is upside down");
}

inline void explained(std::string_view function, const base::Error& error) {
  require(error.code == base::Code::kNotPossible, function, "fails with another code");
  require(!error.message.empty(), function, "fails without a message");
}

/// The value, checked by `check`; nothing where the function refused, and said why.
template <typename T, typename Check>
const T* holds(std::string_view function, const base::Result<T>& result, Check check) {
  if (!result) {
    explained(function, result.error());
    return nullptr;
  }
  check(*result);
  return &*result;
}

inline const double* holds(std::string_view function, Domain domain,
                           const base::Result<double>& result) {
  return holds(function, result, [&](double value) { within(function, domain, {value}); });
}
inline void sound(std::string_view function, const arithmetic::Estimate& estimate) {
  finite(function, {estimate.value});
  within(function, kPositive, {estimate.variance, estimate.se()});
}
inline const arithmetic::Estimate* holds(std::string_view function,
                                         const base::Result<arithmetic::Estimate>& result,
                                         Domain domain = kAny) {
  return holds(function, result, [&](const arithmetic::Estimate& estimate) {
    sound(function, estimate);
    within(function, domain, {estimate.value});
  });
}
inline void holds(std::string_view function, const base::Result<arithmetic::TableEffect>& result) {
  holds(function, result, [&](const arithmetic::TableEffect& effect) {
    sound(function, effect.estimate);
    within(function, kNotNegative, {effect.added});
  });
}
inline const arithmetic::Interval* holds(std::string_view function,
                                         const base::Result<arithmetic::Interval>& result,
                                         Domain domain = kAny) {
  return holds(function, result,
               [&](const arithmetic::Interval& interval) { ordered(function, interval, domain); });
}

}  // namespace outturn::fuzz
