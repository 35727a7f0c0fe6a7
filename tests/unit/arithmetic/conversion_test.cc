// SPDX-License-Identifier: GPL-3.0-or-later
// There and back, and the reason where there is no way.
#include "schema/evidence/arithmetic/conversion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "schema/evidence/arithmetic/cluster.h"
#include "schema/evidence/arithmetic/months_progress.h"
#include "schema/evidence/arithmetic/uncertainty.h"
#include "tests/unit/arithmetic/not_numbers.h"

namespace outturn::arithmetic {
namespace {

using test::kInfinity;
using test::kNan;
using testing::HasSubstr;

void expect_same(const Result<Estimate>& got, const Estimate& expected) {
  ASSERT_TRUE(got) << got.error().message;
  EXPECT_NEAR(got->value, expected.value, 1e-9);
  EXPECT_NEAR(got->variance / expected.variance, 1, 1e-9);
}

TEST(Conversion, ThereAndBack) {
  for (const double value : {-1.7, -0.2, 0.0, 0.05, 0.9}) {
    const Estimate start{value, 0.04};
    for (const auto scale : {LatentScale::kCox, LatentScale::kLogistic})
      expect_same(d_from_ln_odds_ratio(*ln_odds_ratio_from_d(start, scale), scale), start);
    expect_same(d_from_correlation(*correlation_from_d(start, 30, 30)), start);
    for (const double risk : {0.01, 0.1, 0.3}) {
      const auto rr = ln_risk_ratio_from_ln_odds_ratio(start, risk);
      expect_same(ln_odds_ratio_from_ln_risk_ratio(*rr, risk), start);
      const auto rd = risk_difference_from_ln_risk_ratio(*rr, risk);
      expect_same(ln_risk_ratio_from_risk_difference(*rd, risk), *rr);
      expect_same(ln_odds_ratio_from_risk_difference(*rd, risk), start);
    }
  }
  for (const double r : {-0.9, 0.0, 0.4}) {
    expect_same(correlation_from_fisher_z(*fisher_z(r, 50)), {r, (1 - r * r) * (1 - r * r) / 47});
  }
}

// A 2x2 table has all the measures at once, and says what each conversion must find.
TEST(Conversion, AgreesWithATableThatHasAllMeasures) {
  const TwoByTwo table{30, 70, 20, 80};
  const double rr = ln_risk_ratio(table)->estimate.value;
  const double odds = ln_odds_ratio(table)->estimate.value;
  const double rd = risk_difference(table)->value;
  EXPECT_NEAR(ln_risk_ratio_from_ln_odds_ratio({odds, 1}, 0.2)->value, rr, 1e-12);
  EXPECT_NEAR(ln_odds_ratio_from_ln_risk_ratio({rr, 1}, 0.2)->value, odds, 1e-12);
  EXPECT_NEAR(risk_difference_from_ln_risk_ratio({rr, 1}, 0.2)->value, rd, 1e-12);
  EXPECT_NEAR(ln_odds_ratio_from_risk_difference({rd, 1}, 0.2)->value, odds, 1e-12);
}

// Zhang and Yu (1998): an odds ratio of 14.1 at a risk of 0.05 among the unexposed is a risk ratio
// of 8.5.
TEST(Conversion, AgreesWithZhangAndYu) {
  const auto rr = ln_risk_ratio_from_ln_odds_ratio({std::log(14.1), 0.1}, 0.05);
  EXPECT_NEAR(std::exp(rr->value), 8.5, 0.05);
}

// Hazards 0.1 and 0.05 a year for 3 years: risks 1 - exp(-0.3) and 1 - exp(-0.15).
TEST(Conversion, HazardsBecomeRisks) {
  const double control = 1 - std::exp(-0.3);
  const double treated = 1 - std::exp(-0.15);
  const auto odds = ln_odds_ratio_from_ln_hazard_ratio({std::log(0.5), 0.04}, control);
  EXPECT_NEAR(odds->value, std::log(treated / (1 - treated)) - std::log(control / (1 - control)),
              1e-12);
  // Where the event is rare, hazard ratio and odds ratio are the same.
  EXPECT_NEAR(ln_odds_ratio_from_ln_hazard_ratio({0.4, 0.04}, 1e-9)->value, 0.4, 1e-8);
  EXPECT_NEAR(ln_odds_ratio_from_ln_hazard_ratio({0.4, 0.04}, 1e-9)->variance, 0.04, 1e-8);
}

// The variance of each is the square of the slope; the slope by a small step.
TEST(Conversion, VariancesFollowTheSlope) {
  using Convert = Result<Estimate> (*)(const Estimate&, std::optional<double>);
  for (const Convert convert :
       {ln_risk_ratio_from_ln_odds_ratio, ln_odds_ratio_from_ln_risk_ratio,
        risk_difference_from_ln_risk_ratio, ln_risk_ratio_from_risk_difference,
        ln_odds_ratio_from_risk_difference, ln_odds_ratio_from_ln_hazard_ratio}) {
    constexpr double kStep = 1e-6;
    const double slope =
        (convert({0.1 + kStep, 1}, 0.3)->value - convert({0.1 - kStep, 1}, 0.3)->value) /
        (2 * kStep);
    EXPECT_NEAR(convert({0.1, 2}, 0.3)->variance, 2 * slope * slope, 1e-6);
  }
}

TEST(Conversion, WithoutAControlRiskThereIsNoWay) {
  for (const auto convert :
       {ln_risk_ratio_from_ln_odds_ratio, ln_odds_ratio_from_ln_risk_ratio,
        risk_difference_from_ln_risk_ratio, ln_risk_ratio_from_risk_difference,
        ln_odds_ratio_from_risk_difference, ln_odds_ratio_from_ln_hazard_ratio}) {
    const auto result = convert({0.1, 0.01}, std::nullopt);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, base::Code::kNotPossible);
    EXPECT_THAT(result.error().message, HasSubstr("the control risk is missing"));
    EXPECT_FALSE(result.error().hint.empty());
    for (const double risk : {0.0, 1.0, 20.0, -0.1, kNan, kInfinity})
      EXPECT_FALSE(convert({0.1, 0.01}, risk)) << risk;
    for (const double value : {kNan, kInfinity, 1e308, -1e308}) {
      const auto extreme = convert({value, 0.01}, 0.2);
      if (extreme) {
        EXPECT_TRUE(std::isfinite(extreme->value) && std::isfinite(extreme->variance));
      }
    }
    for (const double variance : {0.0, -1.0, kNan, kInfinity})
      EXPECT_FALSE(convert({0.1, variance}, 0.2)) << variance;
  }
  EXPECT_THAT(ln_odds_ratio_from_ln_risk_ratio({std::log(6), 0.1}, 0.2).error().message,
              HasSubstr("not a risk"));
  EXPECT_THAT(ln_odds_ratio_from_risk_difference({-0.3, 0.1}, 0.2).error().message,
              HasSubstr("not a risk"));
}

TEST(Conversion, WithoutAStandardDeviationThereIsNoWay) {
  expect_same(d_from_mean_difference({3, 0.25}, 5), {0.6, 0.01});
  expect_same(d_from_percent_change({12, 4}, {50, 10}), {0.6, 0.01});
  EXPECT_THAT(d_from_mean_difference({3, 0.25}, std::nullopt).error().message,
              HasSubstr("the standard deviation is missing"));
  EXPECT_THAT(d_from_percent_change({12, 4}, {50, std::nullopt}).error().message,
              HasSubstr("the standard deviation is missing"));
  EXPECT_THAT(d_from_percent_change({12, 4}, {std::nullopt, 10}).error().message,
              HasSubstr("the control mean is missing"));
  EXPECT_FALSE(d_from_percent_change({12, 4}, {0, 10}));
  EXPECT_FALSE(d_from_percent_change({12, 4}, {kNan, 10}));
  for (const double sd : {0.0, -1.0, kNan, kInfinity, 5e-324})
    EXPECT_FALSE(d_from_mean_difference({3, 0.25}, sd)) << sd;
}

TEST(Conversion, TestStatisticsOfTwoGroups) {
  const Group first{103, 5.5, 50};
  const Group second{100, 4.5, 40};
  const Estimate d = *cohen_d(first, second);
  const double t = d.value / std::sqrt(1 / 50.0 + 1 / 40.0);
  expect_same(d_from_t(t, 50, 40), d);
  expect_same(d_from_f(t * t, 1, 50, 40), d);
  const double p = *two_sided_t_p(t, 1, 88);
  expect_same(d_from_p(p, 50, 40), d);
  EXPECT_LT(d_from_t(-t, 50, 40)->value, 0);
  EXPECT_THAT(d_from_f(4, 2, 50, 40).error().message, HasSubstr("2 degrees of freedom"));
  EXPECT_FALSE(d_from_f(-1, 1, 50, 40));
  EXPECT_THAT(d_from_p(0, 50, 40).error().message, HasSubstr("rounded"));
  for (const double n : {0.0, -1.0, kNan, kInfinity}) {
    EXPECT_FALSE(d_from_t(2, n, 40)) << n;
    EXPECT_FALSE(d_from_p(0.03, n, 40)) << n;
  }
  EXPECT_FALSE(d_from_p(0.03, 1, 1));
  EXPECT_FALSE(d_from_t(1e308, 1e-5, 40));
}

TEST(Conversion, CorrelationsStayBelowOne) {
  for (const double r : {1.0, -1.0, 1.2, kNan, kInfinity}) {
    EXPECT_FALSE(correlation(r, 50)) << r;
    EXPECT_FALSE(fisher_z(r, 50)) << r;
    EXPECT_FALSE(d_from_correlation({r, 0.01})) << r;
  }
  for (const double n : {3.0, 0.0, kNan, kInfinity}) EXPECT_FALSE(fisher_z(0.2, n)) << n;
  EXPECT_FALSE(correlation_from_fisher_z({40, 0.1}));
  EXPECT_FALSE(correlation_from_d({1e308, 0.1}, 5, 5));
  // Unequal groups make r smaller.
  EXPECT_LT(correlation_from_d({1, 0.1}, 5, 95)->value,
            correlation_from_d({1, 0.1}, 50, 50)->value);
}

TEST(Cluster, WhatClustersDo) {
  EXPECT_EQ(*design_effect(1, 0.2), 1);
  EXPECT_EQ(*design_effect(21, 0.05), 2);
  EXPECT_EQ(*effective_sample_size(100, 2), 50);
  EXPECT_DOUBLE_EQ(*inflate_se(0.1, 4), 0.2);
  EXPECT_EQ(*cluster_correction(200, 1, 0.2), 1);
  EXPECT_NEAR(*cluster_correction(202, 21, 0.2), std::sqrt(0.96), 1e-12);  // 1 - 2 x 20 x 0.2 / 200
  for (const double icc : {-0.1, 1.1, kNan, kInfinity}) {
    EXPECT_FALSE(design_effect(20, icc)) << icc;
    EXPECT_FALSE(cluster_correction(200, 20, icc)) << icc;
  }
  for (const double size : {0.0, 0.9, -4.0, kNan, kInfinity})
    EXPECT_FALSE(design_effect(size, 0.1)) << size;
  EXPECT_FALSE(cluster_correction(2, 1, 0.1));
  EXPECT_FALSE(cluster_correction(10, 9, 1));
  EXPECT_FALSE(effective_sample_size(0, 2));
  EXPECT_FALSE(effective_sample_size(1e308, 1e-5));
  EXPECT_FALSE(effective_sample_size(1e-300, 1e300));
  EXPECT_FALSE(inflate_se(5e-324, 0.1));
  EXPECT_FALSE(inflate_se(0, 2));
}

TEST(MonthsProgress, BandsMeetAndLeadBack) {
  for (int months = -12; months <= 12; ++months) {
    const Interval band = *effect_sizes_from_months(months);
    EXPECT_EQ(*months_from_effect_size(band.low), months);
    EXPECT_EQ(*months_from_effect_size(band.high), months);
    EXPECT_EQ(*months_from_effect_size(*effect_size_from_months(months)), months);
    if (months < 12) {
      EXPECT_NEAR(effect_sizes_from_months(months + 1)->low - band.high, 0.01, 1e-12) << months;
    }
  }
  EXPECT_EQ(*months_from_effect_size(0.444), 5);
  EXPECT_EQ(*months_from_effect_size(0.446), 6);
  EXPECT_FALSE(effect_sizes_from_months(13));
  EXPECT_FALSE(effect_sizes_from_months(std::numeric_limits<int>::min()));
  for (const double d : {1.01, -1.01, 1e308, kNan, kInfinity})
    EXPECT_FALSE(months_from_effect_size(d)) << d;
}

}  // namespace
}  // namespace outturn::arithmetic
