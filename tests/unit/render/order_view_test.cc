// SPDX-License-Identifier: GPL-3.0-or-later
// Every order can be chosen, and each says what it compares, of how many records, and what comes
// last.
#include "server/render/order_view.h"

#include <gmock/gmock.h>

#include "answers.h"

namespace outturn::render {
namespace {

using search::Sort;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

search::Answer ordered(Sort sort, search::Comparability comparable) {
  search::Answer answer;
  answer.question.sort = sort;
  answer.comparable = std::move(comparable);
  answer.total = 40;
  answer.with_figure = 12;
  return answer;
}

TEST(Orders, AllCanBeChosen) {
  search::Question question;
  question.text = "nurse";
  EXPECT_THAT(texts(order_options(question), "sort_value"),
              ElementsAre("relevance", "ratio", "effect", "strength", "cost", "year", "title"));
  EXPECT_EQ(order_words(question), "Best match");
}

TEST(Orders, WithoutWordsThereIsNoBestMatch) {
  search::Question question;
  EXPECT_THAT(texts(order_options(question), "sort_value"),
              ElementsAre("relevance", "ratio", "effect", "strength", "cost", "year"));
  EXPECT_THAT(texts(order_options(question), "sort_label"),
              ::testing::Contains("Title, A to Z").Times(1));
  EXPECT_EQ(order_words(question), "Title, A to Z");
  question.sort = Sort::kTitle;
  EXPECT_EQ(order_options(question).back()["sort_selected"], true);
}

TEST(OrderRule, RatiosOfOneKindAndPerspective) {
  EXPECT_THAT(order_rule(ordered(Sort::kRatio, {"sroi", "society", "", ""})),
              StartsWith("Ordered by one kind of ratio: social return on investment, for society "
                         "as a whole (12 of 40 records have one). Ratios of other kinds or "
                         "perspectives are not comparable"));
}

TEST(OrderRule, EffectsOfOneDomainOrOfWhatWasAskedFor) {
  EXPECT_THAT(
      order_rule(ordered(Sort::kEffect, {"", "", "family", ""})),
      HasSubstr("the commonest here: family and relationships (12 of 40 records have one)"));
  search::Answer asked = ordered(Sort::kEffect, {});
  asked.question.filters.chosen(FilterId::kOutcome) = {"crime"};
  EXPECT_THAT(order_rule(asked), HasSubstr("effect on the outcome chosen (12 of 40"));
  asked.question.filters.chosen(FilterId::kOutcome) = {"crime", "education"};
  EXPECT_THAT(order_rule(asked), HasSubstr("on the outcomes chosen"));
}

TEST(OrderRule, CostsInOneCurrency) {
  EXPECT_THAT(order_rule(ordered(Sort::kCost, {"", "", "", "GBP"})),
              HasSubstr("in one currency, GBP (12 of 40 records have one)"));
}

TEST(OrderRule, SaysWhereThereIsNothingToOrderBy) {
  search::Answer answer = ordered(Sort::kRatio, {});
  answer.with_figure = 0;
  EXPECT_EQ(order_rule(answer),
            "None of these records has a ratio of benefit to cost, so they are by title.");
}

TEST(OrderRule, CountsThatAreNotExactSaySo) {
  search::Answer answer = ordered(Sort::kCost, {"", "", "", "GBP"});
  answer.approximate = true;
  answer.with_figure = 1;
  EXPECT_THAT(order_rule(answer), HasSubstr("(about 1 of 40 records has one)"));
}

TEST(OrderRule, NoneWhereNothingIsCompared) {
  EXPECT_THAT(order_rule(ordered(Sort::kRelevance, {})), IsEmpty());
  EXPECT_THAT(order_rule(ordered(Sort::kTitle, {})), IsEmpty());
}

}  // namespace
}  // namespace outturn::render
