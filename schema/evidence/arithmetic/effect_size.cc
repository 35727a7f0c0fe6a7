// SPDX-License-Identifier: GPL-3.0-or-later
// Written so that no intermediate overflows where the result does not.
#include "schema/evidence/arithmetic/effect_size.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "schema/evidence/arithmetic/quiet_policy.h"
#include "schema/evidence/arithmetic/uncertainty.h"

namespace outturn::arithmetic {

namespace {

// From here 1 - 3 / (4 df - 1) and the exact J are the same double.
constexpr double kJConverges = 1e8;

std::optional<Error> check_group(const Group& group, std::string_view which) {
  const std::string mean = fmt::format("the mean of {}", which);
  const std::string sd = fmt::format("the standard deviation of {}", which);
  if (auto error = require_finite({{mean, group.mean}})) return error;
  if (auto error = require_not_negative({{sd, group.sd}})) return error;
  const std::string n = fmt::format("the size of {}", which);
  if (auto error = require_finite({{n, group.n}})) return error;
  if (group.n > 1) return std::nullopt;
  return not_possible(fmt::format("{} is {}; a standard deviation takes more than 1", n, group.n))
      .value();
}

std::optional<Error> check_groups(const Group& first, const Group& second) {
  if (auto error = check_group(first, "group 1")) return error;
  return check_group(second, "group 2");
}

Result<Estimate> estimate(std::string_view name, double value, double variance) {
  if (auto finite = finite_result(name, value); !finite) return tl::unexpected(finite.error());
  if (auto finite = finite_result(fmt::format("the variance of {}", name), variance); !finite)
    return tl::unexpected(finite.error());
  if (!(variance > 0))
    return not_possible(fmt::format("the variance of {} is too small to represent", name));
  return Estimate{value, variance};
}

// The halves first: the difference of two finite means may not be finite.
double standardised(double first, double second, double sd) {
  return (first / 2 / sd - second / 2 / sd) * 2;
}

Result<double> j_of(double df, SmallSample small_sample) {
  return small_sample == SmallSample::kExact ? hedges_j(df) : hedges_j_approximate(df);
}

std::optional<Error> check_df(double df) {
  if (auto error = require_finite({{"the degrees of freedom", df}})) return error;
  if (df > 1) return std::nullopt;
  return not_possible(
             fmt::format("the small-sample correction takes more than 1 degree of freedom, not {}",
                         df))
      .value();
}

}  // namespace

double Estimate::se() const { return std::sqrt(variance); }

Result<double> pooled_sd(const Group& first, const Group& second) {
  if (auto error = check_groups(first, second)) return tl::unexpected(*error);
  const double largest = std::max(first.sd, second.sd);
  if (largest == 0) return not_possible("both standard deviations are 0");
  const double ratio1 = first.sd / largest;
  const double ratio2 = second.sd / largest;
  const double weight1 = (first.n - 1) / (first.n - 1 + (second.n - 1));
  return positive_result(
      "the pooled standard deviation",
      largest * std::sqrt(weight1 * ratio1 * ratio1 + (1 - weight1) * ratio2 * ratio2));
}

Result<double> smd_variance(double smd, double n1, double n2) {
  if (auto error = require_finite({{"the standardised difference", smd}}))
    return tl::unexpected(*error);
  if (auto error = require_positive({{"the size of group 1", n1}, {"the size of group 2", n2}}))
    return tl::unexpected(*error);
  return finite_result("the variance of the standardised difference",
                       1 / n1 + 1 / n2 + smd * (smd / (n1 + n2)) / 2);
}

Result<Estimate> cohen_d(const Group& first, const Group& second) {
  const auto sd = pooled_sd(first, second);
  if (!sd) return tl::unexpected(sd.error());
  const double d = standardised(first.mean, second.mean, *sd);
  if (auto finite = finite_result("d", d); !finite) return tl::unexpected(finite.error());
  return smd_variance(d, first.n, second.n).and_then([&](double variance) {
    return estimate("d", d, variance);
  });
}

Result<double> hedges_j(double df) {
  if (auto error = check_df(df)) return tl::unexpected(*error);
  if (df > kJConverges) return hedges_j_approximate(df);
  // tgamma_delta_ratio(x, h) is Gamma(x) / Gamma(x + h), and does not overflow as Gamma does.
  const double ratio = boost::math::tgamma_delta_ratio((df - 1) / 2, 0.5, Quiet());
  return finite_result("J", 1 / (ratio * std::sqrt(df / 2)));
}

Result<double> hedges_j_approximate(double df) {
  if (auto error = check_df(df)) return tl::unexpected(*error);
  return 1 - 0.75 / (df - 0.25);
}

Result<Estimate> correct_small_sample(const Estimate& d, double df, SmallSample small_sample) {
  if (auto error = require_finite({{"d", d.value}})) return tl::unexpected(*error);
  if (auto error = require_positive({{"the variance of d", d.variance}}))
    return tl::unexpected(*error);
  return j_of(df, small_sample).and_then([&](double j) {
    return estimate("g", j * d.value, j * j * d.variance);
  });
}

Result<Estimate> hedges_g_from_d(double d, double n1, double n2, const HedgesOptions& options) {
  const auto variance_of_d = smd_variance(d, n1, n2);
  if (!variance_of_d) return tl::unexpected(variance_of_d.error());
  const auto j = j_of(n1 + n2 - 2, options.small_sample);
  if (!j) return tl::unexpected(j.error());
  if (options.variance == SmdVariance::kCorrected)
    return estimate("g", *j * d, *j * *j * *variance_of_d);
  return smd_variance(*j * d, n1, n2).and_then([&](double variance) {
    return estimate("g", *j * d, variance);
  });
}

Result<Estimate> hedges_g(const Group& first, const Group& second, const HedgesOptions& options) {
  return cohen_d(first, second).and_then([&](const Estimate& d) {
    return hedges_g_from_d(d.value, first.n, second.n, options);
  });
}

Result<Estimate> glass_delta(const Group& treated, const Group& control) {
  if (auto error = check_groups(treated, control)) return tl::unexpected(*error);
  if (control.sd == 0) return not_possible("the standard deviation of the control group is 0");
  const double delta = standardised(treated.mean, control.mean, control.sd);
  return estimate("delta", delta, 1 / treated.n + 1 / control.n + delta * (delta / control.n) / 2);
}

Result<double> within_sd(double sd_difference, double correlation) {
  if (auto error = require_positive({{"the standard deviation of the differences", sd_difference}}))
    return tl::unexpected(*error);
  if (auto error = require_finite({{"the correlation", correlation}}))
    return tl::unexpected(*error);
  if (!(std::abs(correlation) < 1))
    return not_possible(fmt::format(
        "the correlation is {}; it must be between -1 and 1, both excluded", correlation));
  return positive_result("the standard deviation within groups",
                         sd_difference / std::sqrt(2 * (1 - correlation)));
}

Result<Estimate> matched_d(const Matched& matched) {
  if (auto error = require_finite({{"the mean difference", matched.mean_difference}}))
    return tl::unexpected(*error);
  const auto sd = within_sd(matched.sd_difference, matched.correlation);
  if (!sd) return tl::unexpected(sd.error());
  if (auto error = require_finite({{"the number of pairs", matched.n}}))
    return tl::unexpected(*error);
  if (!(matched.n > 1))
    return not_possible(fmt::format("the number of pairs is {}; it must be above 1", matched.n));
  const double d = matched.mean_difference / *sd;
  return estimate("d", d,
                  (1 / matched.n + d * (d / matched.n) / 2) * 2 * (1 - matched.correlation));
}

Result<double> improvement_index(double g) {
  return u3(g).map([](double percentage) { return percentage - 50; });
}

Result<double> u3(double g) {
  return normal_below(g).map([](double share) { return 100 * share; });
}

}  // namespace outturn::arithmetic
