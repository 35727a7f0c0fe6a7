// SPDX-License-Identifier: GPL-3.0-or-later
// Which fields of an answer are wanted: how that is read, and what is left.
#include "server/api/selection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/api/json.h"
#include "server/api/schemas.h"

namespace outturn::api {
namespace {

using evidence::Json;
using testing::HasSubstr;

SelectionReading read(const std::string& fields) {
  return read_selection({"/api/v1/search", {{"fields", fields}}}, "SearchAnswer");
}

Json pruned(const std::string& fields) {
  Json answer{{"total", 2},
              {"results", {{{"id", "a"}, {"title", "A"}, {"ratio", nullptr}}, {{"id", "b"}}}},
              {"query", {{"q", "x"}, {"sort", "title"}}},
              {"next", nullptr}};
  read(fields).selection.prune(answer);
  return answer;
}

TEST(Selection, EverythingUnlessAsked) {
  for (const char* fields : {"", " ", ",", " , "}) {
    const auto [selection, problems] = read(fields);
    EXPECT_TRUE(selection.is_everything()) << fields;
    EXPECT_TRUE(problems.empty()) << fields;
    EXPECT_TRUE(selection.has("facets") && selection.has("results", "id"));
  }
  EXPECT_TRUE(read_selection({"/x", {{"q", "fields"}}}, "SearchAnswer").selection.is_everything());
}

TEST(Selection, FieldsAndPartsOfFields) {
  const auto [selection, problems] = read("total, results.id,results.title");
  EXPECT_TRUE(problems.empty());
  EXPECT_TRUE(selection.has("total"));
  EXPECT_TRUE(selection.has("results"));
  EXPECT_TRUE(selection.has("results", "id"));
  EXPECT_FALSE(selection.has("results", "ratio"));
  EXPECT_FALSE(selection.has("facets"));
  EXPECT_FALSE(selection.has("facets", "options"));
}

TEST(Selection, TheWholeFieldOutweighsItsParts) {
  for (const char* fields : {"results,results.id", "results.id,results"})
    EXPECT_TRUE(read(fields).selection.has("results", "ratio")) << fields;
}

TEST(Selection, WhatIsNotWantedIsLeftOut) {
  EXPECT_EQ(pruned("total").dump(), R"({"total":2})");
  EXPECT_EQ(pruned("results.id,next").dump(), R"({"results":[{"id":"a"},{"id":"b"}],"next":null})");
  EXPECT_EQ(pruned("query.q").dump(), R"({"query":{"q":"x"}})");
  EXPECT_EQ(pruned("results.title").dump(), R"({"results":[{"title":"A"},{}]})");
}

TEST(Selection, UnknownNamesAreRefusedWithThoseThereAre) {
  const auto problems = read("nonsense,results.nonsense,total.x,total").problems;
  ASSERT_EQ(problems.size(), 3U);
  EXPECT_THAT(problems[0].hint, HasSubstr("total_without_filters"));
  EXPECT_THAT(problems[1].hint, HasSubstr("the parts of results are id, title"));
  EXPECT_THAT(problems[2].hint, HasSubstr("no parts"));
  for (const Problem& problem : problems) EXPECT_EQ(problem.parameter, "fields");
  EXPECT_LE(read(std::string(10'000, ',') + "x,").problems.size(), 1U);
}

TEST(Selection, TheEngineMakesNoMoreThanIsWanted) {
  const search::AnswerParts all = parts_for({});
  EXPECT_TRUE(all.counts && all.hits && all.snippets && all.reasons && all.near);
  const search::AnswerParts few = parts_for(read("total,results.id").selection);
  EXPECT_FALSE(few.counts || few.snippets || few.reasons || few.near);
  EXPECT_TRUE(few.hits);
  EXPECT_TRUE(parts_for(read("without").selection).counts);
  EXPECT_TRUE(parts_for(read("results.why").selection).snippets);
}

TEST(Selection, RecordsHaveFieldsToo) {
  const auto read_record = [](const std::string& fields) {
    return read_selection({"/api/v1/records/x", {{"fields", fields}}}, "RecordAnswer");
  };
  EXPECT_TRUE(read_record("record.findings,derived,flags.sentence").problems.empty());
  EXPECT_FALSE(read_record("findings").problems.empty());
}

}  // namespace
}  // namespace outturn::api
