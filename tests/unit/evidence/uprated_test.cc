// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/evidence/uprated.h"

#include <gtest/gtest.h>

#include "schema/evidence/price_series.h"

namespace outturn::evidence {
namespace {

Appraisal appraisal() {
  Appraisal one;
  one.currency = "GBP";
  one.price_year = 2010;
  one.total_cost = 1000;
  one.net_benefit = -200;
  return one;
}

TEST(Uprated, EveryAmountByTheDeflatorOfItsCurrency) {
  const auto* deflator = gdp_deflator("GB", arithmetic::YearBasis::kCalendar).value();
  const double factor = arithmetic::value_in(*deflator, deflator->last_year()).value() /
                        arithmetic::value_in(*deflator, 2010).value();
  const auto now = uprated(appraisal()).value();
  EXPECT_EQ(now.price_year, deflator->last_year());
  ASSERT_EQ(now.amounts.size(), 2U);
  EXPECT_EQ(now.amounts[0].field, "total_cost");
  EXPECT_NEAR(now.amounts[0].amount, 1000 * factor, 1e-9);
  EXPECT_NEAR(now.amounts[1].amount, -200 * factor, 1e-9);
  EXPECT_GT(factor, 1.2) << "prices rose by more than a fifth since 2010";
  EXPECT_NE(now.method.find("deflator"), std::string::npos) << now.method;
}

TEST(Uprated, SaysWhatIsMissing) {
  Appraisal one = appraisal();
  one.price_year = std::nullopt;
  EXPECT_NE(uprated(one).error().message.find("year of the prices"), std::string::npos);
  one.price_year = 1800;
  EXPECT_FALSE(uprated(one));
  one = appraisal();
  one.currency = std::nullopt;
  EXPECT_NE(uprated(one).error().message.find("currency"), std::string::npos);
  one.currency = "XYZ";
  EXPECT_NE(uprated(one).error().message.find("XYZ"), std::string::npos);
  one = appraisal();
  one.total_cost = one.net_benefit = std::nullopt;
  EXPECT_NE(uprated(one).error().message.find("no amount"), std::string::npos);
  one.total_cost = 1.7e308;
  EXPECT_FALSE(uprated(one)) << "past what a double holds";
}

}  // namespace
}  // namespace outturn::evidence
