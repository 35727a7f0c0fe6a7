// SPDX-License-Identifier: GPL-3.0-or-later
// Every metric on its way to g: the value, the sign, the standard error and the words; and why
// there is no way. Expected figures are worked out by hand beside each row.
#include "schema/evidence/standardise.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace outturn::evidence {
namespace {

Finding finding(const char* metric, std::optional<double> value, const char* better = "higher") {
  Finding one;
  one.metric = metric;
  one.value = value;
  one.better = better;
  return one;
}

Finding sized(Finding one, long long treatment, long long control) {
  one.n_treatment = treatment;
  one.n_control = control;
  return one;
}

std::string why(const Finding& one) {
  const auto none = standardise(one);
  EXPECT_FALSE(none) << one.metric;
  if (none) return {};
  EXPECT_EQ(none.error().code, base::Code::kNotPossible);
  return none.error().message;
}

bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

TEST(Standardise, CohensDIsCorrectedForSmallSamples) {
  // J(18) = 0.95765 exactly; variance 1/10 + 1/10 + 0.25/40 = 0.20625, times J squared.
  const auto effect = standardise(sized(finding("cohen_d", 0.5), 10, 10)).value();
  EXPECT_NEAR(effect.g, 0.47883, 2e-5);
  EXPECT_NEAR(*effect.se, 0.43492, 5e-5);
  EXPECT_EQ(effect.se_from, "the numbers of people");
  EXPECT_TRUE(has(effect.conversion, "Cohen's d")) << effect.conversion;
  EXPECT_TRUE(has(effect.conversion, "Hedges' correction")) << effect.conversion;
}

TEST(Standardise, WithoutNumbersOfPeopleThereIsNoCorrectionAndNoClaimOfOne) {
  Finding one = finding("cohen_d", 0.5);
  one.se = 0.1;
  const auto effect = standardise(one).value();
  EXPECT_DOUBLE_EQ(effect.g, 0.5);
  EXPECT_NEAR(*effect.se, 0.1, 1e-12);
  EXPECT_FALSE(has(effect.conversion, "correction"));
}

TEST(Standardise, WhatIsCorrectedAlreadyIsLeft) {
  for (const char* metric : {"hedges_g", "glass_delta", "smd"}) {
    const auto effect = standardise(sized(finding(metric, 0.5), 10, 10)).value();
    EXPECT_DOUBLE_EQ(effect.g, 0.5) << metric;
  }
}

TEST(Standardise, LowerIsBetterTurnsTheSign) {
  EXPECT_DOUBLE_EQ(standardise(finding("hedges_g", -0.3, "lower"))->g, 0.3);
  EXPECT_DOUBLE_EQ(standardise(finding("hedges_g", 0.3, "lower"))->g, -0.3);
  EXPECT_FALSE(std::signbit(standardise(finding("hedges_g", 0, "lower"))->g)) << "no minus zero";
}

TEST(Standardise, TheStandardErrorComesFromTheFirstThatIsGiven) {
  Finding one = sized(finding("smd", 0.4), 100, 100);
  EXPECT_EQ(standardise(one)->se_from, "the numbers of people");
  one.p_value = 0.01;  // z = 2.5758: SE 0.15529
  EXPECT_NEAR(*standardise(one)->se, 0.15529, 1e-5);
  one.ci_low = 0.2;  // half a width of 0.2 over 1.95996: 0.10204
  one.ci_high = 0.6;
  EXPECT_NEAR(*standardise(one)->se, 0.10204, 1e-5);
  one.se = 0.12;
  EXPECT_NEAR(*standardise(one)->se, 0.12, 1e-12);
  one.se = 0;  // printed as 0.00: rounding
  EXPECT_EQ(standardise(one)->se_from, "the interval reported");
}

TEST(Standardise, OddsRatio) {
  // ln 2 = 0.693147, times sqrt(3)/pi = 0.551329: 0.38215. Interval: ln(4) / (2 x 1.959964) =
  // 0.353653, times 0.551329: 0.19498.
  Finding one = finding("odds_ratio", 2);
  one.ci_low = 1;
  one.ci_high = 4;
  const auto effect = standardise(one).value();
  EXPECT_NEAR(effect.g, 0.38215, 1e-5);
  EXPECT_NEAR(*effect.se, 0.19498, 1e-5);
  one.ci_low = one.ci_high = std::nullopt;
  one.se = 0.3;
  EXPECT_FALSE(standardise(one)->se) << "it may be of the ratio or of its logarithm";
  EXPECT_TRUE(has(why(finding("odds_ratio", -1)), "above 0"));
}

TEST(Standardise, RiskRatioNeedsTheRiskOfTheComparisonGroup) {
  EXPECT_TRUE(has(why(finding("risk_ratio", 0.5)), "control"));
  EXPECT_TRUE(has(why(finding("hazard_ratio", 0.5)), "control"));
  // 0.1 against 0.2: odds ratio (0.1/0.9) / (0.2/0.8) = 0.44444, ln = -0.81093, d = -0.44709.
  Finding one = finding("risk_ratio", 0.5, "lower");
  one.control_value = 0.2;
  EXPECT_NEAR(standardise(one)->g, 0.44709, 1e-5);
  EXPECT_FALSE(standardise(one)->se);
}

TEST(Standardise, SharesOfBothGroups) {
  // logit 0.45 - logit 0.30 = 0.646627, times 0.551329 = 0.356504; J(198) = 0.99621.
  // 1/45 + 1/55 + 1/30 + 1/70 = 0.088023, root 0.296687, times 0.551329 and J: 0.16295.
  Finding one = sized(finding("proportion", {}), 100, 100);
  one.treatment_value = 0.45;
  one.control_value = 0.30;
  const auto effect = standardise(one).value();
  EXPECT_NEAR(effect.g, 0.35515, 2e-5);
  EXPECT_NEAR(*effect.se, 0.16295, 2e-5);
  EXPECT_TRUE(effect.compared);
  one.metric = "percentage_points";
  one.treatment_value = 45;
  one.control_value = 30;
  EXPECT_NEAR(standardise(one)->g, 0.35515, 2e-5) << "per cent are not fractions";
  one.treatment_value = 0;
  EXPECT_TRUE(has(standardise(one)->conversion, "added to each cell"));
}

TEST(Standardise, PercentagePointsAtTheRiskOfTheComparisonGroup) {
  Finding one = finding("percentage_points", 15);
  EXPECT_TRUE(has(why(one), "control"));
  one.control_value = 30;
  EXPECT_NEAR(standardise(one)->g, 0.356504, 1e-5);
}

TEST(Standardise, AChangeInOneGroupIsMarkedAsNotCompared) {
  Finding one = finding("proportion", {});
  one.before = 0.30;
  one.after = 0.45;
  const auto effect = standardise(one).value();
  EXPECT_NEAR(effect.g, 0.356504, 1e-5);
  EXPECT_FALSE(effect.compared);
  EXPECT_FALSE(effect.se);
  one.n_total = 100;
  EXPECT_TRUE(standardise(one)->se);
}

TEST(Standardise, DifferencesInTheirOwnUnit) {
  Finding one = finding("mean_difference", -3.8, "lower");
  EXPECT_TRUE(has(why(one), "standard deviation"));
  EXPECT_TRUE(has(why(finding("percent_change", 12)), "standard deviation"));
  // Cochrane 7.7.3.3: p 0.008 with 25 and 22 people is t = 2.7755; d = t sqrt(1/25 + 1/22) =
  // 0.81136; J(45) = 0.98323.
  one.p_value = 0.008;
  EXPECT_NEAR(standardise(sized(one, 25, 22))->g, 0.79776, 5e-4);
  one.p_value = std::nullopt;
  one.se = 1.3691;
  EXPECT_NEAR(standardise(sized(one, 25, 22))->g, 0.79776, 5e-4);
}

TEST(Standardise, ADifferenceWithItsInterval) {
  // The same study: t of 0.975 with 45 df is 2.014103, times 1.3691 = 2.757508 either side.
  Finding one = sized(finding("mean_difference", -3.8, "lower"), 25, 22);
  one.ci_low = -6.557508;
  one.ci_high = -1.042492;
  const auto effect = standardise(one).value();
  EXPECT_NEAR(effect.g, 0.79776, 5e-4);
  // 1/25 + 1/22 + 0.81136^2 / 94 = 0.092458, root 0.304069, times J(45) = 0.98323: 0.29897.
  EXPECT_NEAR(*effect.se, 0.29897, 5e-4);
  EXPECT_TRUE(has(effect.conversion, "interval")) << effect.conversion;
  one.ci_high = one.ci_low;
  EXPECT_TRUE(has(why(one), "standard deviation")) << "an interval without width says nothing";
}

TEST(Standardise, APercentageChangeWithItsSpread) {
  // t = 12 / 4 = 3; d = 3 sqrt(2/50) = 0.6; J(98) = 0.99233. Variance 2/50 + 0.36/200 = 0.0418,
  // root 0.204450, times J: 0.20288.
  Finding one = sized(finding("percent_change", 12), 50, 50);
  one.se = 4;
  EXPECT_NEAR(standardise(one)->g, 0.59540, 2e-5);
  EXPECT_NEAR(*standardise(one)->se, 0.20288, 2e-5);
  one.se.reset();
  one.ci_low = 12 - 7.937869;  // t of 0.975 with 98 df is 1.984467
  one.ci_high = 12 + 7.937869;
  EXPECT_NEAR(standardise(one)->g, 0.59540, 2e-5);
  one.n_control.reset();
  EXPECT_TRUE(has(why(one), "percentage change")) << "t is nothing without the numbers";
}

TEST(Standardise, ADifferenceOfSharesKeepsItsSpread) {
  // The slope of the logit at 0.45 is 1 / (0.45 x 0.55) = 4.040404. SE 5 points = 0.05: times
  // 4.040404 and 0.551329: 0.111380. Interval: 20 / 3.919928 = 5.102134 points: 0.113655.
  // p 0.01: 15 / 2.575829 = 5.823368 points: 0.129721.
  Finding one = finding("percentage_points", 15);
  one.control_value = 30;
  one.p_value = 0.01;
  EXPECT_NEAR(*standardise(one)->se, 0.129721, 2e-6);
  one.ci_low = 5;
  one.ci_high = 25;
  EXPECT_NEAR(*standardise(one)->se, 0.113655, 2e-6);
  one.se = 5;
  EXPECT_NEAR(*standardise(one)->se, 0.111380, 2e-6);
  one.treatment_value = 45;
  EXPECT_NEAR(standardise(one)->g, 0.356504, 1e-5);
  EXPECT_NEAR(*standardise(one)->se, 0.111380, 2e-6) << "not dropped for the bare shares";
  Finding fraction = finding("risk_difference", 0.15);
  fraction.control_value = 0.3;
  fraction.se = 0.05;
  EXPECT_NEAR(*standardise(fraction)->se, 0.111380, 2e-6);
}

TEST(Standardise, OddsRatioWithTheCountsBehindIt) {
  // (0.45/0.55) / (0.30/0.70) = 1.909091; SE as in SharesOfBothGroups: 0.16295.
  Finding one = sized(finding("odds_ratio", 1.909091), 100, 100);
  one.treatment_value = 0.45;
  one.control_value = 0.30;
  EXPECT_NEAR(standardise(one)->g, 0.35515, 2e-5);
  EXPECT_NEAR(*standardise(one)->se, 0.16295, 2e-5);
  one.ci_low = 1;
  one.ci_high = 4;
  EXPECT_EQ(standardise(one)->se_from, "the interval reported");
}

TEST(Standardise, FiguresOfTheGroupsWithoutAnEffectAreNotCalledNothing) {
  Finding one = finding("mean_difference", {});
  one.treatment_value = 12;
  EXPECT_TRUE(has(why(one), "of one group"));
  one.control_value = 10;
  EXPECT_TRUE(has(why(one), "of both groups"));
  Finding before = finding("smd", {});
  before.before = 1;
  EXPECT_TRUE(has(why(before), "before"));
}

TEST(Standardise, AProportionIsSaidToBeReadAsOfPeople) {
  Finding one = finding("proportion", {});
  one.treatment_value = 0.45;
  one.control_value = 0.30;
  EXPECT_TRUE(has(standardise(one)->conversion, "read as a share of people"));
  one.metric = "percentage_points";
  EXPECT_FALSE(has(standardise(one)->conversion, "people"));
}

TEST(Standardise, CorrelationAndMonths) {
  Finding r = finding("correlation", 0.5);
  EXPECT_NEAR(standardise(r)->g, 1.154701, 1e-6);
  EXPECT_TRUE(has(why(finding("correlation", 1)), "1"));
  EXPECT_NEAR(standardise(finding("months_progress", 0))->g, 0, 0.01);
  EXPECT_GT(standardise(finding("months_progress", 4))->g, 0.2);
  EXPECT_TRUE(has(why(finding("months_progress", 2.5)), "whole"));
}

TEST(Standardise, WhatCannotBeSaysWhy) {
  EXPECT_TRUE(has(why(finding("count", 25)), "count"));
  EXPECT_TRUE(has(why(finding("narrative", {})), "no figure"));
  EXPECT_TRUE(has(why(finding("smd", {})), "no figure"));
  EXPECT_TRUE(has(why(finding("proportion", 0.7)), "not compared"));
  EXPECT_TRUE(has(why(finding("no_such_metric", 1)), "no_such_metric"));
}

TEST(Standardise, NothingOddComesOutOfOddNumbers) {
  const double odd[] = {0,
                        -1,
                        1,
                        1e308,
                        -1e308,
                        1e-308,
                        std::numeric_limits<double>::infinity(),
                        std::numeric_limits<double>::quiet_NaN()};
  const char* metrics[] = {"smd",          "cohen_d",         "hedges_g",
                           "glass_delta",  "odds_ratio",      "risk_ratio",
                           "hazard_ratio", "risk_difference", "percentage_points",
                           "proportion",   "percent_change",  "mean_difference",
                           "correlation",  "months_progress"};
  for (const char* metric : metrics) {
    for (const double value : odd) {
      for (const double other : odd) {
        for (const long long n : {0LL, 1LL, 2LL, 9000000000000000000LL}) {
          Finding one = sized(finding(metric, value), n, n);
          one.se = other;
          one.ci_low = other;
          one.ci_high = value;
          one.p_value = other;
          one.treatment_value = one.before = value;
          one.control_value = one.after = other;
          const auto effect = standardise(one);
          if (!effect) continue;
          EXPECT_TRUE(std::isfinite(effect->g)) << metric << " " << value << " " << other;
          EXPECT_TRUE(!effect->se || (std::isfinite(*effect->se) && *effect->se > 0))
              << metric << " " << value << " " << other;
        }
      }
    }
  }
}

}  // namespace
}  // namespace outturn::evidence
