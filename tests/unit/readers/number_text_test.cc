// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as people write them, and what is none.
#include "indexer/readers/number_text.h"

#include <gtest/gtest.h>

namespace outturn::ingest {
namespace {

TEST(ToNumber, AsPeopleWriteThem) {
  struct Row {
    const char* text;
    char decimal;
    double value;
  };
  for (const auto& [text, decimal, value] : {
           Row{"0", '.', 0},
           {".05", '.', .05},
           {"-.0599", '.', -.0599},
           {"+3", '.', 3},
           {"5.", '.', 5},
           {" 7 ", '.', 7},
           {"\u00A07\u202F", '.', 7},
           {"1,234.5", '.', 1234.5},
           {"1,234,567", '.', 1234567},
           {"-1,234", '.', -1234},
           {"1 234 567,5", ',', 1234567.5},
           {"1\u00A0234,5", ',', 1234.5},
           {"1\u202F234", '.', 1234},
           {"1.234,5", ',', 1234.5},
           {"1'234.5", '.', 1234.5},
           {"1,5", ',', 1.5},
           {",5", ',', .5},
           {"\u22120.2", '.', -.2},
           {"- 3", '.', -3},
           {"8.97592977211481E-06", '.', 8.97592977211481e-06},
           {"1e3", '.', 1000},
           {"1,5e-2", ',', .015},
           {"007", '.', 7},
       }) {
    const auto number = to_number(text, decimal);
    ASSERT_TRUE(number) << text;
    EXPECT_DOUBLE_EQ(*number, value) << text;
  }
}

TEST(ToNumber, WhatIsNone) {
  for (const char* text :
       {"",         " ",     ".",        "-",       "+",         "5%",   "£5",    "1,5",
        "1,23,456", "12,34", "1234,567", ",123",    "1,234 567", "1..2", "1.2.3", "1e",
        "1e+-3",    "e5",    "1e999",    "nan",     "inf",       "0x10", "n/a",   "1-2",
        "--1",      "+-1",   "1 2",      "12 3456", "1,234.5,6", "½",    "0,125"})
    EXPECT_FALSE(to_number(text, '.')) << text;
  for (const char* text : {"1.5", "1,2,3", "1.23", "1,234.5", "0.125", "-0.125"})
    EXPECT_FALSE(to_number(text, ',')) << text;
}

TEST(ToNumber, AThousandsMarkIsNotTakenForADecimalMark) {
  EXPECT_EQ(to_number("1,234", '.'), 1234);
  EXPECT_EQ(to_number("1,234", ','), 1.234);
  EXPECT_EQ(to_number("1.234", ','), 1234);
  EXPECT_EQ(to_number("1.234", '.'), 1.234);
}

TEST(WithoutCurrency, BeforeAndAfter) {
  EXPECT_EQ(without_currency("£1,200"), "1,200");
  EXPECT_EQ(without_currency(" $ 5"), "5");
  EXPECT_EQ(without_currency("1.200,50 €"), "1.200,50");
  EXPECT_EQ(without_currency("12"), "12");
  EXPECT_EQ(without_currency("5%"), "5%");
}

}  // namespace
}  // namespace outturn::ingest
