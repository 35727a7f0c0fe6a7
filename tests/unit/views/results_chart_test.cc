// SPDX-License-Identifier: GPL-3.0-or-later
// The two plots of results: what is drawn beside what, what is counted instead, what is said of
// figures beyond the scale.
#include "server/render/results_chart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/views/records.h"

namespace outturn::render {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Site kSite{"", {}};

evidence::Record returning(std::string title, std::string kind, std::string perspective,
                           evidence::Ratio ratio) {
  evidence::Record record = record_named(std::move(title));
  record.appraisals = {appraisal_with(std::move(kind), std::move(perspective), ratio)};
  return record;
}

evidence::Record changing(std::string title, std::vector<evidence::Finding> findings) {
  evidence::Record record = record_named(std::move(title));
  record.findings = std::move(findings);
  return record;
}

std::vector<std::string> sentences(const json& view) {
  std::vector<std::string> all;
  for (const json& count : view["counts"]) all.push_back(count["sentence"]);
  return all;
}

std::vector<std::string> headings(const json& view) {
  std::vector<std::string> all;
  for (const json& panel : view["drawn"]["plot"]["panels"]) all.push_back(panel["heading"]);
  return all;
}

TEST(ResultsChart, RatiosStandInGroupsOfTheSameClass) {
  const search::Answer answer =
      answer_of({returning("A", "bcr", "society", {{}, 3.0, {}}),
                 returning("B", "fiscal_roi", "public_purse", {{}, 0.6, {}}),
                 returning("C", "bcr", "society", {{}, 2.0, {}}), record_named("D")});
  const json view = results_chart(kSite, answer)["ratios"];
  EXPECT_THAT(headings(view), ElementsAre("Benefit-cost ratio: society",
                                          "Fiscal return on investment: public purse"));
  EXPECT_EQ(view["drawn"]["plot"]["panels"][0]["rows"].size(), 2U);
  EXPECT_TRUE(view["several_classes"]);
  EXPECT_THAT(sentences(view), ElementsAre("1 of these 4 records reports no ratio."));
  const json low = view["drawn"]["plot"]["panels"][1]["rows"][0];
  EXPECT_FALSE(low["diamond"].is_null()) << "below 1 the shape differs";
  EXPECT_EQ(low["tone"], "bad");
  EXPECT_EQ(view["drawn"]["table"]["body"].size(), 3U) << "the same figures as a table";
  EXPECT_EQ(view["drawn"]["cut_off"], "");
}

TEST(ResultsChart, WhatBreaksEvenReturnsAsMuchAsItCosts) {
  const search::Answer answer = answer_of({returning("Even", "bcr", "society", {{}, 1.0, {}})});
  const json row = results_chart(kSite, answer)["ratios"]["drawn"]["plot"]["panels"][0]["rows"][0];
  EXPECT_FALSE(row["circle"].is_null());
  EXPECT_EQ(row["tone"], "good");
}

TEST(ResultsChart, AChangeInOneGroupIsCountedAndNotDrawn) {
  evidence::Record record = record_named("Before and after");
  evidence::Finding finding = effect_on("employment", 0, 0);
  finding.metric = "proportion";
  finding.value.reset();
  finding.before = 0.2;
  finding.after = 0.5;
  record.findings = {finding};
  EXPECT_THAT(
      sentences(results_chart(kSite, answer_of({record, record_named("B")}))["effects"]),
      ElementsAre("1 of these 2 records reports no effect that can be standardised.",
                  "1 record reports a change in one group alone, which is compared with nothing."));
}

TEST(ResultsChart, OneClassNeedsNoWarning) {
  const search::Answer answer = answer_of({returning("A", "bcr", "society", {{}, 3.0, {}})});
  EXPECT_FALSE(results_chart(kSite, answer)["ratios"]["several_classes"]);
}

TEST(ResultsChart, RangesAreBarsAndOpenOnesArrows) {
  const search::Answer answer = answer_of({returning("Range", "bcr", "society", {1.97, {}, 3.94}),
                                           returning("From", "bcr", "society", {2.0, {}, {}}),
                                           returning("Up to", "bcr", "society", {{}, {}, 3.75}),
                                           returning("Half", "bcr", "society", {{}, 3.0, 4.0})});
  const json rows = results_chart(kSite, answer)["ratios"]["drawn"]["plot"]["panels"][0]["rows"];
  EXPECT_EQ(rows[0]["figure"], "£1.97 to £3.94");
  EXPECT_TRUE(rows[0]["bar"]["heads"].empty());
  EXPECT_TRUE(rows[0]["circle"].is_null()) << "no single figure is reported";
  EXPECT_EQ(rows[1]["figure"], "from £2");
  EXPECT_EQ(rows[1]["bar"]["x2"], "97%");
  EXPECT_EQ(rows[2]["figure"], "up to £3.75");
  EXPECT_EQ(rows[2]["bar"]["x1"], "3%");
  EXPECT_EQ(rows[3]["figure"], "£3 (up to £4)");
  EXPECT_FALSE(rows[3]["circle"].is_null());
  EXPECT_TRUE(rows[3]["bar"]["heads"].empty());
}

TEST(ResultsChart, WhatLiesBeyondTheScaleIsToldInWords) {
  const search::Answer answer = answer_of({returning("Huge", "bcr", "society", {{}, 250.0, {}}),
                                           returning("Loss", "bcr", "society", {{}, -2.0, {}}),
                                           returning("Plain", "bcr", "society", {{}, 2.0, {}})});
  const json drawn = results_chart(kSite, answer)["ratios"]["drawn"];
  EXPECT_EQ(drawn["cut_off"],
            "Beyond the end of the scale, and so drawn with an arrow: Huge, £250; Loss, \u2212£2.");
  EXPECT_FALSE(drawn["plot"]["panels"][0]["rows"][1]["far"].is_null());
}

TEST(ResultsChart, EffectsStandByWhatChangedAndFavourTheRight) {
  const search::Answer answer =
      answer_of({changing("A", {effect_on("crime", -0.4, 0.1, "lower")}),
                 changing("B", {effect_on("test_scores", 0.1, 0.3)}),
                 changing("C", {effect_on("crime", 0.5, 0.1, "lower")}), record_named("D")});
  const json view = results_chart(kSite, answer)["effects"];
  EXPECT_EQ(headings(view).size(), 2U);
  const json crime = view["drawn"]["plot"]["panels"][0]["rows"];
  ASSERT_EQ(crime.size(), 2U) << "harm is drawn like anything else";
  EXPECT_EQ(crime[0]["label"], "A: crime");
  EXPECT_EQ(crime[0]["figure"], "+0.40 (0.20 to 0.60)");
  EXPECT_EQ(crime[0]["tone"], "good");
  EXPECT_EQ(crime[1]["figure"], "\u22120.50 (\u22120.70 to \u22120.30)");
  EXPECT_EQ(crime[1]["tone"], "bad");
  EXPECT_EQ(view["drawn"]["plot"]["panels"][1]["rows"][0]["tone"], "unclear");
  EXPECT_THAT(sentences(view),
              ElementsAre("1 of these 4 records reports no effect that can be standardised."));
}

TEST(ResultsChart, OnTheOutcomeThatIsAskedFor) {
  search::Answer answer = answer_of(
      {changing("A", {effect_on("crime", -0.4, 0.1, "lower"), effect_on("test_scores", 0.9, 0.1)}),
       changing("B", {effect_on("test_scores", 0.1, 0.3)}),
       changing("C",
                {effect_on("crime", -0.1, 0.3, "lower"), effect_on("crime", -0.2, 0.3, "lower")})});
  answer.question.filters.chosen(index::FilterId::kOutcome) = {"crime"};
  const json view = results_chart(kSite, answer)["effects"];
  ASSERT_EQ(headings(view).size(), 1U);
  EXPECT_EQ(view["drawn"]["plot"]["panels"][0]["rows"][0]["figure"], "+0.40 (0.20 to 0.60)");
  EXPECT_THAT(sentences(view),
              ElementsAre("1 record has one only among findings that your filters leave out.",
                          "1 record reports more than one such effect; one of them is drawn."));
}

TEST(ResultsChart, NothingToDrawIsSaid) {
  json view = results_chart(kSite, answer_of({record_named("A"), record_named("B")}));
  EXPECT_TRUE(view["ratios"]["drawn"].is_null());
  EXPECT_THAT(sentences(view["ratios"]),
              ElementsAre("None of these 2 records can be drawn: they report no ratio."));
  view = results_chart(kSite, answer_of({record_named("A")}));
  EXPECT_THAT(sentences(view["ratios"]), ElementsAre("This record reports no ratio."));
}

TEST(ResultsChart, IsDrawnAsAnImageWithATableBelow) {
  const search::Answer answer =
      answer_of({returning("<script>", "bcr", "society", {1.0, 3.0, 500.0}),
                 changing("B", {effect_on("crime", 0.4, 0.1)})});
  const std::string page =
      drawn("_results_chart", {{"ratios", results_chart(kSite, answer)["ratios"]},
                               {"effects", results_chart(kSite, answer)["effects"]}});
  EXPECT_FALSE(has(page, "<script>"));
  EXPECT_TRUE(has(page, "role=\"img\" aria-labelledby=\"ratios-title ratios-description\""));
  EXPECT_TRUE(has(page, "<title id=\"effects-title\">"));
  EXPECT_TRUE(has(page, "id=\"ratios-table\""));
  EXPECT_THAT(page, HasSubstr("1 ratio on a log scale from 0.5 to 100, with a line at 1"));
  EXPECT_FALSE(has(page, "style=")) << "pages stand under a policy without inline styles";
}

}  // namespace
}  // namespace outturn::render
