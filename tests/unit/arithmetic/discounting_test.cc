// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/evidence/arithmetic/discounting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "tests/unit/arithmetic/not_numbers.h"

namespace outturn::arithmetic {
namespace {

using test::kInfinity;
using test::kNan;
using testing::HasSubstr;

DiscountSchedule bands(std::vector<DiscountBand> rates) {
  DiscountSchedule schedule;
  schedule.label = "ours";
  schedule.bands = std::move(rates);
  return schedule;
}

TEST(Discounting, ABandTakesOverInItsFirstYear) {
  const auto factors = discount_factors(bands({{1, 1.0}, {3, 0.0}}), 4).value();
  EXPECT_EQ(factors, (std::vector<double>{1, 0.5, 0.25, 0.25, 0.25}));
  EXPECT_EQ(discount_factor(bands({{1, -0.5}}), 2).value(), 4);
}

TEST(Discounting, RefusesWhatIsNoSchedule) {
  const struct {
    DiscountSchedule schedule;
    std::string_view says;
  } kRefused[] = {
      {bands({}), "has no rates"},
      {bands({{0, 0.03}}), "does not begin with year 1"},
      {bands({{1, 0.03}, {1, 0.02}}), "out of order"},
      {bands({{1, 0.03}, {5, 0.02}, {4, 0.01}}), "out of order"},
      {bands({{1, kNan}}), "not a finite number"},
      {bands({{1, kInfinity}}), "not a finite number"},
      {bands({{1, -1}}), "-100%"},
  };
  for (const auto& [schedule, says] : kRefused) {
    const auto factor = discount_factor(schedule, 1);
    ASSERT_FALSE(factor) << says;
    EXPECT_EQ(factor.error().code, base::Code::kNotPossible);
    EXPECT_THAT(factor.error().message, HasSubstr(says));
  }
  auto short_one = bands({{1, 0.03}, {31, 0.02}});
  short_one.last_year = 30;
  EXPECT_FALSE(discount_factor(short_one, 1));
  EXPECT_FALSE(constant_discount_rate(-2));
  EXPECT_FALSE(constant_discount_rate(kNan));
}

TEST(Discounting, RefusesYearsThatHaveNoRate) {
  auto schedule = bands({{1, 0.035}});
  EXPECT_FALSE(discount_factor(schedule, -1));
  EXPECT_FALSE(discount_factor(schedule, std::numeric_limits<int>::min()));
  EXPECT_TRUE(discount_factor(schedule, kLongestHorizon));
  EXPECT_FALSE(discount_factor(schedule, kLongestHorizon + 1));
  EXPECT_FALSE(discount_factor(schedule, std::numeric_limits<int>::max()));
  schedule.last_year = 125;
  EXPECT_TRUE(discount_factor(schedule, 125));
  EXPECT_THAT(discount_factor(schedule, 126).error().message,
              HasSubstr("\"ours\" gives rates to year 125; year 126 is beyond it"));
}

TEST(Discounting, NothingInfiniteComesOut) {
  EXPECT_FALSE(discount_factor(bands({{1, -0.999999999}}), 100));
  EXPECT_EQ(discount_factor(bands({{1, 1e308}}), 2).value(), 0);
  const auto schedule = constant_discount_rate(0.035).value();
  using Flows = std::vector<double>;
  EXPECT_FALSE(present_value({}, schedule));
  EXPECT_THAT(present_value(Flows{1, kNan}, schedule).error().message,
              HasSubstr("the flow of year 1 is not a finite number"));
  EXPECT_FALSE(present_value(Flows{-kInfinity}, schedule));
  EXPECT_FALSE(present_value(Flows{1e308, 1e308, 1e308}, schedule));
  EXPECT_FALSE(present_value(Flows(kLongestHorizon + 2, 1.0), schedule));
  EXPECT_EQ(present_value(Flows{0, 0}, schedule).value(), 0);
}

TEST(Discounting, TimePreferenceRefusesBadParts) {
  EXPECT_FALSE(social_time_preference_rate({kNan, 0, 1, 0}));
  EXPECT_FALSE(social_time_preference_rate({0, 0, -1, 0.02}));
  EXPECT_FALSE(social_time_preference_rate({0, 0, 1e308, 1e308}));
  EXPECT_DOUBLE_EQ(social_time_preference_rate({0, 0.01, 1, 0.02}).value(), 0.03);
}

}  // namespace
}  // namespace outturn::arithmetic
