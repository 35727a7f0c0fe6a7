// SPDX-License-Identifier: GPL-3.0-or-later
// Each filter that is set can be taken off by itself, reads as it was set, and what must be met
// together says so.
#include "server/render/chips.h"

#include <gmock/gmock.h>

#include "answers.h"
#include "server/render/filter_words.h"

namespace outturn::render {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

search::Answer narrowed() {
  search::Answer answer;
  search::FilterSet& filters = answer.question.filters;
  filters.chosen(FilterId::kOutcome) = {"crime", "parenting"};
  filters.range(FilterId::kEffect).least = 0.2;
  filters.chosen(FilterId::kDesign) = {"rct"};
  answer.facets = {{FilterId::kOutcome, {{"crime", "Crime", 4, true}}, 1}};
  answer.question.offset = 40;
  return answer;
}

TEST(Chips, OnePerValueAndOnePerRangeInTheOrderOfThePanel) {
  const auto list = chips(site(), narrowed());
  EXPECT_THAT(texts(list, "chip"), ElementsAre("Crime", "parenting", "0.2 or more", "rct"));
  EXPECT_THAT(texts(list, "chip_filter"), ElementsAre("Outcome", "Outcome", "Effect", "Evidence"));
}

TEST(Chips, EachTakesOffItselfAloneAndBeginsAgain) {
  const auto hrefs = texts(chips(site(), narrowed()), "chip_href");
  EXPECT_EQ(hrefs[0], "/x/search?outcome=parenting&effect_min=0.2&design=rct");
  EXPECT_EQ(hrefs[1], "/x/search?outcome=crime&effect_min=0.2&design=rct");
  EXPECT_EQ(hrefs[2], "/x/search?outcome=crime&outcome=parenting&design=rct");
  EXPECT_EQ(hrefs[3], "/x/search?outcome=crime&outcome=parenting&effect_min=0.2");
}

TEST(Chips, OfVeryManyTheFirstAndHowManyMore) {
  search::Answer answer;
  for (int i = 0; i < 200; ++i)
    answer.question.filters.chosen(FilterId::kArea).push_back("area " + std::to_string(i));
  answer.question.filters.range(FilterId::kYear).least = 2012;
  const auto list = chips(site(), answer);
  EXPECT_EQ(list.size(), 31U);
  EXPECT_EQ(text(list.back(), "more_chips"), "and 171 more");
  EXPECT_EQ(chip_count(answer.question.filters), 201U);
}

std::string words(FilterId filter, const search::Range& range, const char* currency = nullptr) {
  search::FilterSet filters;
  filters.range(filter) = range;
  if (currency != nullptr) filters.chosen(FilterId::kCurrency) = {currency};
  return range_words(filters, filter);
}

TEST(RangeWords, ReadAsTheyAreMeant) {
  EXPECT_EQ(words(FilterId::kEffect, {-0.2, {}}), "\u22120.2 or more");
  EXPECT_EQ(words(FilterId::kEffect, {{}, 0.5}), "up to 0.5");
  EXPECT_EQ(words(FilterId::kRatio, {1, 3}), "1 to 3");
  EXPECT_EQ(words(FilterId::kYear, {2012, 2012}), "exactly 2012") << "no comma in a year";
  EXPECT_EQ(words(FilterId::kYear, {2012, {}}), "2012 or later");
  EXPECT_EQ(words(FilterId::kAge, {5, {}}), "5 or more");
  EXPECT_EQ(words(FilterId::kCost, {{}, 1500}), "up to 1,500") << "in whatever currency";
  EXPECT_EQ(words(FilterId::kCost, {{}, 1500}, "GBP"), "up to £1,500");
  EXPECT_EQ(words(FilterId::kCost, {{}, 1e300}, "GBP"), "up to 1e+300") << "no line of digits";
  EXPECT_EQ(words(FilterId::kEffect, {1e-7, {}}), "1e-07 or more") << "which is not 0";
}

TEST(JointSentences, SayWhatOneFindingOrAppraisalMeets) {
  EXPECT_THAT(joint_sentences({}), IsEmpty());
  search::FilterSet filters = narrowed().question.filters;
  EXPECT_THAT(
      joint_sentences(filters),
      ElementsAre("Outcome and effect are met by one and the same finding of each record."));
  filters.chosen(FilterId::kKind) = {"bcr"};
  EXPECT_EQ(joint_sentences(filters).size(), 1U) << "one filter alone joins nothing";
  filters.range(FilterId::kRatio).least = 1;
  filters.chosen(FilterId::kBasis) = {"forecast"};
  EXPECT_EQ(joint_sentences(filters)[1],
            "Benefit per 1 of cost, kind of appraisal and basis are met by one and the same "
            "appraisal of each record.");
}

}  // namespace
}  // namespace outturn::render
