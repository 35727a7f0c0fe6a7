// SPDX-License-Identifier: GPL-3.0-or-later
// Bars stand for the counts, the same counts are in words, and the chosen range is told apart.
#include "server/render/histogram_view.h"

#include <gmock/gmock.h>

#include "answers.h"

namespace outturn::render {
namespace {

using ::testing::ElementsAre;

TEST(Histogram, BinsSayWhatTheyHold) {
  EXPECT_EQ(bin_words(FilterId::kEffect, 0), "below \u22121");
  EXPECT_EQ(bin_words(FilterId::kEffect, 11), "0 to under 0.1");
  EXPECT_EQ(bin_words(FilterId::kEffect, 21), "1 or more");
  EXPECT_EQ(bin_words(FilterId::kYear, 0), "before 1980");
  EXPECT_EQ(bin_words(FilterId::kYear, 33), "2012");
  EXPECT_EQ(bin_words(FilterId::kYear, 51), "2030 or later");
  EXPECT_EQ(bin_words(FilterId::kCost, 7), "1,000 to under 2,000");
}

TEST(Histogram, HeightsAreInProportionAndNumbersBeside) {
  const auto view = histogram_view(histogram(FilterId::kRatio, {{4, 10}, {5, 5}, {11, 1}}), {});
  EXPECT_THAT(texts(view["bars"], "bar_height"), ElementsAre("44", "22", "4.4"));
  EXPECT_THAT(texts(view["bars"], "bar_y"), ElementsAre("0", "22", "39.6"));
  EXPECT_THAT(texts(view["bars"], "bar_x"), ElementsAre("80", "100", "220"));
  EXPECT_THAT(texts(view["bins"], "bin"),
              ElementsAre("1 to under 1.5", "1.5 to under 2", "50 or more"));
  EXPECT_THAT(texts(view["bins"], "bin_count"), ElementsAre("10", "5", "1"));
  EXPECT_EQ(text(view, "mark"), "80") << "the line at 1 stands left of the bin that begins there";
}

TEST(Histogram, BarsOutsideTheRangeAreTold) {
  const auto view =
      histogram_view(histogram(FilterId::kRatio, {{3, 1}, {4, 1}, {5, 1}, {6, 1}}), {1, 2});
  EXPECT_EQ(view["bars"][0]["bar_out"], true) << "0.5 to 1 does not hold 1";
  EXPECT_EQ(view["bars"][1]["bar_out"], false);
  EXPECT_EQ(view["bars"][2]["bar_out"], false);
  EXPECT_EQ(view["bars"][3]["bar_out"], false) << "2 to 3 holds 2";
}

TEST(Histogram, EmptyYearsAtTheEndsAreLeftOut) {
  const auto view = histogram_view(histogram(FilterId::kYear, {{21, 2}, {36, 4}}), {});
  EXPECT_THAT(texts(view["bars"], "bar_x"), ElementsAre("0", "225"));
  EXPECT_THAT(texts(view["ticks"], "text"), ElementsAre("2000", "2015"));
}

TEST(Histogram, AFewYearsAreNoWiderThanOneInADozen) {
  const auto view = histogram_view(histogram(FilterId::kYear, {{33, 2}}), {});
  EXPECT_THAT(texts(view["bars"], "bar_width"), ElementsAre("17.5"));
  EXPECT_THAT(texts(view["ticks"], "text"), ElementsAre("2006", "2018"));
  const auto last = histogram_view(histogram(FilterId::kYear, {{51, 2}}), {});
  EXPECT_THAT(texts(last["ticks"], "text"), ElementsAre("2019", "2030 or later"));
  const auto first = histogram_view(histogram(FilterId::kYear, {{0, 2}}), {});
  EXPECT_THAT(texts(first["ticks"], "text"), ElementsAre("before 1980", "1990"));
}

TEST(Histogram, NoneWhereNoRecordHasTheFigure) {
  EXPECT_TRUE(histogram_view(histogram(FilterId::kYear, {}), {}).is_null());
  EXPECT_TRUE(histogram_view({FilterId::kYear, {}}, {}).is_null());
}

}  // namespace
}  // namespace outturn::render
