// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/evidence/arithmetic/appraisal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/arithmetic/not_numbers.h"

namespace outturn::arithmetic {
namespace {

using test::kInfinity;
using test::kNan;
using testing::HasSubstr;
using Flows = std::vector<double>;

TEST(Appraisal, ARatioNeedsACost) {
  EXPECT_DOUBLE_EQ(benefit_cost_ratio(-50, 100).value(), -0.5);
  EXPECT_EQ(benefit_cost_ratio(0, 100).value(), 0);
  for (const double cost : {0.0, -0.0, -100.0, kNan, kInfinity, -kInfinity})
    EXPECT_FALSE(benefit_cost_ratio(50, cost)) << cost;
  EXPECT_FALSE(benefit_cost_ratio(1e308, 1e-10));
  EXPECT_DOUBLE_EQ(net_benefit(50, -10).value(), 60);
  EXPECT_FALSE(net_benefit(1e308, -1e308));
}

TEST(Appraisal, TotalsRefuseWhatWouldMislead) {
  using Benefits = std::vector<PerspectiveBenefit>;
  EXPECT_FALSE(appraise({}, 10));
  EXPECT_THAT(appraise(Benefits{{"NHS", 1}, {"NHS", 2}}, 10).error().message,
              HasSubstr("\"NHS\" is given twice"));
  EXPECT_FALSE(appraise(Benefits{{"NHS", kNan}}, 10));
  EXPECT_FALSE(appraise(Benefits{{"NHS", 1e308}, {"DWP", 1e308}}, 10));
  EXPECT_FALSE(appraise(Benefits{{"NHS", 1}}, 0));
}

TEST(Appraisal, CostPerParticipant) {
  EXPECT_DOUBLE_EQ(cost_per_participant(1000, 8).value(), 125);
  EXPECT_EQ(cost_per_participant(0, 8).value(), 0);
  for (const double people : {0.0, -3.0, kNan}) EXPECT_FALSE(cost_per_participant(1000, people));
  EXPECT_FALSE(cost_per_participant(-1, 8));
  EXPECT_FALSE(cost_per_participant(1e308, 1e-5));
}

TEST(Appraisal, PaybackSharesOutTheCrossingYear) {
  EXPECT_DOUBLE_EQ(payback_years(Flows{-100, 50, 50}).value(), 2);
  EXPECT_DOUBLE_EQ(payback_years(Flows{-100, -100, 50, 200}).value(), 2.75);
  EXPECT_DOUBLE_EQ(payback_years(Flows{0, -100, 200}).value(), 1.5);
  const auto schedule = constant_discount_rate(0.1).value();
  EXPECT_NEAR(discounted_payback_years(Flows{-100, 55, 60.5}, schedule).value(), 2, 1e-12);
}

TEST(Appraisal, PaybackSaysWhyThereIsNone) {
  const struct {
    Flows flows;
    std::string_view says;
  } kRefused[] = {
      {{}, "the flows are missing"},
      {{kNan, 1}, "not finite"},
      {{-1, kInfinity}, "not finite"},
      {{100, 50}, "nothing is laid out first"},
      {{0, 0}, "nothing is laid out first"},
      {{-100, 30, 30}, "within 2 years: 40 is missing"},
      {{-100, 150, -100, 80}, "below 0 again in year 2"},
      {{-1e308, -1e308}, "too large"},
  };
  for (const auto& [flows, says] : kRefused) {
    const auto years = payback_years(flows);
    ASSERT_FALSE(years) << says;
    EXPECT_THAT(years.error().message, HasSubstr(says));
  }
  const auto schedule = constant_discount_rate(0.1).value();
  EXPECT_FALSE(discounted_payback_years(Flows{-100, 55, 55}, schedule));
  EXPECT_FALSE(discounted_payback_years({}, schedule));
}

TEST(Appraisal, CategoriesBeginAtTheirLowerEnd) {
  EXPECT_EQ(value_for_money(0).value().category, ValueForMoney::kPoor);
  EXPECT_EQ(value_for_money(-1e308).value().category, ValueForMoney::kVeryPoor);
  EXPECT_EQ(value_for_money(1e308).value().category, ValueForMoney::kVeryHigh);
  EXPECT_FALSE(value_for_money(kNan));
  EXPECT_FALSE(value_for_money(kInfinity));
}

TEST(Appraisal, WellbeingHasAScale) {
  EXPECT_DOUBLE_EQ(wellbeing_value({-0.5, 2, 10, 13000}).value(), -130000);
  EXPECT_FALSE(wellbeing_value({10.5, 1, 1, 13000}));
  EXPECT_FALSE(wellbeing_value({kNan, 1, 1, 13000}));
  for (const double bad : {0.0, -1.0, kNan, kInfinity}) {
    EXPECT_FALSE(wellbeing_value({1, bad, 1, 13000}));
    EXPECT_FALSE(wellbeing_value({1, 1, bad, 13000}));
    EXPECT_FALSE(wellbeing_value({1, 1, 1, bad}));
  }
  EXPECT_FALSE(wellbeing_value({1, 1e200, 1e200, 1}));
}

}  // namespace
}  // namespace outturn::arithmetic
