// SPDX-License-Identifier: GPL-3.0-or-later
// Pooling of the 13 BCG trials against the figures printed by metafor's own tests and help pages.
#include <gtest/gtest.h>

#include <cmath>

#include "schema/evidence/arithmetic/pooling_parts.h"
#include "tests/unit/arithmetic/pooling_data.h"
#include "tests/unit/arithmetic/published.h"

namespace outturn::test {
namespace {

using arithmetic::Interval;
using arithmetic::IntervalTest;
using arithmetic::Pooled;
using arithmetic::PoolOptions;
using arithmetic::PredictionInterval;
using nlohmann::json;

json pair(const Interval& interval) { return {interval.low, interval.high}; }
json ratios(const Interval& interval) { return {std::exp(interval.low), std::exp(interval.high)}; }

json all_of(const Pooled& pooled) {
  const auto& spread = pooled.heterogeneity;
  return {{"estimate", pooled.estimate},
          {"se", pooled.se},
          {"ci", pair(pooled.ci)},
          {"statistic", pooled.statistic},
          {"ratio", std::exp(pooled.estimate)},
          {"ratio_ci", ratios(pooled.ci)},
          {"q", spread.q.q},
          {"tau2", spread.tau2.value},
          {"tau", std::sqrt(spread.tau2.value)},
          {"i2_higgins_thompson", spread.i2_higgins_thompson},
          {"i2_generalised", spread.i2_generalised},
          {"h2_generalised", spread.h2_generalised},
          {"tau2_interval", pair(spread.tau2_interval.value())},
          {"i2_interval", pair(spread.i2_interval.value())},
          {"h2_interval", pair(spread.h2_interval.value())}};
}

Pooled pooled(const json& input, const PoolOptions& extra = {}) {
  PoolOptions options = extra;
  options.method = method_named(input.at("method").get<std::string>());
  return pool(bcg(input.at("measure").get<std::string>()), options).value();
}

json plain(const json& input) { return all_of(pooled(input)); }

json with_normal_prediction(const json& input) {
  const Pooled result = pooled(input, {.prediction = PredictionInterval::kNormal});
  json got = all_of(result);
  got["ratio_prediction_normal"] = ratios(result.prediction->interval);
  return got;
}

json left_out(const json& input) {
  const auto steps =
      leave_one_out(bcg("RR"), {.method = method_named(input.at("method").get<std::string>())});
  return all_of(steps->at(input.at("left_out").get<std::size_t>() - 1).pooled);
}

json by_year(const json& input) {
  json estimates = json::array();
  const PoolOptions options{.method = method_named(input.at("method").get<std::string>())};
  const auto steps = cumulative(bcg("RR"), options);
  for (const auto& step : steps.value()) estimates.push_back(step.pooled.estimate);
  return {{"estimate", estimates}};
}

json other_intervals(const json& input) {
  const Pooled normal = pooled(input, {.prediction = PredictionInterval::kNormal});
  const Pooled riley = pooled(input, {.prediction = PredictionInterval::kStudentKMinus2});
  const Pooled knha = pooled(input, {.test = IntervalTest::kKnappHartung,
                                     .prediction = PredictionInterval::kStudentKMinus1});
  return {{"prediction_normal", pair(normal.prediction->interval)},
          {"prediction_k_minus_2", pair(riley.prediction->interval)},
          {"ratio_prediction_k_minus_2", ratios(riley.prediction->interval)},
          {"knha_se", knha.se},
          {"knha_t", knha.statistic},
          {"knha_ci", pair(knha.ci)},
          {"knha_prediction_k_minus_1", pair(knha.prediction->interval)},
          {"knha_ratio_ci", ratios(knha.ci)}};
}

TEST(PoolingPublished, Agrees) {
  hold_against_published("pooling.json", {{"bcg_rr_equal_effects", plain},
                                          {"bcg_rr_DL", plain},
                                          {"bcg_rr_DL_confint", plain},
                                          {"bcg_rr_REML", with_normal_prediction},
                                          {"bcg_rr_REML_I2", plain},
                                          {"bcg_rr_REML_tau2_fullprec", plain},
                                          {"bcg_rr_REML_leave_out_trial1", left_out},
                                          {"bcg_rr_REML_cumulative_by_year", by_year},
                                          {"bcg_rr_REML_alternative_intervals", other_intervals},
                                          {"bcg_or_equal_effects", plain},
                                          {"bcg_rd_equal_effects", plain},
                                          {"bcg_rd_DL", plain}});
}

}  // namespace
}  // namespace outturn::test
