// SPDX-License-Identifier: GPL-3.0-or-later
// Tables with empty cells, symmetries, and proportions.
#include "schema/evidence/arithmetic/two_by_two.h"

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

TwoByTwo swapped(const TwoByTwo& t) {
  return {t.control_events, t.control_others, t.treated_events, t.treated_others};
}
TwoByTwo reversed(const TwoByTwo& t) {
  return {t.treated_others, t.treated_events, t.control_others, t.control_events};
}

TEST(TwoByTwo, SwappingTheGroupsTurnsTheSign) {
  for (const TwoByTwo& table :
       std::vector<TwoByTwo>{{5, 95, 10, 90}, {0, 20, 4, 16}, {1, 1, 7, 2}}) {
    for (const auto effect : {ln_risk_ratio, ln_odds_ratio}) {
      EXPECT_NEAR(effect(table, {})->estimate.value, -effect(swapped(table), {})->estimate.value,
                  1e-12);
      EXPECT_NEAR(effect(table, {})->estimate.variance,
                  effect(swapped(table), {})->estimate.variance, 1e-12);
    }
    EXPECT_NEAR(risk_difference(table)->value, -risk_difference(swapped(table))->value, 1e-12);
    EXPECT_NEAR(*phi(table), -*phi(swapped(table)), 1e-12);
    // Of the odds ratio alone it holds that counting the others instead only turns the sign.
    EXPECT_NEAR(ln_odds_ratio(table)->estimate.value,
                -ln_odds_ratio(reversed(table))->estimate.value, 1e-12);
  }
}

// metafor 3.8: escalc(measure = "RR" and "OR", ai = 0, bi = 20, ci = 4, di = 16).
TEST(TwoByTwo, ACellOfZeroIsCorrectedAndSaid) {
  const TwoByTwo table{0, 20, 4, 16};
  const TableEffect rr = *ln_risk_ratio(table);
  EXPECT_EQ(rr.added, 0.5);
  EXPECT_NEAR(rr.estimate.value, -2.1972, 5e-5);
  EXPECT_NEAR(rr.estimate.variance, 2.1270, 5e-5);
  const TableEffect odds = *ln_odds_ratio(table);
  EXPECT_EQ(odds.added, 0.5);
  EXPECT_NEAR(odds.estimate.value, -2.4143, 5e-5);
  EXPECT_NEAR(odds.estimate.variance, 2.3316, 5e-5);
  EXPECT_EQ(ln_odds_ratio(table, {0.25})->added, 0.25);
  EXPECT_EQ(ln_odds_ratio({1, 20, 4, 16})->added, 0);
  EXPECT_FALSE(ln_odds_ratio(table, {0}));
}

TEST(TwoByTwo, DegenerateTablesAreRefused) {
  EXPECT_THAT(ln_risk_ratio({0, 20, 0, 16}).error().message, HasSubstr("nobody"));
  EXPECT_THAT(ln_odds_ratio({20, 0, 16, 0}).error().message, HasSubstr("everybody"));
  EXPECT_FALSE(phi({0, 20, 0, 16}));
  EXPECT_FALSE(risk_difference({0, 20, 0, 16}));
  EXPECT_FALSE(risk_difference({20, 0, 0, 16}));  // no variance left
  for (const TwoByTwo& table : std::vector<TwoByTwo>{{0, 0, 4, 16},
                                                     {4, 16, 0, 0},
                                                     {-1, 20, 4, 16},
                                                     {kNan, 20, 4, 16},
                                                     {1, kInfinity, 4, 16},
                                                     {1e308, 1e308, 4, 16}}) {
    EXPECT_FALSE(ln_risk_ratio(table));
    EXPECT_FALSE(ln_odds_ratio(table));
    EXPECT_FALSE(risk_difference(table));
    EXPECT_FALSE(phi(table));
    const std::vector<TwoByTwo> tables{{5, 95, 10, 90}, table};
    const auto pooled = mantel_haenszel_ln_risk_ratio(tables);
    ASSERT_FALSE(pooled);
    EXPECT_THAT(pooled.error().message, HasSubstr("table 2"));
  }
  EXPECT_FALSE(mantel_haenszel_ln_risk_ratio({}));
  const std::vector<TwoByTwo> no_event{{0, 95, 10, 90}};
  EXPECT_THAT(mantel_haenszel_ln_risk_ratio(no_event).error().message, HasSubstr("treated"));
}

