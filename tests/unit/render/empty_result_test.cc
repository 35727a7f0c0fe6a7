// SPDX-License-Identifier: GPL-3.0-or-later
// A search without results says which of four things it is, and the filter to lift comes first.
#include "server/render/empty_result.h"

#include <gmock/gmock.h>

#include "answers.h"

namespace outturn::render {
namespace {

using ::testing::ElementsAre;

search::Answer excluded() {
  search::Answer answer;
  answer.question.text = "nurse";
  answer.question.filters.chosen(FilterId::kOutcome) = {"crime"};
  answer.question.filters.range(FilterId::kRatio).least = 3;
  answer.question.filters.chosen(FilterId::kCountry) = {"GB"};
  answer.facets = {{FilterId::kOutcome, {{"crime", "Crime", 0, true}}, 0}};
  answer.lifted = {{FilterId::kOutcome, 2}, {FilterId::kRatio, 5}, {FilterId::kCountry, 0}};
  answer.total_without_filters = 12;
  return answer;
}

TEST(EmptyResult, NothingIsSaidWhereThereAreResults) {
  search::Answer answer;
  answer.hits.push_back(hit(record()));
  answer.total = 1;
  EXPECT_TRUE(empty_result(site(), answer).is_null());
}

TEST(EmptyResult, TheFilterThatBringsMostComesFirstAndOneThatBringsNothingIsLeftOut) {
  const auto view = empty_result(site(), excluded())["filters_exclude"];
  EXPECT_THAT(texts(view["lifted_list"], "lifted"),
              ElementsAre("Benefit per 1 of cost: 3 or more", "Outcome: Crime"));
  EXPECT_THAT(texts(view["lifted_list"], "lifted_count"), ElementsAre("5 records", "2 records"));
  EXPECT_THAT(texts(view["lifted_list"], "lifted_href"),
              ElementsAre("/x/search?q=nurse&outcome=crime&country=GB",
                          "/x/search?q=nurse&ratio_min=3&country=GB"));
  EXPECT_EQ(text(view, "others"), "12 records");
  EXPECT_EQ(text(view, "without_href"), "/x/search?q=nurse");
}

TEST(EmptyResult, WhereNoSingleFilterIsToBlameItSaysSo) {
  search::Answer answer = excluded();
  for (search::Lifted& one : answer.lifted) one.total = 0;
  const auto view = empty_result(site(), answer)["filters_exclude"];
  EXPECT_EQ(view["lifted_any"], false);
  EXPECT_EQ(view["lifted_none"], true);
}

TEST(EmptyResult, OneFilterAloneIsLiftedByTheLinkWithoutFilters) {
  search::Answer answer = excluded();
  answer.question.filters = {};
  answer.question.filters.chosen(FilterId::kOutcome) = {"crime"};
  answer.lifted = {{FilterId::kOutcome, 12}};
  const auto view = empty_result(site(), answer)["filters_exclude"];
  EXPECT_EQ(view["lifted_any"], false);
  EXPECT_EQ(view["lifted_none"], false);
}

TEST(EmptyResult, CountsThatAreNotExactSaySo) {
  search::Answer answer = excluded();
  answer.approximate = true;
  const auto view = empty_result(site(), answer)["filters_exclude"];
  EXPECT_EQ(text(view["lifted_list"][0], "lifted_count"), "about 5 records");
  EXPECT_EQ(text(view, "others"), "About 12 records");
}

TEST(EmptyResult, NothingHeldIsNotTheFiltersFault) {
  search::Answer answer = excluded();
  answer.total_without_filters = 0;
  const auto view = empty_result(site(), answer);
  EXPECT_TRUE(view["filters_exclude"].is_null());
  EXPECT_EQ(view["no_words"]["not_the_filters"], true);
  answer.question.filters = {};
  EXPECT_EQ(empty_result(site(), answer)["no_words"]["not_the_filters"], false);
}

TEST(EmptyResult, PastTheEndLeadsToTheStart) {
  search::Answer answer;
  answer.total = 3;
  answer.question.offset = 100;
  EXPECT_EQ(text(empty_result(site(), answer)["past_end"], "start_href"), "/x/search");
}

}  // namespace
}  // namespace outturn::render
