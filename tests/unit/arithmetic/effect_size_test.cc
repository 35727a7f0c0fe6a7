// SPDX-License-Identifier: GPL-3.0-or-later
// Properties that standardised differences have whatever the numbers, and what must be refused.
#include "schema/evidence/arithmetic/effect_size.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/unit/arithmetic/not_numbers.h"

namespace outturn::arithmetic {
namespace {

using test::kInfinity;
using test::kNan;
using testing::HasSubstr;

const std::vector<std::pair<Group, Group>> kPairs{
    {{103, 5.5, 50}, {100, 4.5, 50}}, {{0.1, 0.3, 4}, {0.9, 0, 3}},
    {{-5, 2, 12.5}, {7, 9, 300.25}},  {{1e6, 3e5, 2e6}, {1e6, 4e5, 10}},
    {{1, 1e-9, 20}, {1, 2e-9, 20}},
};

TEST(EffectSize, SwappingTheGroupsTurnsTheSignAndKeepsTheVariance) {
  for (const auto& [first, second] : kPairs) {
    const Estimate one = *hedges_g(first, second);
    const Estimate other = *hedges_g(second, first);
    EXPECT_DOUBLE_EQ(one.value, -other.value);
    EXPECT_DOUBLE_EQ(one.variance, other.variance);
  }
}

TEST(EffectSize, TheUnitOfTheMeasureDoesNotMatter) {
  for (const auto& [first, second] : kPairs)
    for (const double scale : {0.001, 2.54, 1e9}) {
      const auto scaled = [&](const Group& group) {
        return Group{32 + scale * group.mean, scale * group.sd, group.n};
      };
      if (first.mean == second.mean) continue;
      const Estimate before = *cohen_d(first, second);
      const Estimate after = *cohen_d(scaled(first), scaled(second));
      EXPECT_NEAR(after.value / before.value, 1, 1e-6);
      EXPECT_NEAR(after.variance / before.variance, 1, 1e-6);
    }
}

TEST(EffectSize, GIsSmallerThanDAndApproachesIt) {
  double last = 0;
  for (const double n : {2.0, 3.0, 5.0, 20.0, 1e3, 1e6, 1e9, 1e15}) {
    const double d = cohen_d({1, 1, n}, {0, 1, n})->value;
    const double g = hedges_g({1, 1, n}, {0, 1, n})->value;
    EXPECT_LE(g, d);
    EXPECT_GE(g / d, last);
    last = g / d;
  }
  EXPECT_NEAR(last, 1, 1e-12);
}

// J for 2 and 10 degrees of freedom, by hand: sqrt(1/pi) and Gamma(5) / (sqrt(5) Gamma(4.5)).
TEST(EffectSize, JIsExact) {
  EXPECT_NEAR(*hedges_j(2), 0.5641895835, 1e-9);
  EXPECT_NEAR(*hedges_j(10), 24 / (std::sqrt(5.0) * 11.6317283966), 1e-9);
  for (const double df : {20.0, 1e3, 9.9e7, 1.1e8, 1e300})
    EXPECT_NEAR(*hedges_j(df), *hedges_j_approximate(df), 0.3 / df / df + 1e-12) << df;
  EXPECT_GT(*hedges_j(1 + 1e-12), 0);
  for (const double df : {1.0, 0.0, -3.0, kNan, kInfinity}) {
    EXPECT_FALSE(hedges_j(df)) << df;
    EXPECT_FALSE(hedges_j_approximate(df)) << df;
  }
}

// metafor 3.8: escalc(measure = "SMD1" and "SMD", ...).
TEST(EffectSize, AgreesWithMetaforInSmallGroups) {
  const Estimate delta = *glass_delta({103, 5.5, 50}, {100, 4.5, 40});
  EXPECT_NEAR(delta.value, 3 / 4.5, 1e-12);
  EXPECT_NEAR(delta.variance, 1 / 50.0 + 1 / 40.0 + delta.value * delta.value / 80, 1e-12);
  EXPECT_NEAR(correct_small_sample(delta, 39, SmallSample::kExact)->value, 0.6537, 5e-5);
  const Estimate g = *hedges_g({103, 5.5, 8}, {100, 4.5, 7});
  EXPECT_NEAR(g.value, 0.5576, 5e-5);
  EXPECT_NEAR(g.variance, 0.2782, 5e-5);
}

TEST(EffectSize, TheTwoVariancesDifferByJOnly) {
  const Group first{103, 5.5, 50};
  const Group second{100, 4.5, 50};
  const HedgesOptions corrected{SmallSample::kExact, SmdVariance::kCorrected};
  const Estimate by_j = *correct_small_sample(*cohen_d(first, second), 98, SmallSample::kExact);
  EXPECT_DOUBLE_EQ(hedges_g(first, second, corrected)->variance, by_j.variance);
  EXPECT_LT(by_j.variance, hedges_g(first, second)->variance);
  EXPECT_DOUBLE_EQ(hedges_g_from_d(cohen_d(first, second)->value, 50, 50)->value,
                   hedges_g(first, second)->value);
}

TEST(EffectSize, WhatItSaysInWords) {
  EXPECT_EQ(*improvement_index(0), 0);
  EXPECT_NEAR(*u3(1), 84.134, 5e-4);  // Cohen (1988) table 2.2.1 prints 84.1
  EXPECT_NEAR(*u3(0.2), 57.9, 0.05);
  EXPECT_DOUBLE_EQ(*improvement_index(-0.7), -*improvement_index(0.7));
  EXPECT_EQ(*improvement_index(1e308), 50);
  EXPECT_FALSE(improvement_index(kNan));
  EXPECT_FALSE(u3(kInfinity));
}

TEST(EffectSize, DegenerateGroupsAreRefusedByName) {
  const Group sound{10, 2, 30};
  for (const Group& group : std::vector<Group>{{kNan, 2, 30},
                                               {kInfinity, 2, 30},
                                               {10, -1, 30},
                                               {10, kNan, 30},
                                               {10, kInfinity, 30},
                                               {10, 2, 1},
                                               {10, 2, 0},
                                               {10, 2, -5},
                                               {10, 2, kNan},
                                               {10, 2, kInfinity}}) {
    for (const auto& result : {cohen_d(group, sound), cohen_d(sound, group), hedges_g(group, sound),
                               glass_delta(group, sound), glass_delta(sound, group)}) {
      ASSERT_FALSE(result);
      EXPECT_EQ(result.error().code, base::Code::kNotPossible);
      EXPECT_THAT(result.error().message, HasSubstr("group"));
    }
  }
  EXPECT_THAT(cohen_d({1, 0, 9}, {2, 0, 9}).error().message, HasSubstr("both"));
  EXPECT_THAT(glass_delta({1, 1, 9}, {2, 0, 9}).error().message, HasSubstr("control"));
  EXPECT_FALSE(hedges_g({1, 1, 1.2}, {2, 1, 1.2}));
}

TEST(EffectSize, ExtremesGiveANumberOrAnErrorNeverInfinity) {
  const std::vector<double> values{0, 1, -1, 1e-308, 5e-324, 1e308, -1e308, kNan, kInfinity};
  const auto sound = [](const Result<Estimate>& result) {
    return !result || (std::isfinite(result->value) && std::isfinite(result->variance) &&
                       result->variance > 0 && std::isfinite(result->se()));
  };
  for (const double a : values)
    for (const double b : values)
      for (const double c : values)
        for (const double d : values) {
          EXPECT_TRUE(sound(hedges_g({a, b, c}, {d, 2, 30})))
              << a << ' ' << b << ' ' << c << ' ' << d;
          EXPECT_TRUE(sound(hedges_g({a, b, 2}, {d, c, 3})))
              << a << ' ' << b << ' ' << c << ' ' << d;
          EXPECT_TRUE(sound(glass_delta({a, 1, c}, {d, b, 3})))
              << a << ' ' << b << ' ' << c << ' ' << d;
          EXPECT_TRUE(sound(matched_d({a, b, c, d}))) << a << ' ' << b << ' ' << c << ' ' << d;
          EXPECT_TRUE(sound(hedges_g_from_d(a, b, c))) << a << ' ' << b << ' ' << c;
          EXPECT_TRUE(sound(correct_small_sample({a, b}, c, SmallSample::kExact)));
        }
  EXPECT_TRUE(hedges_g({1e308, 1e308, 9}, {-1e308, 1e308, 9}));
}

TEST(EffectSize, MatchedGroups) {
  // With a correlation of 1/2 the standard deviation of the differences is that of the measure.
  EXPECT_DOUBLE_EQ(*within_sd(4, 0.5), 4);
  EXPECT_LT(matched_d({3, 4, 20, 0.8})->value, matched_d({3, 4, 20, 0.2})->value);
  for (const double r : {1.0, -1.0, 1.5, kNan}) EXPECT_FALSE(matched_d({3, 4, 20, r})) << r;
  EXPECT_FALSE(matched_d({3, 0, 20, 0.5}));
  EXPECT_FALSE(matched_d({3, 4, 1, 0.5}));
  EXPECT_FALSE(matched_d({kNan, 4, 20, 0.5}));
}

TEST(EffectSize, AStandardDeviationIsNever0ByUnderflow) {
  // All the weight is with the first group, which has no spread.
  EXPECT_FALSE(pooled_sd({0, 0, 1e308}, {0, 1, 1 + 1e-15}));
  EXPECT_FALSE(within_sd(5e-324, -1 + 1e-16));
}

}  // namespace
}  // namespace outturn::arithmetic