TEST(TwoByTwo, ExtremesGiveANumberOrAnErrorNeverInfinity) {
  const std::vector<double> values{0, 1, -1, 1e-308, 5e-324, 1e154, 1e307, 1e308, kNan, kInfinity};
  const auto finite = [](const Estimate& e) {
    return std::isfinite(e.value) && std::isfinite(e.variance) && e.variance > 0;
  };
  for (const double a : values)
    for (const double b : values)
      for (const double c : values)
        for (const double d : values) {
          const TwoByTwo table{a, b, c, d};
          const std::vector<TwoByTwo> two{table, {5, 95, 10, 90}};
          if (const auto e = ln_risk_ratio(table)) {
            EXPECT_TRUE(finite(e->estimate));
          }
          if (const auto e = ln_odds_ratio(table)) {
            EXPECT_TRUE(finite(e->estimate));
          }
          if (const auto e = risk_difference(table)) {
            EXPECT_TRUE(finite(*e));
          }
          if (const auto e = phi(table)) {
            EXPECT_LE(std::abs(*e), 1 + 1e-9);
          }
          if (const auto e = mantel_haenszel_ln_risk_ratio(two)) {
            EXPECT_TRUE(finite(*e));
          }
          if (const auto e = d_from_before_after({a, b, c, d}, LatentScale::kCox)) {
            EXPECT_TRUE(finite(e->estimate));
          }
          if (const auto e = d_from_proportions({a, b}, {c, d}, LatentScale::kCox)) {
            EXPECT_TRUE(finite(e->estimate));
          }
        }
}

TEST(TwoByTwo, OneTableByMantelAndHaenszelIsItsOwnRiskRatio) {
  const std::vector<TwoByTwo> one{{5, 95, 10, 90}};
  EXPECT_NEAR(mantel_haenszel_ln_risk_ratio(one)->value, ln_risk_ratio(one[0])->estimate.value,
              1e-12);
  EXPECT_NEAR(mantel_haenszel_ln_risk_ratio(one)->variance,
              ln_risk_ratio(one[0])->estimate.variance, 1e-12);
}

TEST(TwoByTwo, ProportionsAreATable) {
  const double ln_odds = ln_odds_ratio({30, 70, 20, 80})->estimate.value;
  const Proportion treated{0.3, 100};
  const Proportion control{0.2, 100};
  EXPECT_NEAR(d_from_proportions(treated, control, LatentScale::kCox)->estimate.value,
              ln_odds / 1.65, 1e-12);
  EXPECT_NEAR(d_from_proportions(treated, control, LatentScale::kLogistic)->estimate.value,
              ln_odds * 0.5513288954, 1e-9);
  EXPECT_EQ(d_from_proportions({0, 100}, control, LatentScale::kCox)->added, 0.5);
  EXPECT_FALSE(d_from_proportions({30, 100}, control, LatentScale::kCox));  // a percentage
  EXPECT_FALSE(d_from_proportions({0.3, 0}, control, LatentScale::kCox));
  EXPECT_FALSE(d_from_proportions({0, 100}, {0, 100}, LatentScale::kCox));
}

TEST(TwoByTwo, BeforeAndAfterTakeTheCorrelationIntoAccount) {
  const BeforeAfter apart{0.2, 0.3, 100, 0};
  const BeforeAfter together{0.2, 0.3, 100, 0.6};
  const auto scale = LatentScale::kCox;
  EXPECT_NEAR(d_from_before_after(apart, scale)->estimate.variance,
              d_from_proportions({0.3, 100}, {0.2, 100}, scale)->estimate.variance, 1e-12);
  EXPECT_GT(d_from_before_after(apart, scale)->estimate.value, 0);
  EXPECT_EQ(d_from_before_after(apart, scale)->estimate.value,
            d_from_before_after(together, scale)->estimate.value);
  // 1/(n p q) + 1/(n P Q) - 2 r / (n sqrt(p q P Q)), by hand, over 1.65 squared.
  const double expected =
      (1 / 16.0 + 1 / 21.0 - 1.2 / 100 / std::sqrt(0.16 * 0.21)) / (1.65 * 1.65);
  EXPECT_NEAR(d_from_before_after(together, scale)->estimate.variance, expected, 1e-12);
  for (const double r : {1.0, -1.0, 2.0, kNan})
    EXPECT_FALSE(d_from_before_after({0.2, 0.3, 100, r}, scale)) << r;
}

TEST(TwoByTwo, NumberNeededToTreat) {
  EXPECT_DOUBLE_EQ(*number_needed_to_treat(0.25), 4);
  EXPECT_DOUBLE_EQ(*number_needed_to_treat(-0.25), 4);
  for (const double rd : {0.0, 1.5, -5.0, kNan, kInfinity, 5e-324})
    EXPECT_FALSE(number_needed_to_treat(rd)) << rd;
}

TEST(TwoByTwo, PhiIsNeverBeyond1) {
  for (int treated = 1; treated < 60; ++treated)
    for (int controls = 1; controls < 60; ++controls) {
      const double n1 = treated;
      const double n2 = controls;
      EXPECT_LE(*phi({n1, 0, 0, n2}), 1) << treated << " and " << controls;
      EXPECT_GE(*phi({0, n1, n2, 0}), -1) << treated << " and " << controls;
    }
}

}  // namespace
}  // namespace outturn::arithmetic
