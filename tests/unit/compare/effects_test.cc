// SPDX-License-Identifier: GPL-3.0-or-later
// Findings on one outcome are lined up; only what is on one scale is drawn.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/compare/fixture.h"

namespace outturn::compare {
namespace {

using ::testing::HasSubstr;

evidence::Record changing(const std::string& title, std::vector<evidence::Finding> findings) {
  evidence::Record record = named(title);
  record.findings = std::move(findings);
  return record;
}

evidence::Finding told(std::string outcome, std::string result) {
  evidence::Finding finding = effect_on(std::move(outcome), 0, 0);
  finding.metric = "narrative";
  finding.value.reset();
  finding.se.reset();
  finding.result = std::move(result);
  return finding;
}

TEST(CompareEffects, TheSameOutcomeIsOneRowAndTheRestStandsAlone) {
  const Comparison all = compare(all_of(
      {changing("a", {effect_on("crime", -0.4, 0.1, "lower"), effect_on("test_scores", 0.2, 0.1)}),
       changing("b", {effect_on("crime", 0.1, 0.2, "lower")}), changing("c", {})}));
  ASSERT_EQ(all.effects.shared.size(), 1U);
  ASSERT_EQ(all.effects.alone.size(), 1U);
  const OutcomeRow& crime = all.effects.shared.front();
  EXPECT_EQ(crime.outcome, "crime");
  ASSERT_EQ(crime.cells.size(), 3U);
  EXPECT_EQ(crime.cells[0][0].figure, "+0.40") << "above 0 is in favour, though lower is better";
  EXPECT_EQ(crime.cells[0][0].interval, "0.20 to 0.60");
  EXPECT_EQ(crime.cells[0][0].verdict, "clearly in favour");
  EXPECT_EQ(crime.cells[1][0].figure, "\u22120.10");
  EXPECT_TRUE(crime.cells[2].empty());
  EXPECT_EQ(all.effects.alone.front().outcome, "test_scores");
}

TEST(CompareEffects, EveryFindingOfAnOutcomeIsThere) {
  evidence::Finding later = effect_on("crime", -0.1, 0.1, "lower");
  later.timepoint_months = 24;
  later.subgroup = "Girls";
  const Comparison all =
      compare(all_of({changing("a", {effect_on("crime", -0.4, 0.1, "lower"), later}),
                      changing("b", {effect_on("crime", -0.2, 0.1, "lower")})}));
  const auto& cell = all.effects.shared.front().cells[0];
  ASSERT_EQ(cell.size(), 2U);
  EXPECT_THAT(cell[1].about, ::testing::ElementsAre("for girls", "at 2 years"));
}

TEST(CompareEffects, WhatIsOnAnotherScaleIsNotDrawnAndSaysWhy) {
  evidence::Finding one_group = effect_on("employment", 0, 0);
  one_group.metric = "proportion";
  one_group.value.reset();
  one_group.se.reset();
  one_group.before = 0.2;
  one_group.after = 0.5;
  const Comparison all = compare(
      all_of({changing("a", {one_group}), changing("b", {effect_on("employment", 0.3, 0.1)}),
              changing("c", {told("employment", "positive")})}));
  const auto& cells = all.effects.shared.front().cells;
  EXPECT_FALSE(cells[0][0].drawn);
  EXPECT_EQ(cells[0][0].figure, "Before 20%, after 50%");
  EXPECT_FALSE(cells[0][0].why_not_drawn.empty());
  EXPECT_TRUE(cells[1][0].drawn);
  EXPECT_FALSE(cells[2][0].drawn);
  EXPECT_TRUE(cells[2][0].why_not_drawn.empty()) << "words promise no figure";
}

TEST(CompareEffects, ResultsThatPointDifferentWaysDiffer) {
  const auto likeness = [](const std::string& a, const std::string& b) {
    return compare(all_of({changing("a", {told("crime", a)}), changing("b", {told("crime", b)})}))
        .effects.shared.front();
  };
  EXPECT_EQ(likeness("positive", "positive").likeness, Likeness::kSame);
  EXPECT_EQ(likeness("positive", "null").likeness, Likeness::kDiffers);
}

TEST(CompareEffects, NothingInCommonIsSaid) {
  const Comparison all = compare(all_of({changing("a", {effect_on("crime", -0.4, 0.1, "lower")}),
                                         changing("b", {effect_on("test_scores", 0.1, 0.1)})}));
  EXPECT_TRUE(all.effects.shared.empty());
  EXPECT_THAT(all.in_short,
              ::testing::Contains(HasSubstr("No outcome is measured by more than one")));
}

}  // namespace
}  // namespace outturn::compare
