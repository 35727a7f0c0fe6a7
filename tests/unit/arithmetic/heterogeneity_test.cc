// SPDX-License-Identifier: GPL-3.0-or-later
// Q, tau2 and their kin where formulas go wrong: several maxima, no spread, weights that dwarf the
// others, numbers near the ends of what a double holds.
#include "schema/evidence/arithmetic/heterogeneity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "tests/unit/arithmetic/not_numbers.h"

namespace outturn::arithmetic {
namespace {

using Effects = std::vector<Effect>;
using test::kInfinity;
using test::kNan;
using testing::HasSubstr;

constexpr Tau2Method kMethods[] = {Tau2Method::kEqualEffects, Tau2Method::kDerSimonianLaird,
                                   Tau2Method::kPauleMandel, Tau2Method::kReml};
Groups one(const Effects& effects) { return {&effects, 1}; }

double tau2_of(const Effects& effects, Tau2Method method) {
  return estimate_tau2(one(effects), method).value().value;
}

// Viechtbauer (2005), less a constant, written plainly.
double log_restricted_likelihood(const Effects& effects, double tau2) {
  double weight = 0;
  double sum = 0;
  for (const Effect& effect : effects) {
    weight += 1 / (effect.variance + tau2);
    sum += effect.value / (effect.variance + tau2);
  }
  double total = -std::log(weight) / 2;
  for (const Effect& effect : effects) {
    const double v = effect.variance + tau2;
    total -= (std::log(v) + std::pow(effect.value - sum / weight, 2) / v) / 2;
  }
  return total;
}

// metafor 3.8-1 gives the same for the first two. For the third its Fisher scoring ends at 0, with
// a log-likelihood of -16.21; started at tau2.init = 20 it finds this one, with -12.27.
TEST(Heterogeneity, RemlTakesTheHighestOfSeveralMaxima) {
  const std::pair<Effects, double> cases[] = {
      {{{-1, .01}, {-1, .01}, {1, 9}, {10, 9}}, 18.40076384},
      {{{10, 9}, {2, 1}, {3, .01}}, 8.255951768},
      {{{0, 100}, {10, .01}, {8, 25}, {10, .01}, {1, 4}}, 16.75891268},
  };
  for (const auto& [effects, expected] : cases) {
    const auto found = estimate_tau2(one(effects), Tau2Method::kReml);
    EXPECT_NEAR(found->value, expected, 1e-8);
    EXPECT_EQ(found->maxima, 2);
  }
}

TEST(Heterogeneity, NoOtherTau2IsLikelierThanThatOfReml) {
  std::mt19937_64 random(20260101);
  std::normal_distribution<double> effect(0, 3);
  std::uniform_real_distribution<double> exponent(-4, 3);
  for (int trial = 0; trial < 300; ++trial) {
    Effects effects;
    for (std::size_t i = 0; i < 2 + random() % 9; ++i)
      effects.push_back({effect(random), std::pow(10, exponent(random))});
    if (effects.size() < 2) effects.push_back({1, 1});
    const double best = log_restricted_likelihood(effects, tau2_of(effects, Tau2Method::kReml));
    EXPECT_GE(best + 1e-9, log_restricted_likelihood(effects, 0)) << trial;
    for (double tau2 = 1e-6; tau2 < 1e4; tau2 *= 1.02)
      ASSERT_GE(best + 1e-9, log_restricted_likelihood(effects, tau2)) << trial << " " << tau2;
  }
}

// With equal variances v all three are the sample variance less v.
TEST(Heterogeneity, EqualVariancesHaveAClosedForm) {
  const Effects effects{{1, .5}, {2, .5}, {4, .5}};  // sample variance 7/3
  for (const Tau2Method method :
       {Tau2Method::kDerSimonianLaird, Tau2Method::kPauleMandel, Tau2Method::kReml})
    EXPECT_NEAR(tau2_of(effects, method), 7.0 / 3 - .5, 1e-14);
  EXPECT_EQ(tau2_of(effects, Tau2Method::kEqualEffects), 0);
  EXPECT_NEAR(typical_variance(one(effects)).value(), .5, 1e-15);
}

TEST(Heterogeneity, LittleSpreadGivesATau2OfExactly0) {
  const Effects effects{{1, 4}, {1.5, 1}, {2, 9}};
  EXPECT_LT(cochran_q(one(effects))->q, 2);
  for (const Tau2Method method : kMethods) {
    const auto spread = heterogeneity(one(effects), method, .95);
    EXPECT_EQ(spread->tau2.value, 0);
    EXPECT_EQ(spread->i2_generalised, 0);
    EXPECT_EQ(spread->h2_generalised, 1);
    EXPECT_EQ(spread->i2_higgins_thompson, 0);
    EXPECT_LT(spread->h2_higgins_thompson, 1);
  }
}

TEST(Heterogeneity, QProfileAtItsEdges) {
  const Effects same{{.5, .1}, {.5, .2}, {.5, .3}};
  EXPECT_EQ(tau2_q_profile(one(same), .95)->high, 0) << "no spread: the interval is [0, 0]";
  const Effects some{{0, 1}, {1, 1}, {2, 1}};  // Q = 2, between the quantiles .05 and 7.4
  const auto interval = tau2_q_profile(one(some), .95);
  EXPECT_EQ(interval->low, 0);
  EXPECT_NEAR(interval->high, 2 / 0.0506356159685798 - 1, 1e-9);  // Q = 2 / (1 + tau2)
  const Effects two{{-1e150, 1}, {1e150, 1}};
  EXPECT_GT(tau2_q_profile(one(two), .95)->high, 1e302);
  const auto too_wide = tau2_q_profile(one(two), .999999999999);
  ASSERT_FALSE(too_wide);
  EXPECT_THAT(too_wide.error().message, HasSubstr("too large"));
  for (const double level : {0.0, 1.0, -1.0, 95.0, kNan, kInfinity})
    EXPECT_FALSE(tau2_q_profile(one(some), level)) << level;
}

// The one weight is 10^300 times the other; sum w - sum w^2 / sum w is 2 all the same.
TEST(Heterogeneity, WeightsThatDwarfOthersLoseNothing) {
  const Effects effects{{7, 1e-300}, {8, 1}};
  EXPECT_NEAR(typical_variance(one(effects)).value(), .5, 1e-15);
  EXPECT_NEAR(cochran_q(one(effects))->q, 1, 1e-15);
  const Effects spread{{7, 1e-300}, {10, 1}};
  EXPECT_NEAR(tau2_of(spread, Tau2Method::kDerSimonianLaird), 4, 1e-14);  // (9 - 1) / 2
  EXPECT_NEAR(tau2_of(spread, Tau2Method::kPauleMandel), 4, 1e-14);       // 9 / (1 + 2 tau2) = 1
  EXPECT_NEAR(tau2_of(spread, Tau2Method::kReml), 4, 1e-14);
}

TEST(Heterogeneity, GroupsShareTau2ButNotTheMean) {
  const std::vector<Effects> groups{{{0, .5}, {2, .5}}, {{100, .5}, {102, .5}}, {{-7, .5}}};
  EXPECT_EQ(cochran_q(groups)->df, 2);
  EXPECT_NEAR(cochran_q(groups)->q, 8, 1e-12);
  for (const Tau2Method method :
       {Tau2Method::kDerSimonianLaird, Tau2Method::kPauleMandel, Tau2Method::kReml})
    EXPECT_NEAR(estimate_tau2(groups, method)->value, 1.5, 1e-13);
}

TEST(Heterogeneity, RefusesWhatHasNoAnswer) {
  const std::vector<Effects> sets[] = {
      {},
      {{}},
      {{{1, 1}}},
      {{{1, 1}}, {{2, 1}}},
      {{{1, 1}, {2, 1}}, {}},
      {{{1, 0}, {2, 1}}},
      {{{1, -1}, {2, 1}}},
      {{{1, kNan}, {2, 1}}},
      {{{1, kInfinity}, {2, 1}}},
      {{{kNan, 1}, {2, 1}}},
      {{{-kInfinity, 1}, {2, 1}}},
      {{{1e308, 1}, {-1e308, 1}}},  // Q is 2e616
  };
  for (const auto& set : sets) {
    EXPECT_FALSE(cochran_q(set));
    EXPECT_FALSE(heterogeneity(set, Tau2Method::kDerSimonianLaird, .95));
    EXPECT_FALSE(heterogeneity(set, Tau2Method::kPauleMandel, .95));
    const auto refused = heterogeneity(set, Tau2Method::kReml, .95);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, base::Code::kNotPossible);
    EXPECT_FALSE(refused.error().message.empty());
  }
}

TEST(Heterogeneity, QProfileIsNeverUpsideDown) {
  for (int i = 1; i < 200; ++i) {
    const std::vector<Effects> set{{{1.25, 2.25}, {3.25, 4.25}, {0.1 * i, 0.5}, {32143, 3.875}}};
    for (const double level : {1e-300, 1e-17, 1e-15}) {
      const auto interval = tau2_q_profile(set, level);
      if (interval) {
        EXPECT_LE(interval->low, interval->high) << i << " at " << level;
      }
    }
  }
}

TEST(Heterogeneity, ATau2FoundElsewhereIsLookedAt) {
  const std::vector<Effects> set{{{1, 1}, {2, 1}}};
  EXPECT_TRUE(heterogeneity_given(set, {0.5, 0.1, 1}, Interval{0, 3}));
  EXPECT_FALSE(heterogeneity_given(set, {-0.5, 0.1, 1}, Interval{0, 3}));
  EXPECT_FALSE(heterogeneity_given(set, {0.5, kNan, 1}, Interval{0, 3}));
  EXPECT_FALSE(heterogeneity_given(set, {0.5, -1, 1}, Interval{0, 3}));
  EXPECT_FALSE(heterogeneity_given(set, {0.5, {}, 1}, Interval{0, kInfinity}));
  EXPECT_FALSE(heterogeneity_given(set, {0.5, {}, 1}, Interval{kNan, 3}));
  EXPECT_FALSE(heterogeneity_given(set, {0.5, {}, 1}, Interval{3, 1}));
  EXPECT_TRUE(heterogeneity_given(set, {0.5, {}, 1}, not_possible("there is none")));
}

}  // namespace
}  // namespace outturn::arithmetic
