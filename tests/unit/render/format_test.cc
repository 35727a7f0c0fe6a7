// SPDX-License-Identifier: GPL-3.0-or-later
// How figures, money and dates are written: separators, real minus signs, no false zeros.
#include "server/render/format.h"

#include <gtest/gtest.h>

namespace outturn::render {
namespace {

TEST(Format, FiguresHaveSeparatorsAndARealMinus) {
  EXPECT_EQ(figure(1234567), "1,234,567");
  EXPECT_EQ(figure(-1234.5), "\u22121,234.5");
  EXPECT_EQ(figure(999), "999");
  EXPECT_EQ(figure(0.045), "0.045");
  EXPECT_EQ(count_figure(1000), "1,000");
}

TEST(Format, ZeroHasNoSign) {
  EXPECT_EQ(figure(-0.0), "0");
  EXPECT_EQ(fixed(-0.001, 2), "0.00");
  EXPECT_EQ(signed_effect(0), "0.00");
  EXPECT_EQ(money(-0.001, "GBP"), "£0");
}

TEST(Format, EffectsHaveTwoDecimalsOrMore) {
  EXPECT_EQ(effect_figure(0.3), "0.30");
  EXPECT_EQ(effect_figure(0.045), "0.045");
  EXPECT_EQ(signed_effect(0.13), "+0.13");
  EXPECT_EQ(signed_effect(-0.88), "\u22120.88");
}

TEST(Format, MoneyNamesItsCurrency) {
  EXPECT_EQ(money(7561, "GBP"), "£7,561");
  EXPECT_EQ(money(-473, "GBP"), "\u2212£473");
  EXPECT_EQ(money(1.94, "USD"), "$1.94");
  EXPECT_EQ(money(0.5, "EUR"), "€0.50");
  EXPECT_EQ(money(20, "CHF"), "CHF\u00a020");
  EXPECT_EQ(money(20, std::nullopt), "20");
  EXPECT_EQ(money(1.999, "GBP"), "£2");
}

TEST(Format, RatiosSayPerWhat) {
  EXPECT_EQ(ratio_text(1.94, "GBP"), "£1.94 per £1");
  EXPECT_EQ(ratio_text(4, "GBP"), "£4 per £1");
  EXPECT_EQ(ratio_text(1.94, std::nullopt), "1.94 per 1 spent");
  EXPECT_EQ(ratio_range_text(1.97, 3.94, "GBP"), "£1.97 to £3.94 per £1");
}

TEST(Format, SharesAndCounts) {
  EXPECT_EQ(percent(0.035), "3.5%");
  EXPECT_EQ(percent(1), "100%");
  EXPECT_EQ(plural(1, "effect", "effects"), "1 effect");
  EXPECT_EQ(plural(0, "effect", "effects"), "0 effects");
  EXPECT_EQ(plural(1204, "effect", "effects"), "1,204 effects");
}

TEST(Format, DatesAreReadOutOrLeftAlone) {
  EXPECT_EQ(date_text("2026-11-22"), "22 November 2026");
  EXPECT_EQ(date_text("2026-11-02T01:02:03Z"), "2 November 2026");
  EXPECT_EQ(date_text("2016-03"), "March 2016");
  EXPECT_EQ(date_text("2016"), "2016");
  EXPECT_EQ(date_text("2016-13"), "2016-13");
  EXPECT_EQ(date_text("soon"), "soon");
  EXPECT_EQ(date_text(""), "");
}

TEST(Format, TimesInMonthsOrYears) {
  EXPECT_EQ(months_text(1), "1 month");
  EXPECT_EQ(months_text(18), "18 months");
  EXPECT_EQ(months_text(24), "2 years");
  EXPECT_EQ(months_text(0.5), "0.5 months");
}

TEST(Format, WordsInASentence) {
  EXPECT_EQ(list_text({"a", "b", "c"}), "a, b and c");
  EXPECT_EQ(list_text({"a"}), "a");
  EXPECT_EQ(list_text({}), "");
  EXPECT_EQ(mid_sentence("Local authority"), "local authority");
  EXPECT_EQ(mid_sentence("NHS"), "NHS");
  EXPECT_EQ(sentence_case("from 2012"), "From 2012");
}

}  // namespace
}  // namespace outturn::render
