// SPDX-License-Identifier: GPL-3.0-or-later
// What cells say, and what is refused because it can be read in two ways.
#include "indexer/profiles/cell_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace outturn::ingest {
namespace {

using ::testing::HasSubstr;

Cell text(std::string value) { return {CellKind::kText, std::move(value), {}}; }

double number(const char* value, const NumberForm& form = {}, Unit unit = Unit::kPlain) {
  const auto read = read_number(text(value), form, unit);
  if (read) return *read;
  ADD_FAILURE() << read.error().message;
  return 0;
}

std::string refusal(const char* value, const NumberForm& form = {}, Unit unit = Unit::kPlain) {
  const auto read = read_number(text(value), form, unit);
  return read ? "read as " + std::to_string(*read) : read.error().message + " " + read.error().hint;
}

TEST(Numbers, AsPeopleWriteThem) {
  EXPECT_EQ(number("12"), 12);
  EXPECT_EQ(number(" -.5 "), -0.5);
  EXPECT_EQ(number("\u2212"
                   "0.3"),
            -0.3);
  EXPECT_EQ(number("1.1e-16"), 1.1e-16);
  EXPECT_EQ(number("£1,234.50", {'.', ','}), 1234.5);
  EXPECT_EQ(number("1.204,5", {',', '.'}), 1204.5);
  EXPECT_EQ(number("1 204,5", {',', ' '}), 1204.5);
}

TEST(Numbers, InUnits) {
  EXPECT_EQ(number("3.5%", {}, Unit::kPercent), 0.035);
  EXPECT_EQ(number("3.5", {}, Unit::kPercent), 0.035);
  EXPECT_EQ(number("2.5", {}, Unit::kThousands), 2500);
  EXPECT_EQ(number("2.5", {}, Unit::kMillions), 2.5e6);
  const Cell stored{CellKind::kNumber, "12%", 0.12};
  EXPECT_EQ(*read_number(stored, {}, Unit::kPercent), 0.12);
}

TEST(Numbers, AreRefusedWhereTheyMightMeanTwoThings) {
  EXPECT_THAT(refusal("1,234"), HasSubstr("say in \"numbers\" what commas stand for"));
  EXPECT_THAT(refusal("1.234", {',', 0}), HasSubstr("\"thousands\": \".\""));
  EXPECT_THAT(refusal("1 234"), HasSubstr("is not a number"));
  EXPECT_THAT(refusal("12%"), HasSubstr("\"unit\": \"percent\""));
  EXPECT_THAT(refusal("<0.05"), HasSubstr("as_printed"));
  EXPECT_THAT(refusal("12,34", {'.', ','}), HasSubstr("is not a number"));
  EXPECT_THAT(refusal("n/a"), HasSubstr("\"blank\""));
  EXPECT_THAT(refusal("nan"), HasSubstr("is not a number"));
  EXPECT_THAT(refusal("1e999"), HasSubstr("is not a number"));
}

TEST(Dates, AreIsoOrOfAKnownOrder) {
  EXPECT_EQ(*read_date("2016", DateOrder::kNone), "2016");
  EXPECT_EQ(*read_date("2016-04-25T10:00", DateOrder::kNone), "2016-04-25");
  EXPECT_EQ(*read_date("3/4/2016", DateOrder::kDayFirst), "2016-04-03");
  EXPECT_EQ(*read_date("2/26/2018 12:00:00 AM", DateOrder::kMonthFirst), "2018-02-26");
  EXPECT_EQ(*read_date("25.4.2016", DateOrder::kDayFirst), "2016-04-25");
  EXPECT_THAT(read_date("3/4/2016", DateOrder::kNone).error().message, HasSubstr("two ways"));
  EXPECT_FALSE(read_date("26/2/2018", DateOrder::kMonthFirst));
  EXPECT_FALSE(read_date("3/4/16", DateOrder::kDayFirst));
  EXPECT_FALSE(read_date("99999999/1/1", DateOrder::kDayFirst));
  EXPECT_FALSE(read_date("", DateOrder::kNone));
}

TEST(Years, AreTheOneThatATextNames) {
  EXPECT_EQ(*read_year("1996, April"), 1996);
  EXPECT_EQ(*read_year("2007b"), 2007);
  EXPECT_EQ(*read_year("2007 (2007)"), 2007);
  EXPECT_FALSE(read_year("in press"));
  EXPECT_FALSE(read_year("2006-2008"));
  EXPECT_FALSE(read_year("12345"));
}

TEST(LengthsOfTime, AreMonths) {
  EXPECT_EQ(*read_months("0 Days"), 0);
  EXPECT_EQ(*read_months("1 Year"), 12);
  EXPECT_EQ(*read_months("6 months"), 6);
  EXPECT_EQ(*read_months("2 Weeks"), 0.5);
  EXPECT_FALSE(read_months("Year 1"));
  EXPECT_FALSE(read_months("3 Semesters"));
  EXPECT_FALSE(read_months("months"));
}

TEST(Slugs, AreSafeAndStable) {
  EXPECT_EQ(slug_of("Read Naturally\u00ae (2nd ed.)", 100), "read-naturally-2nd-ed");
  EXPECT_EQ(slug_of("O'Brien", 100), "obrien");
  EXPECT_EQ(slug_of("---", 100), "");
  EXPECT_EQ(slug_of("ab cd", 3), "ab");
}

TEST(Texts, AreFoldedForComparing) {
  EXPECT_EQ(folded(" Word  reading\u00a0"), "word reading");
  EXPECT_EQ(one_line("\ta \n b "), "a b");
}

}  // namespace
}  // namespace outturn::ingest
