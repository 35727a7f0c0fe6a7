// SPDX-License-Identifier: GPL-3.0-or-later
// The table of results: which columns, in what order, what a cell says, how it is ordered.
#include "server/render/results_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/views/records.h"

namespace outturn::render {
namespace {

using nlohmann::json;
using search::ColumnId;
using ::testing::ElementsAre;

const Site kSite{"/x", {}};

evidence::Record whole() {
  evidence::Record record = record_named("Alpha & <b>");
  record.findings = {effect_on("crime", -0.4, 0.1, "lower")};
  record.findings[0].timepoint_months = 12;
  record.findings[0].n_total = 1204;
  record.appraisals = {appraisal_with("sroi", "society", {1.5, 4.0, 8.25})};
  record.appraisals[0].cost_per_participant = 1250;
  record.population = evidence::Population{{}, {"parents"}, 0, 2, {}};
  record.evidence.maryland = 5;
  return record;
}

std::vector<std::string> labels_of(const json& view) {
  std::vector<std::string> labels;
  for (const json& heading : view["table"]["headings"]) labels.push_back(heading["label"]);
  return labels;
}

/// The cell of a record in a column.
json cell(const evidence::Record& record, const char* column, search::Question question = {}) {
  search::Answer answer = answer_of({record});
  answer.question = std::move(question);
  answer.question.columns = {column};
  return results_table(kSite, answer)["table"]["body"][0]["cells"][1];
}

std::vector<std::string> subs(const json& view) {
  std::vector<std::string> all;
  for (const json& sub : view["subs"]) all.push_back(sub["sub"]);
  return all;
}

TEST(ResultsTable, TheUsualColumnsUnlessOthersAreChosen) {
  search::Answer answer = answer_of({whole()});
  EXPECT_THAT(labels_of(results_table(kSite, answer)),
              ElementsAre("Intervention", "Outcome shown", "Effect, g", "Result",
                          "Return per 1 spent", "Evidence", "Maryland", "Year"));
  answer.question.columns = {"year", "cost", "year", "no_such_column", "title"};
  EXPECT_THAT(labels_of(results_table(kSite, answer)),
              ElementsAre("Intervention", "Year", "Cost per participant"));
  answer.question.columns = {"no_such_column"};
  EXPECT_EQ(labels_of(results_table(kSite, answer)).size(), 8U);
  answer.question.columns = {};
  answer.question.sort = search::Sort::kCost;
  EXPECT_EQ(labels_of(results_table(kSite, answer)).size(), 9U)
      << "what the order goes by is shown";
}

TEST(ResultsTable, EveryColumnSaysSomethingOfAnEmptyRecord) {
  const evidence::Record bare = record_named("Bare");
  for (const search::Column& column : search::kColumns) {
    if (column.id == ColumnId::kTitle) continue;
    const json view = cell(bare, std::string(column.name).c_str());
    EXPECT_FALSE(view["figure"].is_null() && view["words"].is_null() && view["missing"].is_null())
        << column.name;
  }
}

TEST(ResultsTable, AnEffectIsTurnedAndItsReportIsBesideIt) {
  const json effect = cell(whole(), "effect");
  EXPECT_EQ(effect["figure"], "+0.40");
  EXPECT_THAT(subs(effect), ElementsAre("0.20 to 0.60"));
  EXPECT_TRUE(effect["is_figure"]);
  const json reported = cell(whole(), "reported");
  EXPECT_EQ(reported["figure"], "\u22120.40");
  EXPECT_THAT(subs(reported), ElementsAre("standardised mean difference", "lower is better"));
  EXPECT_THAT(subs(cell(whole(), "outcome")), ElementsAre("at 12 months"));
  EXPECT_EQ(cell(whole(), "n")["figure"], "1,204");
}

TEST(ResultsTable, AFigureOfAnotherKindSaysSo) {
  evidence::Record record = whole();
  record.findings[0].metric = "odds_ratio";
  record.findings[0].value = 0.5;
  record.findings[0].se.reset();
  EXPECT_THAT(subs(cell(record, "effect")),
              ElementsAre("interval not known", "from the odds ratio reported"));
}

TEST(ResultsTable, ARatioCarriesItsClass) {
  const json ratio = cell(whole(), "ratio");
  EXPECT_EQ(ratio["figure"], "£4");
  EXPECT_EQ(ratio["decimals"], "d0");
  EXPECT_THAT(subs(ratio),
              ElementsAre("£1.50 to £8.25", "social return on investment; society, modelled"));
  evidence::Record record = whole();
  record.appraisals[0].ratio = evidence::Ratio{{}, {}, 3.75};
  record.appraisals[0].currency.reset();
  record.appraisals[0].price_year = 2014;
  const json open = cell(record, "ratio");
  EXPECT_EQ(open["figure"], "up to 3.75");
  EXPECT_EQ(open["decimals"], "d2");
  EXPECT_THAT(subs(open), ElementsAre("social return on investment; society, modelled",
                                      "currency not stated", "2014 prices"));
  EXPECT_EQ(cell(record, "prices")["words"], "Currency not stated");
}

TEST(ResultsTable, ACostSaysItsPrices) {
  const json cost = cell(whole(), "cost");
  EXPECT_EQ(cost["figure"], "£1,250");
  EXPECT_THAT(subs(cost), ElementsAre("price year not stated"));
}

TEST(ResultsTable, WhatTheFiltersLeaveOutIsNotSaidToBeMissing) {
  search::Question question;
  question.filters.chosen(index::FilterId::kKind) = {"bcr"};
  EXPECT_EQ(cell(whole(), "ratio", question)["missing"],
            "only in an appraisal that the filters leave out");
  EXPECT_EQ(cell(record_named("Bare"), "ratio")["missing"], "no ratio reported");
  question.filters.chosen(index::FilterId::kOutcome) = {"housing"};
  EXPECT_EQ(cell(whole(), "effect", question)["missing"],
            "only effects that the filters leave out");
}

TEST(ResultsTable, HeadingsOrderAndTheActiveOneSaysHow) {
  search::Answer answer = answer_of({whole()});
  answer.question.offset = 40;
  answer.question.filters.chosen(index::FilterId::kType) = {"programme"};
  const json headings = results_table(kSite, answer)["table"]["headings"];
  EXPECT_EQ(headings[0]["ordered"]["aria"], "ascending") << "without words it is by title";
  EXPECT_TRUE(headings[0]["order"].is_null());
  EXPECT_TRUE(has(headings[2]["order"]["order_href"], "sort=effect"));
  EXPECT_TRUE(has(headings[2]["order"]["order_href"], "type=programme"));
  EXPECT_FALSE(has(headings[2]["order"]["order_href"], "cursor")) << "from the first page on";
  EXPECT_TRUE(headings[1]["order"].is_null()) << "no order goes by the outcome";
  answer.question.sort = search::Sort::kRatio;
  const json by_ratio = results_table(kSite, answer)["table"]["headings"];
  EXPECT_EQ(by_ratio[4]["ordered"]["aria"], "descending");
  EXPECT_FALSE(by_ratio[0]["order"].is_null());
  answer.question.sort = search::Sort::kRelevance;
  answer.question.text = "nurse";
  for (const json& heading : results_table(kSite, answer)["table"]["headings"])
    EXPECT_TRUE(heading["ordered"].is_null()) << "no column holds how well words match";
}

TEST(ResultsTable, TheBoxesShowWhatIsChosenAndWhatIsUsual) {
  search::Answer answer = answer_of({whole()});
  json choose = results_table(kSite, answer)["choose"];
  EXPECT_EQ(choose["usual"], "outcome,effect,result,ratio,design,maryland,year");
  EXPECT_TRUE(choose["usual_href"].is_null());
  EXPECT_EQ(choose["boxes"].size(), search::kColumns.size() - 1);
  answer.question.columns = {"cost"};
  choose = results_table(kSite, answer)["choose"];
  EXPECT_FALSE(choose["usual_href"].is_null());
  for (const json& box : choose["boxes"])
    EXPECT_EQ(box["column_chosen"].get<bool>(), box["column_name"] == "cost");
}

TEST(ResultsTable, IsDrawnAsARealTableAndEscaped) {
  search::Answer answer = answer_of({whole()});
  answer.question.sort = search::Sort::kEffect;
  const std::string page = drawn("_results_table", results_table(kSite, answer));
  EXPECT_FALSE(has(page, "<b>"));
  EXPECT_TRUE(has(page, "<th scope=\"row\"><a href=\"/x/records/a-record"));
  EXPECT_TRUE(has(page, "Alpha &amp; &lt;b&gt;"));
  EXPECT_TRUE(
      has(page, "<th scope=\"col\" class=\"c-effect num\" aria-sort=\"descending\">Effect, g"));
  EXPECT_TRUE(has(page, "<td class=\"c-effect num\"><span class=\"fig d2\">+0.40</span>"));
  EXPECT_TRUE(has(page, "name=\"columns\" value=\"ratio\" form=\"search-form\""));
  EXPECT_TRUE(has(page, "role=\"region\" aria-labelledby=\"results-caption\" tabindex=\"0\""));
}

TEST(ResultsTable, AGroupedHitSaysHowManyStandBehindIt) {
  search::Answer answer = answer_of({whole()});
  answer.hits[0].in_programme = 4;
  EXPECT_THAT(subs(results_table(kSite, answer)["table"]["body"][0]["cells"][0]),
              ElementsAre("one of 4 records of this programme"));
}

}  // namespace
}  // namespace outturn::render
