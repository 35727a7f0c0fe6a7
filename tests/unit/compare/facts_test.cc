// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of words and figures: what differs is found, what is unlike in kind is said.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/compare/fixture.h"

namespace outturn::compare {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(CompareFacts, SettingsAreComparedAsSets) {
  evidence::Record a = named("a");
  evidence::Record b = named("b");
  a.settings = {"home", "school"};
  b.settings = {"school", "home"};
  const Comparison all = compare(all_of({a, b}));
  EXPECT_EQ(row_named(all, "settings").likeness, Likeness::kSame);
  EXPECT_EQ(row_named(all, "settings").cells[0].lines.front(), "Home and school");
}

TEST(CompareFacts, DesignAndMarylandAreMarked) {
  evidence::Record a = named("a");
  evidence::Record b = named("b");
  b.evidence.design = "case_study";
  a.evidence.maryland = 5;
  const Comparison all = compare(all_of({a, b}));
  EXPECT_EQ(row_named(all, "design").likeness, Likeness::kDiffers);
  EXPECT_EQ(row_named(all, "maryland").likeness, Likeness::kNotJudged);
  EXPECT_EQ(row_named(all, "maryland").cells[0].lines.front(), "5 of 5");
  EXPECT_EQ(row_named(all, "maryland").cells[1].missing, "not reported");
  EXPECT_THAT(all.in_short, Contains(HasSubstr("Different: design")));
}

TEST(CompareFacts, CostsInUnlikeMoneySaySo) {
  evidence::Record a = named("a");
  evidence::Record b = named("b");
  a.appraisals = {appraisal_with("unit_cost", "agency", {})};
  b.appraisals = a.appraisals;
  a.appraisals[0].cost_per_participant = 1204;
  a.appraisals[0].price_year = 2014;
  b.appraisals[0].total_cost = 5000;
  b.appraisals[0].participants = 10;
  b.appraisals[0].currency = "USD";
  const Row cost = row_named(compare(all_of({a, b})), "cost_per_participant");
  EXPECT_EQ(cost.note, "Not like for like: the currencies differ, and so do the price years");
  EXPECT_THAT(cost.cells[0].lines, ElementsAre("£1,204 (2014 prices)"));
  EXPECT_THAT(cost.cells[1].lines, ElementsAre("$500 (price year not stated; worked out)"));
}

TEST(CompareFacts, WhoGainsIsAddedUpByWho) {
  evidence::Record a = named("a");
  a.appraisals = {appraisal_with("bcr", "society", {{}, 2.0, {}})};
  a.appraisals[0].benefits = {{"crime", {}, "nhs", 100.0, {}, {}, {}},
                              {"crime", {}, "participant", 5.0, {}, {}, {}},
                              {"crime", {}, "nhs", 20.0, {}, {}, {}}};
  const Row gains = row_named(compare(all_of({a, named("b")})), "gainers");
  EXPECT_THAT(gains.cells[0].lines, ElementsAre(HasSubstr(": £120"), HasSubstr(": £5")));
  EXPECT_EQ(gains.cells[0].value, evidence::Json::array({"nhs", "participant"}));
  EXPECT_EQ(gains.cells[1].missing, "not reported");
}

TEST(CompareFacts, FlagsAreInPlainWordsAndGraveOnesComeFirst) {
  const evidence::Flag note{"x", evidence::Severity::kNote, "/findings/0", {}, {}, {}, "A note."};
  const evidence::Flag grave{
      "y", evidence::Severity::kContradiction, "/findings/0", {}, {}, {}, "It is -5."};
  Records records{audited(named("a"), {note, grave}), audited(named("b"))};
  const Comparison all = compare(std::move(records));
  EXPECT_THAT(row_named(all, "flags").cells[0].lines,
              ElementsAre("Contradiction: It is \u22125.", "Note: A note."));
  EXPECT_EQ(row_named(all, "flags").cells[1].missing, "nothing disputes a figure");
  EXPECT_THAT(all.in_short, Contains("In the figures of a: 1 contradiction."));
}

TEST(CompareFacts, WhatNobodyReportsIsListedAndHasNoRow) {
  const Comparison all = compare(all_of({named("a"), named("b")}));
  EXPECT_THAT(all.unreported, Contains("Setting"));
  EXPECT_TRUE(row_named(all, "settings").cells.empty());
  EXPECT_TRUE(row_named(all, "flags").cells.empty());
}

}  // namespace
}  // namespace outturn::compare
