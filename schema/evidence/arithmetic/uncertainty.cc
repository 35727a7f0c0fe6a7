// SPDX-License-Identifier: GPL-3.0-or-later
// Quantiles by Boost.Math, whose failures come back as values that finite_result refuses.
#include "schema/evidence/arithmetic/uncertainty.h"

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <numbers>

#include "schema/evidence/arithmetic/quiet_policy.h"

namespace outturn::arithmetic {

namespace {

using StudentsT = boost::math::students_t_distribution<double, Quiet>;

std::optional<Error> check_p(double p) {
  if (auto error = require_closed_unit({{"p", p}})) return error;
  if (p == 0)
    return not_possible("p is 0, which is a rounded figure",
                        "Give p with more digits, or the interval or the standard error instead.")
        .value();
  if (p == 1)
    return not_possible("p is 1, which does not tell the standard error",
                        "Give the interval or the standard error instead.")
        .value();
  return std::nullopt;
}

std::optional<Error> check_interval(double low, double high) {
  if (auto error = require_finite({{"the low end", low}, {"the high end", high}})) return error;
  if (low > high) return not_possible("the low end of the interval is above its high end").value();
  if (low == high) return not_possible("the interval has no width").value();
  return std::nullopt;
}

// Half the width over the quantile. The halves first, so that no finite interval overflows.
Result<double> half_width_over(double low, double high, double quantile) {
  return positive_result("the standard error", (high / 2 - low / 2) / quantile);
}

Result<Interval> around(double estimate, double half_width) {
  const auto low = finite_result("the low end of the interval", estimate - half_width);
  if (!low) return tl::unexpected(low.error());
  const auto high = finite_result("the high end of the interval", estimate + half_width);
  if (!high) return tl::unexpected(high.error());
  return Interval{*low, *high};
}

std::optional<Error> check_estimate(double estimate, double se) {
  if (auto error = require_finite({{"the estimate", estimate}})) return error;
  return require_positive({{"the standard error", se}});
}

}  // namespace

Result<double> normal_below(double z) {
  if (auto error = require_finite({{"z", z}})) return tl::unexpected(*error);
  return std::erfc(-z / std::numbers::sqrt2) / 2;
}

Result<double> normal_quantile(double level) {
  if (auto error = require_open_unit({{"the confidence level", level}}))
    return tl::unexpected(*error);
  return finite_result("the normal quantile",
                       std::numbers::sqrt2 * boost::math::erf_inv(level, Quiet()));
}

Result<double> t_quantile(double level, double df) {
  if (auto error = require_open_unit({{"the confidence level", level}}))
    return tl::unexpected(*error);
  if (auto error = require_positive({{"the degrees of freedom", df}}))
    return tl::unexpected(*error);
  return finite_result("the t quantile", -boost::math::quantile(StudentsT(df), 0.5 - level / 2));
}

Result<double> se_from_interval(double low, double high, double level) {
  if (auto error = check_interval(low, high)) return tl::unexpected(*error);
  return normal_quantile(level).and_then(
      [&](double quantile) { return half_width_over(low, high, quantile); });
}

Result<double> se_from_ratio_interval(double low, double high, double level) {
  if (auto error = require_positive({{"the low end", low}, {"the high end", high}}))
    return tl::unexpected(*error);
  return se_from_interval(std::log(low), std::log(high), level);
}

Result<double> se_from_t_interval(double low, double high, double level, double df) {
  if (auto error = check_interval(low, high)) return tl::unexpected(*error);
  return t_quantile(level, df).and_then(
      [&](double quantile) { return half_width_over(low, high, quantile); });
}

Result<Interval> interval(double estimate, double se, double level) {
  if (auto error = check_estimate(estimate, se)) return tl::unexpected(*error);
  return normal_quantile(level).and_then(
      [&](double quantile) { return around(estimate, quantile * se); });
}

Result<Interval> t_interval(double estimate, double se, double level, double df) {
  if (auto error = check_estimate(estimate, se)) return tl::unexpected(*error);
  return t_quantile(level, df).and_then(
      [&](double quantile) { return around(estimate, quantile * se); });
}

Result<double> two_sided_p(double estimate, double se) {
  if (auto error = check_estimate(estimate, se)) return tl::unexpected(*error);
  return std::erfc(std::abs(estimate / se) / std::numbers::sqrt2);
}

Result<double> two_sided_t_p(double estimate, double se, double df) {
  if (auto error = check_estimate(estimate, se)) return tl::unexpected(*error);
  if (auto error = require_positive({{"the degrees of freedom", df}}))
    return tl::unexpected(*error);
  const double t = std::abs(estimate / se);
  if (!std::isfinite(t)) return 0.0;
  return finite_result("p", 2 * boost::math::cdf(StudentsT(df), -t));
}

Result<double> se_from_p(double estimate, double p) {
  if (auto error = require_finite({{"the estimate", estimate}})) return tl::unexpected(*error);
  if (estimate == 0) return not_possible("an estimate of 0 does not tell its standard error");
  if (auto error = check_p(p)) return tl::unexpected(*error);
  return positive_result(
      "the standard error",
      std::abs(estimate) / (std::numbers::sqrt2 * boost::math::erfc_inv(p, Quiet())));
}

Result<double> t_from_p(double p, double df) {
  if (auto error = check_p(p)) return tl::unexpected(*error);
  if (auto error = require_positive({{"the degrees of freedom", df}}))
    return tl::unexpected(*error);
  return positive_result("t", -boost::math::quantile(StudentsT(df), p / 2));
}

Result<double> se_from_t(double difference, double t) {
  if (auto error = require_finite({{"the difference", difference}, {"t", t}}))
    return tl::unexpected(*error);
  if (difference == 0) return not_possible("a difference of 0 does not tell its standard error");
  if (t == 0) return not_possible("t is 0, which does not tell the standard error");
  return positive_result("the standard error", std::abs(difference / t));
}

Result<double> sd_from_se(double se, double n1, double n2) {
  if (auto error = require_positive(
          {{"the standard error", se}, {"the size of group 1", n1}, {"the size of group 2", n2}}))
    return tl::unexpected(*error);
  return positive_result("the standard deviation", se / std::sqrt(1 / n1 + 1 / n2));
}

}  // namespace outturn::arithmetic
