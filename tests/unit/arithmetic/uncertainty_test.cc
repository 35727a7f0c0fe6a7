// SPDX-License-Identifier: GPL-3.0-or-later
// Quantiles against the tables, round trips, and what must be refused.
#include "schema/evidence/arithmetic/uncertainty.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/unit/arithmetic/not_numbers.h"

namespace outturn::arithmetic {
namespace {

using test::kInfinity;
using test::kNan;
using testing::HasSubstr;

// Abramowitz and Stegun (1964), tables 26.1, 26.5 and 26.10.
TEST(Uncertainty, QuantilesAreThoseOfTheTables) {
  EXPECT_NEAR(*normal_quantile(0.95), 1.959964, 5e-7);
  EXPECT_NEAR(*normal_quantile(0.99), 2.575829, 5e-7);
  EXPECT_NEAR(*normal_quantile(0.90), 1.644854, 5e-7);
  EXPECT_NEAR(*t_quantile(0.95, 1), 12.706, 5e-4);
  EXPECT_NEAR(*t_quantile(0.95, 10), 2.228, 5e-4);
  EXPECT_NEAR(*t_quantile(0.99, 30), 2.750, 5e-4);
  EXPECT_NEAR(*t_quantile(0.95, 1e12), *normal_quantile(0.95), 1e-9);
  EXPECT_NEAR(*normal_below(1), 0.841344746, 1e-9);
  EXPECT_EQ(*normal_below(0), 0.5);
}

TEST(Uncertainty, IntervalsLeadBackToTheirStandardError) {
  for (const double level : {0.5, 0.8, 0.95, 0.999})
    for (const double se : {1e-9, 0.2, 7.0, 1e9}) {
      const auto by_z = interval(3, se, level);
      EXPECT_NEAR(*se_from_interval(by_z->low, by_z->high, level) / se, 1, 1e-6);
      const auto by_t = t_interval(3, se, level, 4.5);
      EXPECT_NEAR(*se_from_t_interval(by_t->low, by_t->high, level, 4.5) / se, 1, 1e-6);
      EXPECT_GT(by_t->high, by_z->high);
    }
  EXPECT_NEAR(*se_from_ratio_interval(std::exp(-1.96), std::exp(1.96), 0.95), 1, 1e-4);
}

TEST(Uncertainty, PLeadsBackToItsStandardError) {
  for (const double estimate : {-2.0, -0.1, 0.3, 5.0})
    for (const double se : {0.05, 0.4, 3.0}) {
      if (std::abs(estimate / se) > 30) continue;  // p below the smallest double
      EXPECT_NEAR(*se_from_p(estimate, *two_sided_p(estimate, se)) / se, 1, 1e-9);
      const double t = *t_from_p(*two_sided_t_p(estimate, se, 12), 12);
      EXPECT_NEAR(*se_from_t(estimate, t) / se, 1, 1e-9);
    }
  EXPECT_NEAR(*two_sided_p(1.959964, 1), 0.05, 1e-7);
  EXPECT_NEAR(*two_sided_p(-1.959964, 1), 0.05, 1e-7);
  EXPECT_NEAR(*two_sided_t_p(2.228139, 1, 10), 0.05, 1e-6);
  EXPECT_EQ(*two_sided_p(0, 1), 1);
  EXPECT_EQ(*two_sided_p(1e300, 1e-300), 0);
  EXPECT_EQ(*two_sided_t_p(1e300, 1e-300, 5), 0);
}

TEST(Uncertainty, ARoundedPIsRefusedAndSaysSo) {
  for (const double p : {0.0, 1.0, -0.1, 1.1, kNan, kInfinity}) {
    EXPECT_FALSE(se_from_p(0.5, p)) << p;
    EXPECT_FALSE(t_from_p(p, 10)) << p;
  }
  EXPECT_THAT(se_from_p(0.5, 0).error().message, HasSubstr("rounded"));
  EXPECT_THAT(t_from_p(1, 10).error().message, HasSubstr("p is 1"));
  EXPECT_EQ(t_from_p(1, 10).error().code, base::Code::kNotPossible);
}

TEST(Uncertainty, DegenerateInputIsRefused) {
  for (const double level : {0.0, 1.0, 95.0, -0.5, kNan, kInfinity}) {
    EXPECT_FALSE(normal_quantile(level)) << level;
    EXPECT_FALSE(t_quantile(level, 5)) << level;
    EXPECT_FALSE(interval(1, 1, level)) << level;
    EXPECT_FALSE(se_from_interval(0, 1, level)) << level;
  }
  for (const double df : {0.0, -1.0, kNan, kInfinity}) {
    EXPECT_FALSE(t_quantile(0.95, df)) << df;
    EXPECT_FALSE(t_from_p(0.05, df)) << df;
    EXPECT_FALSE(two_sided_t_p(1, 1, df)) << df;
  }
  for (const double se : {0.0, -1.0, kNan, kInfinity}) {
    EXPECT_FALSE(interval(1, se, 0.95)) << se;
    EXPECT_FALSE(t_interval(1, se, 0.95, 5)) << se;
    EXPECT_FALSE(two_sided_p(1, se)) << se;
    EXPECT_FALSE(sd_from_se(se, 5, 5)) << se;
  }
  EXPECT_FALSE(se_from_interval(1, 1, 0.95));
  EXPECT_FALSE(se_from_interval(2, 1, 0.95));
  EXPECT_FALSE(se_from_interval(kNan, 1, 0.95));
  EXPECT_FALSE(se_from_ratio_interval(0, 1, 0.95));
  EXPECT_FALSE(se_from_ratio_interval(-1, 1, 0.95));
  EXPECT_FALSE(se_from_p(0, 0.5));
  EXPECT_FALSE(se_from_t(0, 2));
  EXPECT_FALSE(se_from_t(1, 0));
  EXPECT_FALSE(sd_from_se(1, 0, 5));
  EXPECT_FALSE(normal_below(kNan));
}

TEST(Uncertainty, WhatOverflowsIsAnErrorAndNotInfinity) {
  EXPECT_FALSE(interval(1e308, 1e308, 0.95));
  EXPECT_FALSE(interval(-1e308, 1e308, 0.95));
  EXPECT_FALSE(se_from_t(1e308, 1e-5));
  EXPECT_FALSE(sd_from_se(1e308, 1e5, 1e5));
  EXPECT_FALSE(se_from_interval(0, 1e308, 1e-5));
  EXPECT_FALSE(t_from_p(1e-300, 0.01));
  EXPECT_TRUE(se_from_interval(-1e308, 1e308, 0.95));
}

TEST(Uncertainty, WhatUnderflowsIsAnErrorAndNotAStandardErrorOf0) {
  EXPECT_FALSE(se_from_interval(0, 5e-324, 0.95));
  EXPECT_FALSE(se_from_t_interval(0, 5e-324, 0.95, 5));
  EXPECT_FALSE(se_from_p(5e-324, 0.01));
  EXPECT_FALSE(sd_from_se(1, 1e-320, 5));
  const auto refused = se_from_t(1e-300, 1e300);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "the standard error is too small to represent");
}

}  // namespace
}  // namespace outturn::arithmetic
