// SPDX-License-Identifier: GPL-3.0-or-later
// Heterogeneity and pooling, whole and in parts, of up to 30 studies.
#include "schema/evidence/arithmetic/pooling.h"

#include <numeric>

#include "schema/evidence/arithmetic/heterogeneity.h"
#include "schema/evidence/arithmetic/pooling_fit.h"
#include "schema/evidence/arithmetic/pooling_parts.h"
#include "tests/fuzz/arithmetic_areas.h"
#include "tests/fuzz/sound.h"

namespace outturn::fuzz {

using namespace arithmetic;

namespace {

constexpr std::size_t kMostStudies = 30;

/// Mostly such as can be pooled: one metric, one direction, samples of their own.
std::vector<Study> studies(Bytes& in, std::size_t most = kMostStudies) {
  const bool odd = in.one_in(8);
  return in.list(most, [&] {
    Study study;
    study.yi = in.number();
    study.vi = std::abs(in.number());
    study.subgroup = std::string(1, static_cast<char>('a' + in.below(3)));
    if (odd) {
      study.label = in.text();
      study.sample = in.text();
      study.metric = in.text();
      study.favours = in.one_of(Favours::kNegative);
      study.subgroup = in.text();
      study.order = in.number();
    } else {
      study.order = in.byte();
    }
    return study;
  });
}

PoolOptions pool_options(Bytes& in) {
  return {in.one_of(Tau2Method::kReml), in.one_of(IntervalTest::kKnappHartungAdHoc),
          in.one_of(PredictionInterval::kStudentKMinus1), in.one_in(4) ? in.share() : 0.95};
}

void check(std::string_view function, const QTest& test, int least_df = 1) {
  within(function, kNotNegative, {test.q});
  within(function, kShare, {test.p});
  require(test.df >= least_df, function, "has no degrees of freedom");
}

void check(std::string_view function, const Tau2& tau2) {
  within(function, kNotNegative, {tau2.value, tau2.se.value_or(0)});
  require(tau2.maxima >= 1, function, "found no maximum");
}

void check(std::string_view function, const Heterogeneity& found, int least_df = 1) {
  check(function, found.q, least_df);
  check(function, found.tau2);
  within(function, kPositive, {found.typical_variance});
  within(function, kPerCent, {found.i2_higgins_thompson, found.i2_generalised});
  within(function, kNotNegative, {found.h2_higgins_thompson});
  within(function, {1, kMost}, {found.h2_generalised});
  holds(function, found.tau2_interval, kNotNegative);
  holds(function, found.i2_interval, kPerCent);
  holds(function, found.h2_interval, {1, kMost});
}

void check(std::string_view function, const Pooled& pooled) {
  require(pooled.k >= 1, function, "pools nothing");
  finite(function, {pooled.estimate, pooled.statistic});
  within(function, kPositive, {pooled.se});
  ordered(function, pooled.ci);
  require(pooled.ci.low <= pooled.estimate && pooled.estimate <= pooled.ci.high, function,
          "is outside its interval");
  within(function, kShare, {pooled.p});
  require(pooled.df.value_or(1) >= 1, function, "has no degrees of freedom");
  check(function, pooled.heterogeneity, pooled.k > 1 ? 1 : 0);
  holds(function, pooled.prediction, [&](const Prediction& prediction) {
    ordered(function, prediction.interval);
    require(prediction.df.value_or(1) >= 1, function, "predicts without degrees of freedom");
  });
  require(pooled.weights.size() == pooled.k, function, "has too many weights or too few");
  for (const double weight : pooled.weights) within(function, {0, 100.0000001}, {weight});
  const double sum = std::accumulate(pooled.weights.begin(), pooled.weights.end(), 0.0);
  within(function, {99.9999, 100.0001}, {sum});
}

/// The mean lies among the effects.
void check_among(std::string_view function, const Pooled& pooled, std::span<const Study> among) {
  const auto [low, high] = std::minmax_element(
      among.begin(), among.end(), [](const Study& a, const Study& b) { return a.yi < b.yi; });
  const double slack = 1e-12 * std::max(std::abs(low->yi), std::abs(high->yi));
  require(pooled.estimate >= low->yi - slack && pooled.estimate <= high->yi + slack, function,
          "is not among the effects");
}

}  // namespace

void heterogeneity_of_groups(Bytes& in) {
  const auto method = in.one_of(Tau2Method::kReml);
  const double level = in.share();
  const Tau2 tau2{in.positive(), in.maybe_number(), 1};
  const Result<Interval> tau2_interval = Interval{in.positive(), in.positive()};
  const auto groups = in.list(4, [&] {
    return in.list(8, [&] { return Effect{in.number(), in.positive()}; });
  });
  holds("cochran_q", cochran_q(groups), [](const QTest& test) { check("cochran_q", test); });
  holds("estimate_tau2", estimate_tau2(groups, method),
        [](const Tau2& found) { check("estimate_tau2", found); });
  holds("tau2_q_profile", tau2_q_profile(groups, level), kNotNegative);
  holds("typical_variance", kPositive, typical_variance(groups));
  holds("heterogeneity", heterogeneity(groups, method, level),
        [](const Heterogeneity& found) { check("heterogeneity", found); });
  holds("heterogeneity_given", heterogeneity_given(groups, tau2, tau2_interval),
        [](const Heterogeneity& found) { check("heterogeneity_given", found); });
}

void pooled_whole(Bytes& in) {
  const PoolOptions options = pool_options(in);
  const auto given = studies(in);
  const auto refusal = why_not_pooled(given);
  if (refusal) explained("why_not_pooled", *refusal);
  const auto pooled = pool(given, options);
  require(!refusal || !pooled, "pool", "pools what why_not_pooled refuses");
  holds("pool", pooled, [&](const Pooled& found) {
    check("pool", found);
    check_among("pool", found, given);
  });
  for (std::size_t i = 0; i < given.size(); ++i)
    require(!name_of(given, i).empty(), "name_of", "gives no name");
  if (refusal) return;
  // What these three are called with has been checked.
  const auto effects = effects_of(given);
  holds("fit", fit(effects, options), [](const Pooled& found) { check("fit", found); });
  holds("one_alone", one_alone(effects.front(), options),
        [](const Pooled& found) { check("one_alone", found); });
  if (const auto found = heterogeneity({&effects, 1}, options.method, options.level))
    holds("fit_given", fit_given(effects, *found, options),
          [](const Pooled& fitted) { check("fit_given", fitted); });
}

void pooled_by_subgroup(Bytes& in) {
  const auto tau2 = in.one_of(SubgroupTau2::kCommon);
  const PoolOptions options = pool_options(in);
  const auto given = studies(in);
  holds("pool_subgroups", pool_subgroups(given, options, tau2), [&](const Subgroups& found) {
    require(found.groups.size() >= 2, "pool_subgroups", "finds fewer than two groups");
    std::size_t members = 0;
    for (const Subgroup& subgroup : found.groups) {
      check("pool_subgroups", subgroup.pooled);
      members += subgroup.members.size();
    }
    require(members == given.size(), "pool_subgroups", "loses studies");
    if (found.common) check("pool_subgroups", *found.common);
    check("pool_subgroups", found.between);
  });
}

void pooled_in_steps(Bytes& in) {
  const PoolOptions options = pool_options(in);
  const auto given = studies(in);
  const auto check_steps = [&](std::string_view function, const Result<std::vector<Step>>& result) {
    holds(function, result, [&](const std::vector<Step>& steps) {
      require(steps.size() == given.size(), function, "loses a step");
      for (const Step& step : steps) check(function, step.pooled);
    });
  };
  check_steps("leave_one_out", leave_one_out(given, options));
  check_steps("cumulative", cumulative(given, options));
}

}  // namespace outturn::fuzz
