// SPDX-License-Identifier: GPL-3.0-or-later
// Effects, their conversions and their uncertainty.
#include "schema/evidence/arithmetic/cluster.h"
#include "schema/evidence/arithmetic/conversion.h"
#include "schema/evidence/arithmetic/effect_size.h"
#include "schema/evidence/arithmetic/months_progress.h"
#include "schema/evidence/arithmetic/number.h"
#include "schema/evidence/arithmetic/two_by_two.h"
#include "schema/evidence/arithmetic/uncertainty.h"
#include "schema/evidence/standardise.h"
#include "tests/fuzz/arithmetic_areas.h"
#include "tests/fuzz/sound.h"

namespace outturn::fuzz {

using namespace arithmetic;

namespace {

constexpr Domain kCorrelation{-1, 1};

Group group(Bytes& in) { return {in.number(), in.positive(), in.positive()}; }
Estimate estimate(Bytes& in) { return {in.number(), in.positive()}; }
TwoByTwo two_by_two(Bytes& in) {
  return {in.positive(), in.positive(), in.positive(), in.positive()};
}

}  // namespace

void effect_sizes(Bytes& in) {
  const Group first = group(in);
  const Group second = group(in);
  const HedgesOptions options{in.one_of(SmallSample::kApproximate),
                              in.one_of(SmdVariance::kCorrected)};
  const double df = in.positive();
  const Estimate d = estimate(in);
  const Matched matched{in.number(), in.positive(), in.positive(), in.share()};

  holds("pooled_sd", kPositive, pooled_sd(first, second));
  holds("cohen_d", cohen_d(first, second));
  holds("smd_variance", kPositive, smd_variance(d.value, first.n, second.n));
  holds("hedges_j", kShare, hedges_j(df));
  holds("hedges_j_approximate", kShare, hedges_j_approximate(df));
  holds("correct_small_sample", correct_small_sample(d, df, options.small_sample));
  holds("hedges_g", hedges_g(first, second, options));
  holds("hedges_g_from_d", hedges_g_from_d(d.value, first.n, second.n, options));
  holds("glass_delta", glass_delta(first, second));
  holds("within_sd", kPositive, within_sd(matched.sd_difference, matched.correlation));
  holds("matched_d", matched_d(matched));
  holds("improvement_index", {-50, 50}, improvement_index(d.value));
  holds("u3", kPerCent, u3(d.value));
}

void counts(Bytes& in) {
  const TwoByTwo table = two_by_two(in);
  const ZeroCells zero{in.one_in(4) ? in.number() : 0.5};
  const auto scale = in.one_of(LatentScale::kCox);
  const Proportion treated{in.share(), in.positive()};
  const Proportion control{in.share(), in.positive()};
  const BeforeAfter shares{treated.share, control.share, treated.n, in.number()};
  const auto tables = in.list(6, [&] { return two_by_two(in); });

  holds("ln_risk_ratio", ln_risk_ratio(table, zero));
  holds("ln_odds_ratio", ln_odds_ratio(table, zero));
  holds("risk_difference", risk_difference(table), kCorrelation);
  holds("number_needed_to_treat", {1, kMost}, number_needed_to_treat(shares.correlation));
  holds("phi", kCorrelation, phi(table));
  holds("mantel_haenszel_ln_risk_ratio", mantel_haenszel_ln_risk_ratio(tables));
  within("standard_deviations_per_logit", kShare, {standard_deviations_per_logit(scale)});
  holds("d_from_proportions", d_from_proportions(treated, control, scale, zero));
  holds("d_from_before_after", d_from_before_after(shares, scale, zero));
}

void conversions(Bytes& in) {
  const Estimate given = estimate(in);
  const auto scale = in.one_of(LatentScale::kCox);
  const auto risk = in.maybe([&] { return in.share(); });
  const auto sd = in.maybe([&] { return in.positive(); });
  const auto mean = in.maybe_number();
  const double n1 = in.positive();
  const double n2 = in.positive();
  const double p = in.share();
  const double df = in.one_in(4) ? in.number() : 1;

  holds("d_from_ln_odds_ratio", d_from_ln_odds_ratio(given, scale));
  holds("ln_odds_ratio_from_d", ln_odds_ratio_from_d(given, scale));
  holds("correlation", correlation(given.value, n1), kCorrelation);
  holds("fisher_z", fisher_z(given.value, n1));
  holds("correlation_from_fisher_z", correlation_from_fisher_z(given), kCorrelation);
  holds("d_from_correlation", d_from_correlation(given));
  holds("correlation_from_d", correlation_from_d(given, n1, n2), kCorrelation);
  holds("ln_risk_ratio_from_ln_odds_ratio", ln_risk_ratio_from_ln_odds_ratio(given, risk));
  holds("ln_odds_ratio_from_ln_risk_ratio", ln_odds_ratio_from_ln_risk_ratio(given, risk));
  holds("risk_difference_from_ln_risk_ratio", risk_difference_from_ln_risk_ratio(given, risk),
        kCorrelation);
  holds("ln_risk_ratio_from_risk_difference", ln_risk_ratio_from_risk_difference(given, risk));
  holds("ln_odds_ratio_from_risk_difference", ln_odds_ratio_from_risk_difference(given, risk));
  holds("ln_odds_ratio_from_ln_hazard_ratio", ln_odds_ratio_from_ln_hazard_ratio(given, risk));
  holds("d_from_mean_difference", d_from_mean_difference(given, sd));
  holds("d_from_percent_change", d_from_percent_change(given, {mean, sd}));
  holds("d_from_t", d_from_t(given.value, n1, n2));
  holds("d_from_f", d_from_f(given.value, df, n1, n2), kNotNegative);
  holds("d_from_p", d_from_p(p, n1, n2), kNotNegative);
}

void uncertainty(Bytes& in) {
  const double value = in.number();
  const double other = in.number();
  const double se = in.positive();
  const double level = in.share();
  const double df = in.positive();
  const double p = in.share();
  const double n1 = in.positive();
  const double n2 = in.positive();
  const auto& [low, high] = std::minmax(value, other);

  holds("normal_below", kShare, normal_below(value));
  holds("normal_quantile", kNotNegative, normal_quantile(level));
  holds("t_quantile", kNotNegative, t_quantile(level, df));
  holds("se_from_interval", kPositive, se_from_interval(low, high, level));
  holds("se_from_ratio_interval", kPositive, se_from_ratio_interval(low, high, level));
  holds("se_from_t_interval", kPositive, se_from_t_interval(low, high, level, df));
  holds("interval", interval(value, se, level));
  holds("t_interval", t_interval(value, se, level, df));
  holds("two_sided_p", kShare, two_sided_p(value, se));
  holds("two_sided_t_p", kShare, two_sided_t_p(value, se, df));
  holds("se_from_p", kPositive, se_from_p(value, p));
  holds("t_from_p", kPositive, t_from_p(p, df));
  holds("se_from_t", kPositive, se_from_t(value, other));
  holds("sd_from_se", kPositive, sd_from_se(se, n1, n2));
}

void clusters_and_months(Bytes& in) {
  const double size = in.positive();
  const double icc = in.share();
  const double n = in.positive();
  const double effect = in.positive();
  const double value = in.number();
  const int months = in.integer();

  holds("design_effect", {1, kMost}, design_effect(size, icc));
  holds("effective_sample_size", kPositive, effective_sample_size(n, effect));
  holds("inflate_se", kPositive, inflate_se(n, effect));
  holds("cluster_correction", kShare, cluster_correction(n, size, icc));
  holds("months_from_effect_size", months_from_effect_size(value), [](int found) {
    within("months_from_effect_size", {-12, 12}, {static_cast<double>(found)});
  });
  holds("effect_sizes_from_months", effect_sizes_from_months(months), {-1, 1});
  holds("effect_size_from_months", {-1, 1}, effect_size_from_months(months));

  holds("finite_result", kAny, finite_result("a number", value));
  holds("positive_result", kPositive, positive_result("a number", value));
  const auto refused = [](std::string_view function, const std::optional<Error>& error, bool fit) {
    require(error.has_value() != fit, function, "takes the wrong numbers");
    if (error) explained(function, *error);
  };
  const bool is_finite = std::isfinite(value);
  refused("require_finite", require_finite({{"a number", value}}), is_finite);
  refused("require_positive", require_positive({{"a number", value}}), is_finite && value > 0);
  refused("require_not_negative", require_not_negative({{"it", value}}), is_finite && value >= 0);
  refused("require_open_unit", require_open_unit({{"it", value}}), value > 0 && value < 1);
  refused("require_closed_unit", require_closed_unit({{"it", value}}), value >= 0 && value <= 1);
}

void findings(Bytes& in) {
  constexpr std::array kMetrics{
      "smd",         "cohen_d",         "hedges_g",        "glass_delta", "odds_ratio",
      "risk_ratio",  "hazard_ratio",    "risk_difference", "proportion",  "percentage_points",
      "correlation", "mean_difference", "percent_change",  "count",       "months_progress",
      "narrative",   "of no vocabulary"};
  const auto people = [&]() -> std::optional<long long> {
    if (in.one_in(4)) return {};
    return in.one_in(8) ? in.raw<long long>() : in.raw<std::uint16_t>();
  };
  evidence::Finding finding;
  finding.metric = kMetrics[in.below(kMetrics.size())];
  finding.better = in.one_in(2) ? "lower" : "higher";
  if (in.one_in(2)) finding.unit = in.one_in(2) ? "%" : in.text();
  finding.value = in.maybe_number();
  for (auto* number :
       {&finding.se, &finding.ci_low, &finding.ci_high, &finding.ci_level, &finding.p_value,
        &finding.treatment_value, &finding.control_value, &finding.before, &finding.after})
    *number = in.maybe([&] { return in.one_in(2) ? in.share() : in.number(); });
  finding.n_total = people();
  finding.n_treatment = people();
  finding.n_control = people();

  holds("standardise", standardise(finding), [&](const evidence::Standardised& found) {
    finite("standardise", {found.g});
    if (found.se) within("standardise", kPositive, {*found.se});
    require(found.se.has_value() != found.se_from.empty(), "standardise", "an SE out of nowhere");
    require(!found.conversion.empty(), "standardise", "names no conversion");
  });
}

}  // namespace outturn::fuzz
