// SPDX-License-Identifier: GPL-3.0-or-later
// What pooling refuses and in which words, what it answers to degenerate input, and how long it
// takes.
#include "schema/evidence/arithmetic/pooling_parts.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <functional>
#include <random>

#include "tests/unit/arithmetic/not_numbers.h"

namespace outturn::arithmetic {
namespace {

using test::kInfinity;
using test::kNan;
using testing::HasSubstr;

constexpr Tau2Method kMethods[] = {Tau2Method::kEqualEffects, Tau2Method::kDerSimonianLaird,
                                   Tau2Method::kPauleMandel, Tau2Method::kReml};
constexpr IntervalTest kTests[] = {IntervalTest::kNormal, IntervalTest::kKnappHartung,
                                   IntervalTest::kKnappHartungAdHoc};
constexpr PredictionInterval kPredictions[] = {PredictionInterval::kNormal,
                                               PredictionInterval::kStudentKMinus2,
                                               PredictionInterval::kStudentKMinus1};

std::vector<Study> four() {
  return {{0.1, 0.04, "Ash 2001", "a", "hedges_g", Favours::kPositive, "north", 2001},
          {0.6, 0.09, "Birch 1999", "b", "hedges_g", Favours::kPositive, "north", 1999},
          {-0.2, 0.05, "Cedar 2010", "c", "hedges_g", Favours::kPositive, "south", 2010},
          {0.9, 0.02, "", "d", "hedges_g", Favours::kPositive, "south", 2005}};
}

struct Case {
  const char* what;
  std::function<void(std::vector<Study>&)> spoil;
  const char* message;
};

TEST(Pooling, RefusesAndNamesTheStudies) {
  const Case cases[] = {
      {"none", [](auto& s) { s.clear(); }, "there are no studies to pool"},
      {"one", [](auto& s) { s.resize(1); },
       "pooling takes two studies or more; there is only Ash 2001"},
      {"NaN", [](auto& s) { s[3].yi = kNan; }, "the effect of study 4 is not a finite number"},
      {"infinity", [](auto& s) { s[1].vi = kInfinity; },
       "the variance of Birch 1999 is not a finite number"},
      {"zero variance", [](auto& s) { s[2].vi = 0; },
       "the variance of Cedar 2010 is 0; it must be above 0"},
      {"negative variance", [](auto& s) { s[2].vi = -1; },
       "the variance of Cedar 2010 is -1; it must be above 0"},
      {"two metrics", [](auto& s) { s[1].metric = "log_odds_ratio"; },
       "the effects are in different metrics: hedges_g (Ash 2001, Cedar 2010 and study 4); "
       "log_odds_ratio (Birch 1999)"},
      {"a metric not stated", [](auto& s) { s[3].metric = ""; },
       "the effects are in different metrics: hedges_g (Ash 2001, Birch 1999 and Cedar 2010); "
       "not stated (study 4)"},
      {"opposite directions", [](auto& s) { s[0].favours = Favours::kNegative; },
       "the effects are not turned the same way: a negative effect is good (Ash 2001); a positive "
       "effect is good (Birch 1999, Cedar 2010 and study 4)"},
      {"a direction not stated", [](auto& s) { s[0].favours = Favours::kNotStated; },
       "the effects are not turned the same way: not stated (Ash 2001); a positive effect is good "
       "(Birch 1999, Cedar 2010 and study 4)"},
      {"a shared sample", [](auto& s) { s[3].sample = "a"; },
       "studies report on the same people, which would count them more than once: sample a (Ash "
       "2001 and study 4)"},
  };
  for (const Case& spoilt : cases) {
    std::vector<Study> studies = four();
    ASSERT_TRUE(pool(studies, {}));
    spoilt.spoil(studies);
    const base::Error errors[] = {pool(studies, {}).error(), leave_one_out(studies, {}).error(),
                                  cumulative(studies, {}).error(),
                                  pool_subgroups(studies, {}, SubgroupTau2::kSeparate).error(),
                                  why_not_pooled(studies).value()};
    for (const base::Error& error : errors) {
      EXPECT_EQ(error.message, spoilt.message) << spoilt.what;
      EXPECT_EQ(error.code, base::Code::kNotPossible);
    }
  }
}

TEST(Pooling, SamplesThatAreNotKnownAreNotTakenForOne) {
  std::vector<Study> studies = four();
  for (Study& study : studies) study.sample.clear();
  EXPECT_TRUE(pool(studies, {}));
}

TEST(Pooling, RefusesALevelThatIsNoFraction) {
  for (const double level : {0.0, 1.0, 95.0, -0.5, kNan, kInfinity}) {
    EXPECT_FALSE(pool(four(), {.level = level})) << level;
    EXPECT_FALSE(cumulative(four(), {.level = level})) << level;
    EXPECT_FALSE(pool_subgroups(four(), {.level = level}, SubgroupTau2::kCommon)) << level;
  }
}

TEST(Pooling, PartsHaveRefusalsOfTheirOwn) {
  std::vector<Study> studies = four();
  studies[1].subgroup = "";
  const auto separate = SubgroupTau2::kSeparate;
  EXPECT_EQ(pool_subgroups(studies, {}, separate).error().message,
            "Birch 1999 belongs to no subgroup");
  studies[1].subgroup = "south";
  EXPECT_EQ(pool_subgroups(studies, {}, separate).error().message,
            "the subgroup \"north\" holds only Ash 2001");
  studies[0].subgroup = "south";
  EXPECT_EQ(pool_subgroups(studies, {}, separate).error().message,
            "all studies belong to the subgroup \"south\"");
  studies[3].order = kNan;
  EXPECT_EQ(cumulative(studies, {}).error().message,
            "the place of study 4 in the order is not a finite number");
  studies.resize(2);
  EXPECT_EQ(leave_one_out(studies, {}).error().message,
            "leaving one of two studies out leaves nothing to pool");
}

TEST(Pooling, PredictionIntervalsSayWhyThereIsNone) {
  std::vector<Study> studies = four();
  EXPECT_THAT(pool(studies, {.method = Tau2Method::kEqualEffects})->prediction.error().message,
              HasSubstr("equal effects"));
  studies.resize(2);
  EXPECT_THAT(pool(studies, {})->prediction.error().message, HasSubstr("three studies"));
  const auto normal = pool(studies, {.prediction = PredictionInterval::kNormal});
  EXPECT_TRUE(normal->prediction);
  EXPECT_FALSE(normal->prediction->df);
  const auto student = pool(studies, {.test = IntervalTest::kKnappHartung,
                                      .prediction = PredictionInterval::kStudentKMinus1});
  EXPECT_EQ(student->prediction->df, 1);
  EXPECT_EQ(student->df, 1);
}

// metafor: se 0 and t infinite for "knha"; 0.5, 0.2335497, 2.1408721 and p 0.1656125 for "adhoc".
TEST(Pooling, EqualEffectsHaveNoKnappHartungInterval) {
  const std::vector<Study> studies{
      {.yi = .5, .vi = .1}, {.yi = .5, .vi = .2}, {.yi = .5, .vi = .3}};
  const auto refused = pool(studies, {.test = IntervalTest::kKnappHartung});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("all equal"));
  const auto adhoc = pool(studies, {.test = IntervalTest::kKnappHartungAdHoc}).value();
  EXPECT_NEAR(adhoc.se, 0.2335497, 5e-8);
  EXPECT_NEAR(adhoc.statistic, 2.1408721, 5e-8);
  EXPECT_NEAR(adhoc.p, 0.1656125, 5e-8);
  EXPECT_EQ(adhoc.heterogeneity.q.q, 0);
  EXPECT_EQ(adhoc.heterogeneity.q.p, 1);
}

TEST(Pooling, CumulativeBeginsWithTheFirstAlone) {
  const auto steps = cumulative(four(), {.test = IntervalTest::kKnappHartung}).value();
  ASSERT_EQ(steps.size(), 4U);
  EXPECT_EQ(steps[0].study, 1U);
  EXPECT_EQ(steps[3].study, 2U);
  EXPECT_EQ(steps[0].pooled.estimate, 0.6);
  EXPECT_NEAR(steps[0].pooled.se, 0.3, 1e-15);
  EXPECT_EQ(steps[0].pooled.options.test, IntervalTest::kNormal);
  EXPECT_FALSE(steps[0].pooled.heterogeneity.tau2_interval);
  EXPECT_FALSE(steps[0].pooled.prediction);
  EXPECT_EQ(steps[1].pooled.df, 1);
}

bool finite(const Interval& interval) {
  return std::isfinite(interval.low) && std::isfinite(interval.high) &&
         interval.low <= interval.high;
}

void expect_finite(const Pooled& pooled) {
  const Heterogeneity& spread = pooled.heterogeneity;
  for (const double value :
       {pooled.estimate, pooled.se, pooled.statistic, pooled.p, spread.q.q, spread.q.p,
        spread.tau2.value, spread.tau2.se.value_or(0), spread.typical_variance,
        spread.i2_generalised, spread.i2_higgins_thompson, spread.h2_generalised,
        spread.h2_higgins_thompson})
    ASSERT_TRUE(std::isfinite(value));
  ASSERT_GE(spread.i2_generalised, 0);
  ASSERT_LE(spread.i2_generalised, 100);
  ASSERT_GT(pooled.se, 0);
  ASSERT_TRUE(finite(pooled.ci));
  const bool sound = (!spread.tau2_interval || finite(*spread.tau2_interval)) &&
                     (!spread.i2_interval || finite(*spread.i2_interval)) &&
                     (!spread.h2_interval || finite(*spread.h2_interval)) &&
                     (!pooled.prediction || finite(pooled.prediction->interval));
  ASSERT_TRUE(sound);
  double sum = 0;
  for (const double weight : pooled.weights) sum += weight;
  ASSERT_NEAR(sum, 100, 1e-9);
}

// Every answer is finite or an Error, whatever the numbers, methods and parts.
TEST(Pooling, NeverAnswersWithWhatIsNotFinite) {
  const double effects[] = {0,      1,     -1,    1e308,  -1e308, 1e-308,
                            5e-324, 1e154, -1e10, 1.5e-9, kNan,   kInfinity};
  const double variances[] = {1,    1,     0.04, 1e-300, 5e-324, 1e308,
                              1e10, 1e-12, 0,    -1,     kNan,   kInfinity};
  std::mt19937_64 random(1);
  std::size_t answered = 0;
  std::size_t refused = 0;
  const auto count = [&](const auto& result) {
    if (result) return ++answered, true;
    EXPECT_EQ(result.error().code, base::Code::kNotPossible);
    EXPECT_FALSE(result.error().message.empty());
    EXPECT_THAT(result.error().message, testing::Not(HasSubstr("converge")));
    EXPECT_THAT(result.error().message, testing::Not(HasSubstr("was not found")));
    return ++refused, false;
  };
  for (int trial = 0; trial < 5000; ++trial) {
    std::vector<Study> studies(2 + random() % 5);
    for (Study& study : studies) {
      // The last of each list seldom, or hardly any set would be pooled.
      const std::size_t most = random() % 20 == 0 ? 0 : 4;
      study.yi = effects[random() % (std::size(effects) - most / 2)];
      study.vi = variances[random() % (std::size(variances) - most)];
      study.subgroup = random() % 2 == 0 ? "x" : "y";
      study.order = static_cast<double>(random() % 3);
    }
    const PoolOptions options{kMethods[random() % 4], kTests[random() % 3],
                              kPredictions[random() % 3], random() % 2 == 0 ? 0.95 : 0.999999};
    if (const auto pooled = pool(studies, options); count(pooled)) expect_finite(*pooled);
    for (const auto& steps : {leave_one_out(studies, options), cumulative(studies, options)})
      if (count(steps))
        for (const Step& step : *steps) expect_finite(step.pooled);
    const auto kind = random() % 2 == 0 ? SubgroupTau2::kSeparate : SubgroupTau2::kCommon;
    if (const auto groups = pool_subgroups(studies, options, kind); count(groups))
      for (const Subgroup& group : groups->groups) expect_finite(group.pooled);
    if (HasFatalFailure()) FAIL() << "trial " << trial;
  }
  fmt::print("{} answered, {} refused\n", answered, refused);
  EXPECT_GT(answered, 1000U);
  EXPECT_GT(refused, 1000U);
}

TEST(Pooling, FiveThousandEffectsByRemlInFiftyMilliseconds) {
  std::mt19937_64 random(5000);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> variance(0.005, 0.3);
  std::vector<Study> studies(5000);
  for (std::size_t i = 0; i < studies.size(); ++i) {
    studies[i].vi = variance(random);
    studies[i].yi = 0.2 + normal(random) * std::sqrt(studies[i].vi + 0.05);
    studies[i].sample = fmt::format("sample {}", i);
    studies[i].metric = "hedges_g";
  }
  double best = kInfinity;
  for (int run = 0; run < 5; ++run) {
    const auto begin = std::chrono::steady_clock::now();
    const auto pooled = pool(studies, {.test = IntervalTest::kKnappHartung});
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    best = std::min(best, took.count());
    ASSERT_TRUE(pooled);
    EXPECT_NEAR(pooled->heterogeneity.tau2.value, 0.05, 0.01);
    EXPECT_NEAR(pooled->estimate, 0.2, 0.02);
  }
  fmt::print("5000 effects pooled by REML with all intervals in {:.2f} ms\n", best);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers are not timed";
#else
  EXPECT_LT(best, 50);
#endif
}

}  // namespace
}  // namespace outturn::arithmetic
