// SPDX-License-Identifier: GPL-3.0-or-later
// Weights and the mean come from Spread; intervals and p from uncertainty.h.
#include "schema/evidence/arithmetic/pooling.h"

#include <algorithm>
#include <cmath>

#include "schema/evidence/arithmetic/pooling_fit.h"
#include "schema/evidence/arithmetic/spread.h"

namespace outturn::arithmetic {

namespace {

// The factor of Knapp and Hartung by which the variance of the mean is multiplied.
Result<long double> scale_of(const Spread::Sums& sums, std::size_t k, IntervalTest test) {
  if (test == IntervalTest::kNormal) return 1.0L;
  const long double scale = sums.q / static_cast<long double>(k - 1);
  if (test == IntervalTest::kKnappHartungAdHoc) return std::max(1.0L, scale);
  if (scale > 0) return scale;
  return not_possible("the effects are all equal, so that the Knapp-Hartung standard error is 0",
                      "Use the normal interval, or Knapp-Hartung with the ad hoc scale.");
}

Result<Prediction> predict(const Pooled& pooled) {
  const PoolOptions& options = pooled.options;
  if (options.method == Tau2Method::kEqualEffects)
    return not_possible("equal effects leave no room for a prediction interval",
                        "Pool with a random-effects method.");
  const double se =
      static_cast<double>(std::sqrt(static_cast<long double>(pooled.heterogeneity.tau2.value) +
                                    static_cast<long double>(pooled.se) * pooled.se));
  Prediction prediction{options.prediction, std::nullopt, {}};
  Result<Interval> found;
  if (options.prediction == PredictionInterval::kNormal) {
    found = interval(pooled.estimate, se, options.level);
  } else {
    const int less = options.prediction == PredictionInterval::kStudentKMinus2 ? 2 : 1;
    prediction.df = static_cast<int>(pooled.k) - less;
    if (*prediction.df < 1)
      return not_possible("a prediction interval by t with k - 2 takes three studies or more");
    found = t_interval(pooled.estimate, se, options.level, *prediction.df);
  }
  if (!found) return tl::unexpected(found.error());
  prediction.interval = *found;
  return prediction;
}

// Interval, statistic and p, from the estimate, its standard error and df.
std::optional<Error> infer(Pooled& pooled) {
  const double level = pooled.options.level;
  const auto ci = pooled.df ? t_interval(pooled.estimate, pooled.se, level, *pooled.df)
                            : interval(pooled.estimate, pooled.se, level);
  if (!ci) return ci.error();
  const auto statistic = finite_result("the test statistic", pooled.estimate / pooled.se);
  if (!statistic) return statistic.error();
  const auto p = pooled.df ? two_sided_t_p(pooled.estimate, pooled.se, *pooled.df)
                           : two_sided_p(pooled.estimate, pooled.se);
  if (!p) return p.error();
  pooled.ci = *ci;
  pooled.statistic = *statistic;
  pooled.p = *p;
  return std::nullopt;
}

}  // namespace

std::vector<Effect> effects_of(std::span<const Study> studies) {
  std::vector<Effect> effects;
  effects.reserve(studies.size());
  for (const Study& study : studies) effects.push_back({study.yi, study.vi});
  return effects;
}

std::vector<Effect> effects_of(std::span<const Study> studies,
                               std::span<const std::size_t> members) {
  std::vector<Effect> effects;
  effects.reserve(members.size());
  for (const std::size_t i : members) effects.push_back({studies[i].yi, studies[i].vi});
  return effects;
}

Result<Pooled> fit_given(const std::vector<Effect>& effects, const Heterogeneity& heterogeneity,
                         const PoolOptions& options) {
  const long double tau2 = heterogeneity.tau2.value;
  const Spread::Sums sums = Spread({&effects, 1}).at(tau2);
  const auto scale = scale_of(sums, effects.size(), options.test);
  if (!scale) return tl::unexpected(scale.error());
  const auto estimate = finite_result("the pooled effect", static_cast<double>(sums.mean));
  if (!estimate) return tl::unexpected(estimate.error());
  const auto se =
      finite_result("the standard error", static_cast<double>(std::sqrt(*scale / sums.weight)));
  if (!se) return tl::unexpected(se.error());
  Pooled pooled;
  pooled.options = options;
  pooled.k = effects.size();
  pooled.estimate = *estimate;
  pooled.se = *se;
  if (options.test != IntervalTest::kNormal) pooled.df = static_cast<int>(effects.size()) - 1;
  pooled.heterogeneity = heterogeneity;
  pooled.weights.reserve(effects.size());
  for (const Effect& effect : effects)
    pooled.weights.push_back(static_cast<double>(100 / (effect.variance + tau2) / sums.weight));
  if (auto error = infer(pooled)) return tl::unexpected(*error);
  pooled.prediction = predict(pooled);
  return pooled;
}

Result<Pooled> fit(const std::vector<Effect>& effects, const PoolOptions& options) {
  const auto found = heterogeneity({&effects, 1}, options.method, options.level);
  if (!found) return tl::unexpected(found.error());
  return fit_given(effects, *found, options);
}

Result<Pooled> one_alone(const Effect& effect, const PoolOptions& options) {
  const auto none = not_possible("one study does not tell how much effects differ");
  Pooled pooled;
  pooled.options = options;
  pooled.options.test = IntervalTest::kNormal;
  pooled.k = 1;
  pooled.estimate = effect.value;
  pooled.se = std::sqrt(effect.variance);
  pooled.heterogeneity.typical_variance = effect.variance;
  pooled.heterogeneity.tau2_interval = none;
  pooled.heterogeneity.i2_interval = none;
  pooled.heterogeneity.h2_interval = none;
  pooled.prediction = none;
  pooled.weights = {100};
  if (auto error = infer(pooled)) return tl::unexpected(*error);
  return pooled;
}

Result<Pooled> pool(std::span<const Study> studies, const PoolOptions& options) {
  if (auto error = why_not_pooled(studies)) return tl::unexpected(*error);
  return fit(effects_of(studies), options);
}

}  // namespace outturn::arithmetic
