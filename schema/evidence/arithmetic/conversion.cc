// SPDX-License-Identifier: GPL-3.0-or-later
// Every conversion ends in `converted`, which lets nothing through that is not a finite estimate
// with a variance above 0.
#include "schema/evidence/arithmetic/conversion.h"

#include <fmt/format.h>

#include <cmath>

#include "schema/evidence/arithmetic/uncertainty.h"

namespace outturn::arithmetic {

namespace {

std::optional<Error> check(std::string_view name, const Estimate& estimate) {
  if (auto error = require_finite({{name, estimate.value}})) return error;
  return require_positive({{fmt::format("the variance of {}", name), estimate.variance}});
}

Result<Estimate> converted(std::string_view name, double value, double variance) {
  if (auto finite = finite_result(name, value); !finite) return tl::unexpected(finite.error());
  if (auto finite = finite_result(fmt::format("the variance of {}", name), variance); !finite)
    return tl::unexpected(finite.error());
  if (!(variance > 0))
    return not_possible(fmt::format("the variance of {} is too small to represent", name));
  return Estimate{value, variance};
}

/// `value`, where `slope` is the derivative of the conversion there.
Result<Estimate> by_delta(std::string_view name, double value, double slope, double variance) {
  return converted(name, value, slope * slope * variance);
}

std::optional<Error> check_r(double r) {
  if (auto error = require_finite({{"the correlation", r}})) return error;
  if (std::abs(r) < 1) return std::nullopt;
  return not_possible(
             fmt::format("the correlation is {}; it must be between -1 and 1, both excluded", r))
      .value();
}

std::optional<Error> check_correlated(double r, double n) {
  if (auto error = check_r(r)) return error;
  if (auto error = require_finite({{"the number of people", n}})) return error;
  if (n > 3) return std::nullopt;
  return not_possible(fmt::format("the number of people is {}; it must be above 3", n)).value();
}

std::optional<Error> check_risk(std::optional<double> control_risk, std::string_view what) {
  if (control_risk) return require_open_unit({{"the control risk", *control_risk}});
  return not_possible(
             fmt::format("the control risk is missing: without it {} cannot be converted", what),
             "Give the share of the control group that had the event.")
      .value();
}

std::optional<Error> check_treated_risk(double risk) {
  if (risk > 0 && risk < 1) return std::nullopt;
  return not_possible(
             fmt::format("the risk of the treated would be {:.4g}, which is not a risk", risk),
             "Look whether the control risk belongs to this effect.")
      .value();
}

std::optional<Error> check_sd(std::optional<double> sd) {
  if (sd) return require_positive({{"the standard deviation", *sd}});
  return not_possible(
             "the standard deviation is missing: without it a difference in the unit of "
             "the measure cannot be standardised",
             "Give the standard deviation of individuals, best of both groups pooled.")
      .value();
}

double logit(double p) { return std::log(p) - std::log1p(-p); }

Result<Estimate> d_of_size(double d, double n1, double n2) {
  return smd_variance(d, n1, n2).and_then(
      [&](double variance) { return converted("d", d, variance); });
}

std::optional<Error> check_sizes(double n1, double n2) {
  if (auto error = require_positive({{"the size of group 1", n1}, {"the size of group 2", n2}}))
    return error;
  if (n1 + n2 > 2) return std::nullopt;
  return not_possible("the two groups together must be more than 2 people").value();
}

}  // namespace

Result<Estimate> d_from_ln_odds_ratio(const Estimate& ln_odds_ratio, LatentScale scale) {
  if (auto error = check("the log odds ratio", ln_odds_ratio)) return tl::unexpected(*error);
  const double factor = standard_deviations_per_logit(scale);
  return by_delta("d", ln_odds_ratio.value * factor, factor, ln_odds_ratio.variance);
}

Result<Estimate> ln_odds_ratio_from_d(const Estimate& d, LatentScale scale) {
  if (auto error = check("d", d)) return tl::unexpected(*error);
  const double factor = 1 / standard_deviations_per_logit(scale);
  return by_delta("the log odds ratio", d.value * factor, factor, d.variance);
}

Result<Estimate> correlation(double r, double n) {
  if (auto error = check_correlated(r, n)) return tl::unexpected(*error);
  const double rest = (1 - r) * (1 + r);
  return converted("the correlation", r, rest * rest / (n - 1));
}

Result<Estimate> fisher_z(double r, double n) {
  if (auto error = check_correlated(r, n)) return tl::unexpected(*error);
  return converted("Fisher's z", std::atanh(r), 1 / (n - 3));
}

Result<Estimate> correlation_from_fisher_z(const Estimate& z) {
  if (auto error = check("Fisher's z", z)) return tl::unexpected(*error);
  const double r = std::tanh(z.value);
  if (auto error = check_r(r)) return tl::unexpected(*error);
  return by_delta("the correlation", r, (1 - r) * (1 + r), z.variance);
}

Result<Estimate> d_from_correlation(const Estimate& r) {
  if (auto error = check_r(r.value)) return tl::unexpected(*error);
  if (auto error = check("the correlation", r)) return tl::unexpected(*error);
  const double rest = (1 - r.value) * (1 + r.value);
  return by_delta("d", 2 * r.value / std::sqrt(rest), 2 / (rest * std::sqrt(rest)), r.variance);
}

Result<Estimate> correlation_from_d(const Estimate& d, double n1, double n2) {
  if (auto error = check("d", d)) return tl::unexpected(*error);
  if (auto error = check_sizes(n1, n2)) return tl::unexpected(*error);
  const auto a = finite_result("(n1 + n2)^2 / (n1 n2)", (n1 + n2) / n1 * ((n1 + n2) / n2));
  if (!a) return tl::unexpected(a.error());
  const double root = std::hypot(d.value, std::sqrt(*a));
  const double r = d.value / root;
  if (auto error = check_r(r)) return tl::unexpected(*error);
  return by_delta("the correlation", r, *a / root / root / root, d.variance);
}

Result<Estimate> ln_risk_ratio_from_ln_odds_ratio(const Estimate& ln_odds_ratio,
                                                  std::optional<double> control_risk) {
  if (auto error = check("the log odds ratio", ln_odds_ratio)) return tl::unexpected(*error);
  if (auto error = check_risk(control_risk, "an odds ratio")) return tl::unexpected(*error);
  const double odds_ratio = std::exp(ln_odds_ratio.value);
  const double spread = 1 - *control_risk + *control_risk * odds_ratio;
  return by_delta("the log risk ratio", ln_odds_ratio.value - std::log(spread),
                  (1 - *control_risk) / spread, ln_odds_ratio.variance);
}

Result<Estimate> ln_odds_ratio_from_ln_risk_ratio(const Estimate& ln_risk_ratio,
                                                  std::optional<double> control_risk) {
  if (auto error = check("the log risk ratio", ln_risk_ratio)) return tl::unexpected(*error);
  if (auto error = check_risk(control_risk, "a risk ratio")) return tl::unexpected(*error);
  const double treated = *control_risk * std::exp(ln_risk_ratio.value);
  if (auto error = check_treated_risk(treated)) return tl::unexpected(*error);
  return by_delta("the log odds ratio", logit(treated) - logit(*control_risk), 1 / (1 - treated),
                  ln_risk_ratio.variance);
}

Result<Estimate> risk_difference_from_ln_risk_ratio(const Estimate& ln_risk_ratio,
                                                    std::optional<double> control_risk) {
  if (auto error = check("the log risk ratio", ln_risk_ratio)) return tl::unexpected(*error);
  if (auto error = check_risk(control_risk, "a risk ratio")) return tl::unexpected(*error);
  const double treated = *control_risk * std::exp(ln_risk_ratio.value);
  if (auto error = check_treated_risk(treated)) return tl::unexpected(*error);
  return by_delta("the risk difference", *control_risk * std::expm1(ln_risk_ratio.value), treated,
                  ln_risk_ratio.variance);
}

Result<Estimate> ln_risk_ratio_from_risk_difference(const Estimate& risk_difference,
                                                    std::optional<double> control_risk) {
  if (auto error = check("the risk difference", risk_difference)) return tl::unexpected(*error);
  if (auto error = check_risk(control_risk, "a risk difference")) return tl::unexpected(*error);
  const double treated = *control_risk + risk_difference.value;
  if (auto error = check_treated_risk(treated)) return tl::unexpected(*error);
  return by_delta("the log risk ratio", std::log1p(risk_difference.value / *control_risk),
                  1 / treated, risk_difference.variance);
}

Result<Estimate> ln_odds_ratio_from_risk_difference(const Estimate& risk_difference,
                                                    std::optional<double> control_risk) {
  if (auto error = check("the risk difference", risk_difference)) return tl::unexpected(*error);
  if (auto error = check_risk(control_risk, "a risk difference")) return tl::unexpected(*error);
  const double treated = *control_risk + risk_difference.value;
  if (auto error = check_treated_risk(treated)) return tl::unexpected(*error);
  return by_delta("the log odds ratio", logit(treated) - logit(*control_risk),
                  1 / (treated * (1 - treated)), risk_difference.variance);
}

Result<Estimate> ln_odds_ratio_from_ln_hazard_ratio(const Estimate& ln_hazard_ratio,
                                                    std::optional<double> control_risk) {
  if (auto error = check("the log hazard ratio", ln_hazard_ratio)) return tl::unexpected(*error);
  if (auto error =
          check_risk(control_risk, "a hazard ratio, which speaks of time and not of risk,"))
    return tl::unexpected(*error);
  // The log of the share of the treated that the event spares.
  const double log_spared = std::exp(ln_hazard_ratio.value) * std::log1p(-*control_risk);
  const double treated = -std::expm1(log_spared);
  if (auto error = check_treated_risk(treated)) return tl::unexpected(*error);
  return by_delta("the log odds ratio", std::log(treated) - log_spared - logit(*control_risk),
                  -log_spared / treated, ln_hazard_ratio.variance);
}

Result<Estimate> d_from_mean_difference(const Estimate& difference, std::optional<double> sd) {
  if (auto error = check("the mean difference", difference)) return tl::unexpected(*error);
  if (auto error = check_sd(sd)) return tl::unexpected(*error);
  return converted("d", difference.value / *sd, difference.variance / *sd / *sd);
}

Result<Estimate> d_from_percent_change(const Estimate& percent_change,
                                       const PercentChangeBase& base) {
  if (auto error = check("the change in per cent", percent_change)) return tl::unexpected(*error);
  if (!base.control_mean)
    return not_possible(
        "the control mean is missing: without it a change in per cent is of unknown "
        "size",
        "Give the mean that the percentage is of.");
  if (auto error = require_finite({{"the control mean", *base.control_mean}}))
    return tl::unexpected(*error);
  if (*base.control_mean == 0) return not_possible("the control mean is 0; no percentage is of 0");
  const double share = *base.control_mean / 100;
  return by_delta("the mean difference", percent_change.value * share, share,
                  percent_change.variance)
      .and_then(
          [&](const Estimate& difference) { return d_from_mean_difference(difference, base.sd); });
}

Result<Estimate> d_from_t(double t, double n1, double n2) {
  if (auto error = require_finite({{"t", t}})) return tl::unexpected(*error);
  if (auto error = check_sizes(n1, n2)) return tl::unexpected(*error);
  const auto d = finite_result("d", t * std::sqrt(1 / n1 + 1 / n2));
  if (!d) return tl::unexpected(d.error());
  return d_of_size(*d, n1, n2);
}

Result<Estimate> d_from_f(double f, double df_between, double n1, double n2) {
  if (auto error = require_not_negative({{"F", f}})) return tl::unexpected(*error);
  if (df_between != 1)
    return not_possible(
        fmt::format("F has {} degrees of freedom between groups: only with 1, of two "
                    "groups, does it tell their difference",
                    df_between));
  return d_from_t(std::sqrt(f), n1, n2);
}

Result<Estimate> d_from_p(double p, double n1, double n2) {
  if (auto error = check_sizes(n1, n2)) return tl::unexpected(*error);
  return t_from_p(p, n1 + n2 - 2).and_then([&](double t) { return d_from_t(t, n1, n2); });
}

}  // namespace outturn::arithmetic
