// SPDX-License-Identifier: GPL-3.0-or-later
// Derived figures: direction, intervals, the best effect, implied costs.
#include "schema/evidence/derive.h"

#include <gtest/gtest.h>

#include <limits>

#include "schema/evidence/record_json.h"
#include "tests/unit/sample.h"

namespace outturn::evidence {
namespace {

Finding smd(double value, std::optional<double> se, const char* better = "higher",
            const char* outcome = "test_scores") {
  Finding finding;
  finding.outcome = outcome;
  finding.metric = "smd";
  finding.value = value;
  finding.se = se;
  finding.better = better;
  return finding;
}

TEST(Narrative, IsARecordWithoutAnyFigure) {
  Record record;
  EXPECT_TRUE(is_narrative(record));
  record.findings.emplace_back().metric = "narrative";
  record.appraisals.emplace_back().kind = "cost_avoidance";
  EXPECT_TRUE(is_narrative(record)) << "claims without a number";
  record.appraisals[0].benefits.emplace_back();
  EXPECT_TRUE(is_narrative(record)) << "a line that says who gains, not how much";
  record.appraisals[0].benefits[0].amount = 0;
  EXPECT_FALSE(is_narrative(record));
  record.appraisals.clear();
  record.findings[0].before = 0.5;
  EXPECT_FALSE(is_narrative(record));
}

TEST(OrientedEffect, TurnsLowerIsBetterAround) {
  const auto effect = oriented_effect(smd(-0.88, 0.22, "lower")).value();
  EXPECT_DOUBLE_EQ(effect.value, 0.88);
  EXPECT_NEAR(*effect.low, 0.4488, 1e-4);
  EXPECT_NEAR(*effect.high, 1.3112, 1e-4);
  EXPECT_TRUE(effect.clear);
}

TEST(OrientedEffect, AnIntervalAcrossZeroIsNotClear) {
  EXPECT_FALSE(oriented_effect(smd(0.1, 0.13))->clear);
  EXPECT_TRUE(oriented_effect(smd(-0.5, 0.1))->clear) << "clear harm is clear too";
}

TEST(OrientedEffect, AnErrorOfZeroGivesNoInterval) {
  const auto effect = oriented_effect(smd(-0.14, 0.0, "lower")).value();
  EXPECT_FALSE(effect.low);
  EXPECT_FALSE(effect.clear);
}

TEST(OrientedEffect, OnlyStandardisedMetrics) {
  Finding finding = smd(22, 1);
  finding.metric = "percent_change";
  EXPECT_FALSE(oriented_effect(finding));
  EXPECT_FALSE(oriented_effect([] {
    Finding none = smd(0, 1);
    none.value.reset();
    return none;
  }()));
}

TEST(OrientedEffect, FiguresPastAllSenseGiveNoInterval) {
  const auto effect = oriented_effect(smd(1e308, 1e308)).value();
  EXPECT_FALSE(effect.low);
}

TEST(BestEffect, PrefersClearThenLargest) {
  Record record;
  record.findings = {smd(0.9, 0.6), smd(0.2, 0.05), smd(0.4, 0.1), smd(-0.8, 0.1)};
  EXPECT_EQ(best_effect(record, {})->finding, 2U);
  record.findings = {smd(0.9, 0.6), smd(0.1, 0.1)};
  EXPECT_EQ(best_effect(record, {})->finding, 1U) << "none clear: the most precise";
  record.findings.clear();
  EXPECT_FALSE(best_effect(record, {}));
}

TEST(BestEffect, KeepsToTheOutcomesAskedFor) {
  Record record;
  record.findings = {smd(0.9, 0.1), smd(-0.2, 0.05, "lower", "crime")};
  const std::vector<std::string> crime{"crime"};
  const std::vector<std::string> domain{"crime_safety"};
  const std::vector<std::string> other{"loneliness"};
  EXPECT_EQ(best_effect(record, crime)->finding, 1U);
  EXPECT_EQ(best_effect(record, domain)->finding, 1U);
  EXPECT_FALSE(best_effect(record, other));
}

TEST(Implied, CostAndRatioFromLinesAndNet) {
  const Record record = from_json(outturn::testing::sample_json()).value();
  const Implied figures = implied(record.appraisals.at(0));
  EXPECT_EQ(figures.benefits, 697);
  EXPECT_EQ(figures.cost, 230);
  EXPECT_NEAR(figures.ratio.value(), 3.0304, 1e-4);
}

TEST(Implied, NothingFromUnreadableLinesOrACostOfZero) {
  Record record = from_json(outturn::testing::sample_json()).value();
  Appraisal& appraisal = record.appraisals.at(0);
  appraisal.net_benefit = 697;
  EXPECT_FALSE(implied(appraisal).cost);
  EXPECT_FALSE(implied(appraisal).ratio);
  appraisal.benefits[0].amount.reset();
  EXPECT_FALSE(implied(appraisal).benefits);
}

TEST(HeadlineRatio, ARangeHasAMiddleThatIsNotReported) {
  Record record = from_json(outturn::testing::sample_json()).value();
  record.appraisals[0].ratio = Ratio{1.97, std::nullopt, 3.94};
  const auto ratio = headline_ratio(record).value();
  EXPECT_FALSE(ratio.central_reported);
  EXPECT_NEAR(ratio.central, 2.786, 1e-3);
  record.appraisals[0].ratio.reset();
  EXPECT_FALSE(headline_ratio(record));
}

TEST(RestoredFigures, CountsEveryPrintKept) {
  EXPECT_EQ(restored_figures(from_json(outturn::testing::sample_json()).value()), 1U);
}

}  // namespace
}  // namespace outturn::evidence
