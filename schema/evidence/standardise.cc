// SPDX-License-Identifier: GPL-3.0-or-later
// One function per family of metrics; each ends in a d or g with the words for how it was reached.
#include "schema/evidence/standardise.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <utility>

#include "schema/evidence/arithmetic/conversion.h"
#include "schema/evidence/arithmetic/effect_size.h"
#include "schema/evidence/arithmetic/months_progress.h"
#include "schema/evidence/arithmetic/two_by_two.h"
#include "schema/evidence/arithmetic/uncertainty.h"

namespace outturn::evidence {
namespace {

using arithmetic::Estimate;
using arithmetic::LatentScale;
using arithmetic::not_possible;
using base::Result;

constexpr double kLevelUnlessSaid = 0.95;
constexpr double kZ95 = 1.959963984540054;  // 97.5th percentile of the standard normal
/// Stands in for a variance nobody knows, so that a value can be converted; its result is dropped.
constexpr double kAnyVariance = 1;

/// A figure on some scale on its way to g.
struct Effect {
  double value = 0;
  std::optional<double> variance;
  std::string conversion;
  std::string se_from;
  bool corrected = false;  ///< small samples are allowed for already, or must not be
  bool compared = true;

  Estimate estimate() const { return {value, variance.value_or(kAnyVariance)}; }
};

struct Spread {
  double variance;
  std::string from;
};

std::optional<double> people(const Finding& finding) {
  if (finding.n_treatment && finding.n_control)
    return static_cast<double>(*finding.n_treatment) + static_cast<double>(*finding.n_control);
  if (finding.n_total) return static_cast<double>(*finding.n_total);
  return {};
}

std::optional<std::pair<double, double>> groups(const Finding& finding) {
  if (!finding.n_treatment || !finding.n_control) return {};
  return std::pair(static_cast<double>(*finding.n_treatment),
                   static_cast<double>(*finding.n_control));
}

std::optional<Spread> squared(const Result<double>& se, std::string from) {
  if (!se || !std::isfinite(*se * *se) || !(*se * *se > 0)) return {};
  return Spread{*se * *se, std::move(from)};
}

/// The variance of `estimate`, which is on the scale of the reported figure.
std::optional<Spread> spread_as_reported(const Finding& finding, double estimate) {
  const double level = finding.ci_level.value_or(kLevelUnlessSaid);
  if (finding.se && *finding.se > 0) return squared(*finding.se, "the standard error reported");
  if (finding.ci_low && finding.ci_high) {
    auto spread = squared(arithmetic::se_from_interval(*finding.ci_low, *finding.ci_high, level),
                          "the interval reported");
    if (spread) return spread;
  }
  if (finding.p_value)
    return squared(arithmetic::se_from_p(estimate, *finding.p_value), "the p value reported");
  return {};
}

/// The same for the logarithm of a ratio. A standard error beside a ratio may be of either, so it
/// is not used.
std::optional<Spread> spread_of_logarithm(const Finding& finding, double log_ratio) {
  const double level = finding.ci_level.value_or(kLevelUnlessSaid);
  if (finding.ci_low && finding.ci_high) {
    auto spread =
        squared(arithmetic::se_from_ratio_interval(*finding.ci_low, *finding.ci_high, level),
                "the interval reported");
    if (spread) return spread;
  }
  if (finding.p_value)
    return squared(arithmetic::se_from_p(log_ratio, *finding.p_value), "the p value reported");
  return {};
}

void take(Effect& effect, std::optional<Spread> spread) {
  if (!spread) return;
  effect.variance = spread->variance;
  effect.se_from = std::move(spread->from);
}

/// `converted` in the place of what `effect` held, a variance only where one went in.
Result<Effect> moved(Effect effect, const Result<Estimate>& converted) {
  if (!converted) return tl::unexpected(converted.error());
  effect.value = converted->value;
  if (effect.variance) effect.variance = converted->variance;
  return effect;
}

// Standardised differences.

Result<Effect> from_standardised(const Finding& finding) {
  Effect effect{*finding.value, {}, {}, {}};
  take(effect, spread_as_reported(finding, effect.value));
  if (const auto sizes = groups(finding); sizes && !effect.variance) {
    const auto variance = arithmetic::smd_variance(effect.value, sizes->first, sizes->second);
    if (variance) {
      effect.variance = *variance;
      effect.se_from = "the numbers of people";
    }
  }
  effect.corrected = finding.metric != "cohen_d";
  if (finding.metric == "hedges_g") effect.conversion = "Hedges' g as reported";
  if (finding.metric == "cohen_d") effect.conversion = "Cohen's d as reported";
  if (finding.metric == "glass_delta")
    effect.conversion =
        "Glass's delta as reported: by the standard deviation of the comparison group";
  if (finding.metric == "smd")
    effect.conversion = "as reported; the source does not say which standardised difference it is";
  return effect;
}

Result<Effect> from_correlation(const Finding& finding) {
  Effect effect{*finding.value, {}, "correlation, d = 2r / \u221a(1 \u2212 r\u00b2)", {}};
  take(effect, spread_as_reported(finding, effect.value));
  if (const auto n = people(finding); n && !effect.variance) {
    if (const auto r = arithmetic::correlation(effect.value, *n)) {
      effect.variance = r->variance;
      effect.se_from = "the number of people";
    }
  }
  return moved(effect, arithmetic::d_from_correlation(effect.estimate()));
}

Result<Effect> from_months(const Finding& finding) {
  const double months = *finding.value;
  if (std::trunc(months) != months || std::abs(months) > 12)
    return not_possible("months of progress are whole and at most 12 either way");
  const auto d = arithmetic::effect_size_from_months(static_cast<int>(months));
  if (!d) return tl::unexpected(d.error());
  return Effect{*d,
                {},
                "months of progress: the middle of the band of effect sizes they stand for",
                {},
                true};
}

// Ratios and shares, by way of the log odds ratio.

constexpr const char* kLogistic = "log odds ratio \u00d7 \u221a3/\u03c0";

/// A share as a fraction, whether the finding writes it in per cent or not.
double as_share(const Finding& finding, double value) {
  const bool per_cent = finding.metric == "percentage_points" ||
                        (finding.unit && (*finding.unit == "%" || *finding.unit == "percent"));
  return per_cent ? value / 100 : value;
}

std::optional<double> control_risk(const Finding& finding) {
  if (!finding.control_value) return {};
  const double share = as_share(finding, *finding.control_value);
  return share > 0 && share < 1 ? std::optional(share) : std::nullopt;
}

Result<Effect> from_log_odds(Effect effect, std::string by_way_of) {
  effect.conversion = std::move(by_way_of) + kLogistic;
  return moved(effect, arithmetic::d_from_ln_odds_ratio(effect.estimate(), LatentScale::kLogistic));
}

/// The variance of the log odds ratio from the shares of two groups of known size.
std::optional<Spread> spread_of_counts(const Finding& finding) {
  const auto sizes = groups(finding);
  if (!sizes || !finding.treatment_value || !finding.control_value) return {};
  const double treated = as_share(finding, *finding.treatment_value);
  const double control = as_share(finding, *finding.control_value);
  const auto [n1, n2] = *sizes;
  const auto table = arithmetic::ln_odds_ratio(
      {treated * n1, (1 - treated) * n1, control * n2, (1 - control) * n2});
  if (!table) return {};
  return Spread{table->estimate.variance, "the shares and numbers of people"};
}

Result<Effect> from_ratio(const Finding& finding) {
  if (!(*finding.value > 0)) return not_possible("a ratio must be above 0");
  Effect effect{std::log(*finding.value), {}, {}, {}};
  take(effect, spread_of_logarithm(finding, effect.value));
  if (finding.metric == "odds_ratio") {
    if (!effect.variance) take(effect, spread_of_counts(finding));
    return from_log_odds(std::move(effect), "");
  }
  const bool hazard = finding.metric == "hazard_ratio";
  const auto convert = hazard ? arithmetic::ln_odds_ratio_from_ln_hazard_ratio
                              : arithmetic::ln_odds_ratio_from_ln_risk_ratio;
  return moved(effect, convert(effect.estimate(), control_risk(finding)))
      .and_then([&](Effect odds) {
        return from_log_odds(std::move(odds),
                             hazard ? "hazard ratio at the risk of the comparison group, "
                                    : "risk ratio at the risk of the comparison group, ");
      });
}

/// Two shares without the numbers behind them: a value, no standard error.
Result<Effect> from_bare_shares(double first, double second, std::string conversion) {
  if (!(first > 0 && first < 1 && second > 0 && second < 1))
    return not_possible("a share of 0 or 1 has no odds without the numbers of people");
  const double log_odds_ratio = std::log(first / (1 - first)) - std::log(second / (1 - second));
  return from_log_odds({log_odds_ratio, {}, {}, {}}, std::move(conversion));
}

Effect from_table(const arithmetic::TableEffect& table, std::string by_way_of) {
  Effect effect{table.estimate.value, table.estimate.variance, std::move(by_way_of) + kLogistic,
                "the numbers of people"};
  if (table.added > 0)
    effect.conversion += fmt::format(", {} added to each cell because one is 0", table.added);
  return effect;
}

/// A source may give shares of money or of time under the same metric; only its own words tell.
std::string shares_way(const Finding& finding, const char* way) {
  const bool proportion = finding.metric == "proportion";
  return fmt::format("{}, {}", way, proportion ? "each read as a share of people, " : "");
}

Result<Effect> from_compared_shares(const Finding& finding) {
  const std::string way = shares_way(finding, "the shares of both groups");
  const double treated = as_share(finding, *finding.treatment_value);
  const double control = as_share(finding, *finding.control_value);
  if (const auto sizes = groups(finding)) {
    return arithmetic::d_from_proportions({treated, sizes->first}, {control, sizes->second},
                                          LatentScale::kLogistic)
        .map([&](const arithmetic::TableEffect& table) { return from_table(table, way); });
  }
  return from_bare_shares(treated, control, way);
}

Result<Effect> from_before_after(const Finding& finding) {
  const double before = as_share(finding, *finding.before);
  const double after = as_share(finding, *finding.after);
  const std::string way = shares_way(finding, "the shares before and after in one group");
  const auto n = people(finding);
  auto effect =
      n ? arithmetic::d_from_before_after({before, after, *n, 0}, LatentScale::kLogistic)
              .map([&](const arithmetic::TableEffect& table) { return from_table(table, way); })
        : from_bare_shares(after, before, way);
  if (effect) effect->compared = false;
  return effect;
}

/// The difference reported, with its own standard error, at the share of the comparison group.
Result<Effect> from_share_difference(const Finding& finding) {
  Effect effect{as_share(finding, *finding.value), {}, {}, {}};
  take(effect, spread_as_reported(finding, *finding.value));
  const double unit = as_share(finding, 1);  // 0.01 where it is written in per cent
  if (effect.variance) effect.variance = *effect.variance * unit * unit;
  return moved(effect, arithmetic::ln_odds_ratio_from_risk_difference(effect.estimate(),
                                                                      control_risk(finding)))
      .and_then([](Effect odds) {
        return from_log_odds(std::move(odds),
                             "the difference at the risk of the comparison group, ");
      });
}

Result<Effect> from_shares(const Finding& finding) {
  const bool difference = finding.value && finding.metric != "proportion";
  if (finding.treatment_value && finding.control_value) {
    // Without the numbers of people only the difference itself may have a standard error.
    if (difference && !groups(finding) && spread_as_reported(finding, *finding.value)) {
      if (auto effect = from_share_difference(finding)) return effect;
    }
    return from_compared_shares(finding);
  }
  if (finding.before && finding.after) return from_before_after(finding);
  if (!difference) return not_possible("a share by itself is not compared with anything");
  return from_share_difference(finding);
}

// Differences in the unit of a measure.

/// The standard error of a difference of means as reported, or from its interval by Student's t.
std::optional<double> difference_se(const Finding& finding, double df) {
  if (finding.se && *finding.se > 0) return finding.se;
  if (!finding.ci_low || !finding.ci_high) return {};
  const auto se = arithmetic::se_from_t_interval(*finding.ci_low, *finding.ci_high,
                                                 finding.ci_level.value_or(kLevelUnlessSaid), df);
  return se && *se > 0 ? std::optional(*se) : std::nullopt;
}

/// By way of t, which has no unit: a change in per cent may be taken as it is.
Result<Effect> from_difference(const Finding& finding) {
  const bool per_cent = finding.metric == "percent_change";
  if (const auto sizes = groups(finding)) {
    std::string way;
    std::optional<Result<Estimate>> d;
    if (const auto se = difference_se(finding, sizes->first + sizes->second - 2)) {
      d = arithmetic::d_from_t(*finding.value / *se, sizes->first, sizes->second);
      way = fmt::format("t of the {} and its {}", per_cent ? "change" : "difference",
                        finding.se && *finding.se > 0 ? "standard error" : "interval");
    } else if (finding.p_value) {
      d = arithmetic::d_from_p(*finding.p_value, sizes->first, sizes->second);
      if (*d) (*d)->value *= *finding.value < 0 ? -1 : 1;
      way = "the p value, read as that of a t test";
    }
    if (d && !*d) return tl::unexpected(d->error());
    if (d) return Effect{(*d)->value, (*d)->variance, way, "the numbers of people"};
  }
  constexpr const char* kOr = "or its standard error, interval or p value with both group sizes";
  if (per_cent)
    return not_possible("a percentage change needs the mean and standard deviation it is of", kOr);
  return not_possible("a difference in its own unit needs the standard deviation of individuals",
                      kOr);
}

Result<Effect> from_count(const Finding&) {
  return not_possible("a count says nothing of how people differ");
}

/// Without a value; says what is reported all the same.
Result<Effect> from_nothing(const Finding& finding) {
  if (finding.treatment_value && finding.control_value)
    return not_possible("the figures of both groups are reported, but not the effect between them");
  if (finding.treatment_value || finding.control_value)
    return not_possible("the figure of one group is reported, but not the effect");
  if (finding.before || finding.after)
    return not_possible("figures before or after are reported, but not the effect");
  return not_possible("no figure is reported");
}

struct Way {
  std::string_view metric;
  Result<Effect> (*take)(const Finding&);
  bool needs_value;
};
constexpr std::array kWays{
    Way{"smd", from_standardised, true},          Way{"cohen_d", from_standardised, true},
    Way{"hedges_g", from_standardised, true},     Way{"glass_delta", from_standardised, true},
    Way{"odds_ratio", from_ratio, true},          Way{"risk_ratio", from_ratio, true},
    Way{"hazard_ratio", from_ratio, true},        Way{"risk_difference", from_shares, false},
    Way{"percentage_points", from_shares, false}, Way{"proportion", from_shares, false},
    Way{"percent_change", from_difference, true}, Way{"mean_difference", from_difference, true},
    Way{"correlation", from_correlation, true},   Way{"count", from_count, false},
    Way{"months_progress", from_months, true},    Way{"narrative", from_nothing, false}};

Result<Effect> reach(const Finding& finding) {
  for (const Way& way : kWays) {
    if (way.metric != finding.metric) continue;
    return way.needs_value && !finding.value ? from_nothing(finding) : way.take(finding);
  }
  return not_possible(
      fmt::format("there is no way from \"{}\" to a standardised effect", finding.metric));
}

Result<Effect> corrected(Effect effect, const Finding& finding) {
  const auto n = people(finding);
  if (effect.corrected || !n) return effect;
  const auto g =
      arithmetic::correct_small_sample(effect.estimate(), *n - 2, arithmetic::SmallSample::kExact);
  if (!g) return effect;  // too few people for the factor: d stands, and says it is not corrected
  effect.conversion += "; Hedges' correction for small samples";
  return moved(std::move(effect), g);
}

}  // namespace

Result<Standardised> standardise(const Finding& finding) {
  auto effect = reach(finding).and_then(
      [&](Effect reached) { return corrected(std::move(reached), finding); });
  if (!effect) return tl::unexpected(effect.error());
  if (!std::isfinite(effect->value)) return not_possible("the effect is too large to represent");
  Standardised out;
  out.g = finding.better == "lower" ? 0 - effect->value : effect->value;
  if (effect->variance && std::isfinite(*effect->variance) && *effect->variance > 0) {
    out.se = std::sqrt(*effect->variance);
    out.se_from = effect->se_from;
  }
  out.conversion = std::move(effect->conversion);
  out.compared = effect->compared;
  return out;
}

OrientedEffect effect_shown(const Finding& finding, const Standardised& standardised) {
  if (const auto reported = oriented_effect(finding)) return *reported;
  OrientedEffect effect;
  effect.value = standardised.g;
  effect.turned = finding.better == "lower";
  if (standardised.se && *standardised.se > 0) {
    effect.low = standardised.g - kZ95 * *standardised.se;
    effect.high = standardised.g + kZ95 * *standardised.se;
    effect.clear = *effect.low > 0 || *effect.high < 0;
  }
  return effect;
}

}  // namespace outturn::evidence
