// SPDX-License-Identifier: GPL-3.0-or-later
// A row shows figures that meet the filters and that the order compares, and why it is there.
#include "server/render/result_row.h"

#include <gmock/gmock.h>

#include "answers.h"
#include "server/render/shown_figures.h"

namespace outturn::render {
namespace {

using ::testing::HasSubstr;

evidence::Finding finding(const char* outcome, double value) {
  evidence::Finding out;
  out.outcome = outcome;
  out.metric = "smd";
  out.value = value;
  out.se = 0.1;
  out.better = "higher";
  out.result = "positive";
  return out;
}

evidence::Appraisal appraisal(const char* kind, const char* perspective, double ratio) {
  evidence::Appraisal out;
  out.kind = kind;
  out.perspective = perspective;
  out.basis = "forecast";
  out.currency = "GBP";
  out.ratio = evidence::Ratio{{}, ratio, {}};
  return out;
}

search::Answer answer_with(evidence::Record record) {
  search::Answer answer;
  answer.total = 1;
  answer.hits.push_back(hit(std::move(record)));
  return answer;
}

nlohmann::json row(const search::Answer& answer) {
  return result_row(site(), answer, answer.hits.front(), "");
}

TEST(ResultRow, TheEffectShownMeetsTheFilters) {
  evidence::Record both = record();
  both.findings = {finding("crime", 0.9), finding("parenting", 0.3)};
  search::Answer answer = answer_with(both);
  EXPECT_THAT(text(row(answer)["effect"], "figures"), HasSubstr("0.90"));
  answer.question.filters.range(FilterId::kEffect).most = 0.5;
  EXPECT_THAT(text(row(answer)["effect"], "figures"), HasSubstr("0.30"));
  answer.question.filters.chosen(FilterId::kOutcome) = {"crime"};
  EXPECT_TRUE(row(answer)["effect"].is_null()) << "no one finding is both";
  EXPECT_EQ(text(row(answer), "no_effect"),
            "no effect size for the outcome chosen, only for others");
}

TEST(ResultRow, WhatComparesNothingSaysSo) {
  evidence::Record alone = record();
  evidence::Finding change = finding("crime", 0);
  change.metric = "proportion";
  change.value.reset();
  change.se.reset();
  change.before = 0.4;
  change.after = 0.2;
  change.n_total = 100;
  alone.findings = {change};
  const search::Answer answer = answer_with(alone);
  const auto shown = shown_figures(alone, answer.question, answer.comparable);
  ASSERT_EQ(shown.effects.uncompared, 1U);
  EXPECT_TRUE(row(answer)["effect"].is_null());
  EXPECT_EQ(text(row(answer), "no_effect"), "the change of one group, compared with no other");
}

TEST(ResultRow, TheRatioShownIsOfTheKindThatIsOrdered) {
  evidence::Record two = record();
  two.appraisals = {appraisal("sroi", "society", 7), appraisal("bcr", "public_purse", 2)};
  search::Answer answer = answer_with(two);
  EXPECT_EQ(text(row(answer)["ratio"], "text"), "£7 per £1");
  answer.question.sort = search::Sort::kRatio;
  answer.comparable = {"bcr", "public_purse", "", ""};
  EXPECT_EQ(text(row(answer)["ratio"], "text"), "£2 per £1");
  answer.question.sort = search::Sort::kRelevance;
  answer.question.filters.chosen(FilterId::kKind) = {"bcr"};
  EXPECT_EQ(text(row(answer)["ratio"], "text"), "£2 per £1");
  answer.question.filters.chosen(FilterId::kKind) = {"unit_cost"};
  EXPECT_TRUE(row(answer)["ratio"].is_null());
  EXPECT_EQ(row(answer)["no_ratio"], true) << "there are others, and the row says so";
}

TEST(ResultRow, ACostIsShownWhereCostsAreAskedFor) {
  evidence::Record costly = record();
  costly.appraisals = {appraisal("bcr", "society", 2)};
  costly.appraisals[0].cost_per_participant = 1204;
  costly.appraisals[0].price_year = 2014;
  search::Answer answer = answer_with(costly);
  EXPECT_TRUE(row(answer)["cost"].is_null());
  answer.question.sort = search::Sort::kCost;
  EXPECT_EQ(text(row(answer), "cost"), "£1,204 in 2014 prices");
  EXPECT_THAT(text(row(answer), "meta"), Not(HasSubstr("published")));
  answer.question.sort = search::Sort::kYear;
  EXPECT_THAT(text(row(answer), "meta"), HasSubstr("published 2016"));
}

TEST(ResultRow, SaysWhyItMatchedAndWhatItLacks) {
  search::Answer answer = answer_with(record());
  EXPECT_EQ(row(answer)["matched"], false);
  answer.hits[0].why = {{"title", {"nurse"}}};
  answer.hits[0].lacks = {"visits", "home"};
  EXPECT_EQ(text(row(answer), "why"), "title: nurse");
  EXPECT_EQ(text(row(answer), "lacks"), "visits and home");
}

TEST(ResultRow, AGroupedRowLeadsToTheRecordsOfItsProgramme) {
  evidence::Record one = record();
  one.programme = evidence::Programme{};
  one.programme->name = "Family Nurse";
  search::Answer answer = answer_with(one);
  answer.question.text = "nurse";
  answer.hits[0].in_programme = 3;
  EXPECT_TRUE(row(answer)["programme"].is_null()) << "not grouped";
  answer.question.grouping = search::Grouping::kProgramme;
  EXPECT_EQ(text(row(answer)["programme"], "programme_words"), "3 records of this programme");
  EXPECT_EQ(text(row(answer)["programme"], "programme_href"),
            "/x/search?q=nurse&programme=Family+Nurse");
  answer.hits[0].in_programme = 1;
  EXPECT_TRUE(row(answer)["programme"].is_null());
}

}  // namespace
}  // namespace outturn::render
