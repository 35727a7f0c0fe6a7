// SPDX-License-Identifier: GPL-3.0-or-later
// The search page through its real templates: what must be in the HTML, and what must never be.
#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "answers.h"
#include "server/render/pages.h"

namespace outturn::render {
namespace {

namespace fs = std::filesystem;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

class SearchPage : public ::testing::Test {
 protected:
  void SetUp() override {
    web_ = fs::temp_directory_path() / ("outturn-search-page-" + std::to_string(::getpid()));
    fs::create_directories(web_);
    fs::copy(fs::path(OUTTURN_SOURCE_DIR) / "web" / "templates", web_ / "templates",
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    std::ofstream(web_ / "assets.json") << R"({"app.css": "app.0.css"})";
  }
  void TearDown() override { fs::remove_all(web_); }

  std::string page(const search::Answer& answer) const {
    return Pages(web_, "/x").search(release_, answer);
  }

  static search::Answer found() {
    search::Answer answer;
    answer.question.text = "nurse";
    answer.total = 1204;
    answer.hits.push_back(hit(record()));
    return answer;
  }

  fs::path web_;
  Release release_{"2026-11-22.1", "2026-11-22T00:00:00Z", 1, 0, 0};
};

TEST_F(SearchPage, CountsAreExactUnlessTheAnswerSaysOtherwise) {
  search::Answer answer = found();
  EXPECT_THAT(page(answer), HasSubstr(">1,204 records</h1>"));
  EXPECT_THAT(page(answer), Not(HasSubstr("about right or too low")));
  answer.approximate = true;
  EXPECT_THAT(page(answer), HasSubstr(">About 1,204 records</h1>"));
  EXPECT_THAT(page(answer), HasSubstr("1 to 1 of about 1,204"));
  EXPECT_THAT(page(answer), HasSubstr("Counts are about right or too low"));
}

TEST_F(SearchPage, NearRecordsStandBelowAndApart) {
  search::Answer answer = found();
  EXPECT_THAT(page(answer), Not(HasSubstr("Close, but lacking a word")));
  answer.near.push_back(hit(record("near-by")));
  answer.near[0].lacks = {"visits"};
  const std::string html = page(answer);
  EXPECT_LT(html.find("id=\"row-a-b\""), html.find("Close, but lacking a word"));
  EXPECT_LT(html.find("Close, but lacking a word"), html.find("id=\"row-near-by\""));
  EXPECT_THAT(html, HasSubstr("Without: visits."));
}

TEST_F(SearchPage, NearRecordsStandWhereNothingMatches) {
  search::Answer answer = found();
  answer.total = 0;
  answer.hits.clear();
  answer.near.push_back(hit(record("near-by")));
  EXPECT_THAT(page(answer), HasSubstr("Nothing held here matches"));
  EXPECT_THAT(page(answer), HasSubstr("id=\"row-near-by\""));
}

TEST_F(SearchPage, TheFormKeepsWhatItDoesNotShow) {
  search::Answer answer = found();
  EXPECT_THAT(page(answer), Not(ContainsRegex("type=\"hidden\"[^>]*form=\"search-form\"")));
  answer.question.widen = false;
  answer.question.correct = false;
  answer.question.per_page = 50;
  const std::string html = page(answer);
  EXPECT_THAT(html, HasSubstr("name=\"widen\" value=\"no\" form=\"search-form\""));
  EXPECT_THAT(html, HasSubstr("name=\"correct\" value=\"no\" form=\"search-form\""));
  EXPECT_THAT(html, HasSubstr("name=\"per_page\" value=\"50\" form=\"search-form\""));
}

TEST_F(SearchPage, TheOrderIsKeptWhereThereIsNothingToOrder) {
  search::Answer answer = found();
  answer.question.sort = search::Sort::kCost;
  answer.question.grouping = search::Grouping::kProgramme;
  const std::string hidden = "type=\"hidden\" name=\"sort\" value=\"cost\"";
  EXPECT_THAT(page(answer), Not(HasSubstr(hidden))) << "the box holds it";
  answer.hits.clear();
  answer.total = 0;
  EXPECT_THAT(page(answer), HasSubstr(hidden));
  EXPECT_THAT(page(answer), HasSubstr("type=\"hidden\" name=\"group_by\" value=\"programme\""));
}

TEST_F(SearchPage, WhateverComesFromOutsideIsEscaped) {
  const std::string nasty = "\"><script>alert(1)</script>";
  search::Answer answer = found();
  answer.question.text = nasty;
  answer.question.filters.chosen(FilterId::kProgramme) = {nasty};
  answer.question.filters.chosen(FilterId::kSource) = {nasty};
  answer.facets = {facet(FilterId::kProgramme, {option(nasty, 1, true)})};
  answer.reading.widened = {{nasty, {nasty}}};
  answer.reading.corrected = {{nasty, nasty}};
  answer.reading.dropped = {{nasty, true}};
  answer.reading.diagnostics = {{nasty, nasty}};
  answer.notes = {nasty};
  answer.lifted = {{FilterId::kProgramme, 3}, {FilterId::kSource, 2}};
  answer.hits[0].why = {{"title", {nasty}}};
  answer.hits[0].lacks = {nasty};
  answer.question.grouping = search::Grouping::kProgramme;
  answer.hits[0].in_programme = 2;
  answer.hits[0].record.programme = evidence::Programme{};
  answer.hits[0].record.programme->name = nasty;
  EXPECT_THAT(page(answer), Not(HasSubstr("<script>alert")));
  answer.hits.clear();
  answer.total = 0;
  EXPECT_THAT(page(answer), Not(HasSubstr("<script>alert")));
  answer.total_without_filters = 9;
  EXPECT_THAT(page(answer), HasSubstr("Without Programme: "));
  EXPECT_THAT(page(answer), Not(HasSubstr("<script>alert")));
  Refusal refusal{{{nasty, nasty, nasty}, {"cost_min", nasty, nasty}},
                  {nasty, {{"cost_min", nasty}}}};
  EXPECT_THAT(Pages(web_, "/x").refused_search(release_, answer, refusal),
              Not(HasSubstr("<script>alert")));
}

TEST_F(SearchPage, AGroupedPageCountsRowsAndRecordsApart) {
  search::Answer answer = found();
  answer.question.grouping = search::Grouping::kProgramme;
  EXPECT_THAT(page(answer), HasSubstr("rows 1 to 1 of 1<")) << "the last of them is there";
  answer.next_offset = 1;
  EXPECT_THAT(page(answer), HasSubstr("rows 1 to 1<"));
  EXPECT_THAT(page(answer), HasSubstr(">1,204 records</h1>"));
  EXPECT_THAT(page(answer), HasSubstr("name=\"group_by\" value=\"programme\" form=\"search-form\" "
                                      "autocomplete=\"off\" checked"));
}

TEST_F(SearchPage, ARefusedSearchKeepsItsOrderAndBoxes) {
  search::Answer understood;
  understood.question.sort = search::Sort::kCost;
  const Refusal refusal{{{"age_max", "\"old\" is not a number", "write digits"}},
                        {"nurse", {{"age_max", "old"}, {"age_min", "7"}}}};
  const std::string html = Pages(web_, "/x").refused_search(release_, understood, refusal);
  EXPECT_THAT(html, HasSubstr("value=\"nurse\""));
  EXPECT_THAT(html, HasSubstr("value=\"7\""));
  EXPECT_THAT(html, HasSubstr("value=\"old\""));
  EXPECT_THAT(html, HasSubstr("href=\"#age_max\">Age, to: "));
  EXPECT_THAT(html, HasSubstr("id=\"age_max-error\""));
  EXPECT_THAT(html, HasSubstr("id=\"group-people\" open"));
  EXPECT_THAT(html, HasSubstr("name=\"sort\" value=\"cost\""));
}

}  // namespace
}  // namespace outturn::render
