// SPDX-License-Identifier: GPL-3.0-or-later
// The ways to see the results: one is shown, the others are links to the same search.
#include "server/render/view_switch.h"

#include <gtest/gtest.h>

#include "tests/unit/views/records.h"

namespace outturn::render {
namespace {

using nlohmann::json;

const Site kSite{"", {}};

json shown_as(search::View view, std::vector<std::string> columns = {}) {
  search::Answer answer = answer_of({record_named("A")});
  answer.question.text = "nurse";
  answer.question.offset = 20;
  answer.question.view = view;
  answer.question.columns = std::move(columns);
  json page;
  add_view(page, kSite, answer);
  return page;
}

json kept_fields(const search::Question& question, Results results = Results::kShown) {
  json fields = json::array();
  add_kept_fields(fields, question, results);
  return fields;
}

TEST(ViewSwitch, OneWayIsShown) {
  json page = shown_as(search::View::kList);
  EXPECT_TRUE(page["as_list"]);
  EXPECT_TRUE(page["as_table"].is_null());
  EXPECT_TRUE(page["as_chart"].is_null());
  page = shown_as(search::View::kTable);
  EXPECT_FALSE(page["as_list"]);
  EXPECT_FALSE(page["as_table"].is_null());
  page = shown_as(search::View::kChart);
  EXPECT_FALSE(page["as_chart"].is_null());
}

TEST(ViewSwitch, TheOthersAreTheSamePageOfTheSameSearch) {
  const json ways = shown_as(search::View::kTable)["views"]["ways"];
  ASSERT_EQ(ways.size(), 3U);
  EXPECT_TRUE(ways[1]["view_shown"]);
  EXPECT_FALSE(ways[2]["view_shown"]);
  for (const json& way : ways) {
    EXPECT_TRUE(has(way["view_href"], "q=nurse")) << way;
    EXPECT_TRUE(has(way["view_href"], "cursor=")) << way;
  }
  EXPECT_FALSE(has(ways[0]["view_href"], "view=")) << "the list is what an address stands for";
  EXPECT_TRUE(has(ways[2]["view_href"], "view=chart"));
}

TEST(ViewSwitch, TheFormKeepsTheWayAndTheColumns) {
  EXPECT_TRUE(kept_fields(search::Question{}).empty());
  search::Question question;
  question.view = search::View::kChart;
  question.columns = {"cost", "year"};
  EXPECT_EQ(kept_fields(question).dump(), R"([{"kept_name":"view","kept_value":"chart"},)"
                                          R"({"kept_name":"columns","kept_value":"cost"},)"
                                          R"({"kept_name":"columns","kept_value":"year"}])");
  question.view = search::View::kTable;
  EXPECT_EQ(kept_fields(question).size(), 1U) << "its boxes send the columns";
  EXPECT_EQ(kept_fields(question, Results::kNone).size(), 3U) << "there are no boxes to send them";
}

TEST(ViewSwitch, NoResultsNoTable) {
  search::Answer answer;
  answer.question.view = search::View::kTable;
  json page;
  add_view(page, kSite, answer);
  EXPECT_TRUE(page["as_table"].is_null());
}

TEST(ViewSwitch, IsDrawnWithTheCurrentOneMarked) {
  const std::string page = drawn("_view_switch", shown_as(search::View::kChart));
  EXPECT_TRUE(has(page, "aria-current=\"true\">Chart</a>")) << page;
  EXPECT_FALSE(has(page, "aria-current=\"true\">List</a>"));
}

}  // namespace
}  // namespace outturn::render
