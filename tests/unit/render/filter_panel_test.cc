// SPDX-License-Identifier: GPL-3.0-or-later
// The panel holds every filter in one group, opens what is set or wrong, and keeps what was typed.
#include "server/render/filter_panel.h"

#include <gmock/gmock.h>

#include <set>

#include "answers.h"
#include "server/render/refusal_view.h"

namespace outturn::render {
namespace {

using ::testing::HasSubstr;

/// An answer with an option for every filter asked for by values.
search::Answer full() {
  search::Answer answer;
  for (const index::Filter& filter : index::kFilters)
    if (filter.asked == index::Asked::kValues)
      answer.facets.push_back(facet(filter.id, {option("one", 3)}));
  for (const FilterId filter : index::kHistograms)
    answer.histograms.push_back(histogram(filter, {{4, 2}}));
  return answer;
}

nlohmann::json group(const nlohmann::json& panel, const std::string& name) {
  for (const auto& one : panel["groups"])
    if (text(one, "group_id") == name) return one;
  return nullptr;
}

TEST(FilterPanel, EveryFilterIsThereOnce) {
  const auto panel = filter_panel(full(), nullptr);
  std::multiset<std::string> names;
  for (const auto& one : panel["groups"]) {
    for (const auto& field : one["fields"])
      names.insert(field["facet"].is_null() ? text(field["range"], "range_name")
                                            : text(field["facet"], "facet_name"));
  }
  std::multiset<std::string> expected;
  for (const index::Filter& filter : index::kFilters) expected.insert(std::string(filter.name));
  EXPECT_EQ(names, expected);
}

TEST(FilterPanel, FourHaveAHistogramAboveTheirBoxes) {
  const auto panel = filter_panel(full(), nullptr);
  std::set<std::string> with;
  for (const auto& one : panel["groups"])
    for (const auto& field : one["fields"])
      if (!field["range"].is_null() && !field["range"]["histogram"].is_null())
        with.insert(text(field["range"], "range_name"));
  EXPECT_EQ(with, (std::set<std::string>{"ratio", "effect", "cost", "year"}));
}

TEST(FilterPanel, OutcomesAreOpenAndWhatIsSetIsOpenAndCounted) {
  search::Answer answer = full();
  auto panel = filter_panel(answer, nullptr);
  EXPECT_TRUE(panel["active"].is_null());
  EXPECT_EQ(group(panel, "outcome")["group_open"], true);
  EXPECT_EQ(group(panel, "effect")["group_open"], false);
  answer.question.filters.chosen(FilterId::kResult) = {"positive", "null"};
  answer.question.filters.range(FilterId::kEffect) = {0.2, 0.8};
  panel = filter_panel(answer, nullptr);
  EXPECT_EQ(group(panel, "effect")["group_open"], true);
  EXPECT_EQ(group(panel, "effect")["group_set"], "3");
  EXPECT_EQ(panel["active"], "3");
  EXPECT_EQ(group(panel, "money")["group_open"], false);
}

TEST(FilterPanel, SaysWhatOneFindingAndOneAppraisalMeet) {
  const auto panel = filter_panel(full(), nullptr);
  EXPECT_THAT(text(group(panel, "effect"), "group_note"), HasSubstr("one and the same finding"));
  EXPECT_THAT(text(group(panel, "money"), "group_note"), HasSubstr("one and the same appraisal"));
}

TEST(FilterPanel, BoxesStandWhereNothingIsFound) {
  const auto panel = filter_panel({}, nullptr);
  EXPECT_TRUE(group(panel, "outcome").is_null());
  EXPECT_EQ(group(panel, "effect")["fields"].size(), 1U) << "the boxes of the effect";
}

TEST(FilterPanel, ARefusedSearchKeepsWhatWasTypedAndOpensWhatIsWrong) {
  Refusal refusal;
  refusal.problems = {{"cost_max", "\"1e\" is not a number", "write it with a decimal point"}};
  refusal.typed.ends = {{"cost_max", "1e"}, {"cost_min", "50"}, {"year_min", "2012"}};
  search::Answer understood = full();
  understood.question.filters.range(FilterId::kCost).least = 50;
  const auto panel = filter_panel(understood, &refusal);
  EXPECT_EQ(panel["box_errors"], true);
  EXPECT_TRUE(panel["active"].is_null());
  const auto money = group(panel, "money");
  EXPECT_EQ(money["group_open"], true);
  for (const auto& field : money["fields"]) {
    if (field["range"].is_null() || text(field["range"], "range_name") != "cost") continue;
    const auto& boxes = field["range"]["boxes"];
    EXPECT_EQ(text(boxes[0], "box_value"), "50");
    EXPECT_TRUE(boxes[0]["box_error"].is_null());
    EXPECT_EQ(text(boxes[1], "box_value"), "1e");
    EXPECT_EQ(text(boxes[1]["box_error"], "error_text"),
              "\"1e\" is not a number. Write it with a decimal point.");
  }
  const auto evidence = group(panel, "evidence");
  for (const auto& field : evidence["fields"]) {
    if (!field["range"].is_null()) {
      EXPECT_EQ(text(field["range"]["boxes"][0], "box_value"), "2012")
          << "kept, though not at fault";
    }
  }
}

TEST(ProblemList, LeadsToTheBoxThatIsWrong) {
  Refusal refusal;
  refusal.problems = {{"effect_min", "is wrong", ""}, {"q", "is long", ""}, {"zebra", "what", ""}};
  const auto list = problem_list(refusal);
  EXPECT_EQ(text(list[0]["box"], "box_id"), "effect_min");
  EXPECT_EQ(text(list[0]["box"], "box_name"), "Effect, at least");
  EXPECT_EQ(text(list[1]["box"], "box_id"), "q");
  EXPECT_TRUE(list[2]["box"].is_null());
  EXPECT_EQ(text(list[2], "parameter"), "zebra");
}

}  // namespace
}  // namespace outturn::render
