// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold of pooling whatever the studies: seeded random sets.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "schema/evidence/arithmetic/pooling_parts.h"

namespace outturn::arithmetic {
namespace {

constexpr Tau2Method kMethods[] = {Tau2Method::kEqualEffects, Tau2Method::kDerSimonianLaird,
                                   Tau2Method::kPauleMandel, Tau2Method::kReml};
constexpr int kTrials = 200;

class PoolingProperty : public testing::TestWithParam<Tau2Method> {
 protected:
  std::vector<Study> studies() {
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> exponent(-3, 0.5);
    const double tau = random_() % 3 == 0 ? 0 : std::abs(normal(random_));
    std::vector<Study> made(3 + random_() % 20);
    for (Study& study : made) {
      study.vi = std::pow(10, exponent(random_));
      study.yi = 0.3 + normal(random_) * std::sqrt(study.vi + tau * tau);
    }
    return made;
  }
  Pooled pooled(const std::vector<Study>& set) { return pool(set, options_).value(); }
  static double tau2(const Pooled& pooled) { return pooled.heterogeneity.tau2.value; }
  static void expect_near(double got, double expected, double scale = 1) {
    EXPECT_NEAR(got, expected, 1e-11 * std::max(scale, std::abs(expected)));
  }

  std::mt19937_64 random_{42};
  PoolOptions options_{.method = GetParam(), .test = IntervalTest::kKnappHartung};
};

TEST_P(PoolingProperty, OrderDoesNotMatter) {
  for (int trial = 0; trial < kTrials; ++trial) {
    std::vector<Study> set = studies();
    const Pooled one = pooled(set);
    std::shuffle(set.begin(), set.end(), random_);
    const Pooled other = pooled(set);
    expect_near(other.estimate, one.estimate);
    expect_near(other.se, one.se);
    expect_near(tau2(other), tau2(one));
  }
}

// Also by factors at which squares leave the range of a double.
TEST_P(PoolingProperty, AnotherUnitScalesEverything) {
  for (const double factor : {-1.0, 1e-6, 1e3, 1e-140, 1e140}) {
    for (int trial = 0; trial < kTrials; ++trial) {
      std::vector<Study> set = studies();
      const Pooled one = pooled(set);
      for (Study& study : set) {
        study.yi *= factor;
        study.vi *= factor * factor;
      }
      const Pooled other = pooled(set);
      expect_near(other.estimate / factor, one.estimate);
      expect_near(other.se / std::abs(factor), one.se);
      expect_near(tau2(other) / factor / factor, tau2(one));
      expect_near(other.statistic * (factor < 0 ? -1 : 1), one.statistic);
      expect_near(other.heterogeneity.q.q, one.heterogeneity.q.q);
      expect_near(other.heterogeneity.i2_generalised, one.heterogeneity.i2_generalised);
    }
  }
}

TEST_P(PoolingProperty, AnotherOriginMovesTheEstimateAlone) {
  for (int trial = 0; trial < kTrials; ++trial) {
    std::vector<Study> set = studies();
    const Pooled one = pooled(set);
    for (Study& study : set) study.yi += 64;
    const Pooled other = pooled(set);
    expect_near(other.estimate - 64, one.estimate, 100);
    expect_near(other.se, one.se, 100);
    expect_near(tau2(other), tau2(one), 100);
  }
}

TEST_P(PoolingProperty, TheEstimateLiesAmongTheEffectsAndWeightsSumTo100) {
  for (int trial = 0; trial < kTrials; ++trial) {
    const std::vector<Study> set = studies();
    const Pooled one = pooled(set);
    const auto [low, high] = std::minmax_element(
        set.begin(), set.end(), [](const Study& a, const Study& b) { return a.yi < b.yi; });
    EXPECT_GE(one.estimate, low->yi);
    EXPECT_LE(one.estimate, high->yi);
    double sum = 0;
    double mean = 0;
    for (std::size_t i = 0; i < set.size(); ++i) {
      sum += one.weights[i];
      mean += one.weights[i] / 100 * set[i].yi;
    }
    EXPECT_NEAR(sum, 100, 1e-11);
    expect_near(mean, one.estimate);
  }
}

TEST_P(PoolingProperty, PartsAgreeWithTheWhole) {
  for (int trial = 0; trial < 30; ++trial) {
    std::vector<Study> set = studies();
    for (Study& study : set) study.order = static_cast<double>(random_() % 5);
    const Pooled whole = pooled(set);
    expect_near(cumulative(set, options_)->back().pooled.estimate, whole.estimate);
    const auto left = leave_one_out(set, options_).value();
    for (const Step& step : left) {
      std::vector<Study> rest = set;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(step.study));
      EXPECT_EQ(step.pooled.estimate, pooled(rest).estimate);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Methods, PoolingProperty, testing::ValuesIn(kMethods));

TEST(PoolingProperties, Tau2Is0TogetherWhereQIsBelowItsDegreesOfFreedom) {
  std::mt19937_64 random(3);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> variance(0.1, 1);
  int below = 0;
  for (int trial = 0; trial < 500; ++trial) {
    std::vector<Study> set(8);
    for (Study& study : set) study.vi = variance(random), study.yi = normal(random) * 0.5;
    const auto of = [&](Tau2Method method) {
      return pool(set, {.method = method})->heterogeneity.tau2.value;
    };
    const auto q = pool(set, {})->heterogeneity.q;
    const double moments = of(Tau2Method::kDerSimonianLaird);
    EXPECT_EQ(moments == 0, q.q <= q.df);
    EXPECT_EQ(moments == 0, of(Tau2Method::kPauleMandel) == 0);
    below += q.q <= q.df ? 1 : 0;
  }
  EXPECT_GT(below, 50);
  EXPECT_LT(below, 450);
}

// Equal effects: Q falls apart exactly (Borenstein and others 2009, chapter 19).
TEST(PoolingProperties, QWithinAndBetweenMakeTheTotal) {
  std::mt19937_64 random(19);
  std::normal_distribution<double> normal;
  for (int trial = 0; trial < 100; ++trial) {
    std::vector<Study> set(12);
    for (std::size_t i = 0; i < set.size(); ++i) {
      set[i].vi = 0.1 + std::abs(normal(random));
      set[i].yi = normal(random) * 2;
      set[i].subgroup = std::string(1, static_cast<char>('a' + i % 3));
    }
    const PoolOptions options{.method = Tau2Method::kEqualEffects};
    const auto parts = pool_subgroups(set, options, SubgroupTau2::kCommon).value();
    const double total = pool(set, options)->heterogeneity.q.q;
    EXPECT_NEAR(parts.common->q.q + parts.between.q, total, 1e-10 * total);
    EXPECT_EQ(parts.between.df, 2);
  }
}

}  // namespace
}  // namespace outturn::arithmetic
