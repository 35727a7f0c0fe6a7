// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/evidence/arithmetic/agencies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace outturn::arithmetic {
namespace {

using testing::HasSubstr;
using Flows = std::vector<AgencyFlow>;

const DiscountSchedule& ten_percent() {
  static const auto kSchedule = constant_discount_rate(0.1).value();
  return kSchedule;
}

TEST(Agencies, TheCouncilPaysAndTheHealthServiceGains) {
  const Flows flows{
      {"local_authority", 0, 100, FlowKind::kCost, Cashable::kNotStated},
      {"nhs", 2, 121, FlowKind::kBenefit, Cashable::kNo},
      {"local_authority", 1, 33, FlowKind::kBenefit, Cashable::kYes},
      {"nhs", 1, 11, FlowKind::kBenefit, Cashable::kYes},
      {"nhs", 1, 22, FlowKind::kBenefit, Cashable::kNotStated},
  };
  const auto table = by_agency(flows, ten_percent()).value();
  ASSERT_EQ(table.rows.size(), 2U);
  const AgencyRow& council = table.rows[0];
  EXPECT_EQ(council.agency, "local_authority");
  EXPECT_DOUBLE_EQ(council.undiscounted.net, -67);
  EXPECT_DOUBLE_EQ(council.present_value.net, -70);
  ASSERT_EQ(council.years.size(), 2U);
  EXPECT_EQ(council.years[1].year, 1);
  EXPECT_DOUBLE_EQ(council.years[1].sums.cashable, 33);
  const AgencyRow& nhs = table.rows[1];
  EXPECT_DOUBLE_EQ(nhs.undiscounted.cashable, 11);
  EXPECT_DOUBLE_EQ(nhs.undiscounted.not_cashable, 121);
  EXPECT_DOUBLE_EQ(nhs.undiscounted.not_stated, 22);
  EXPECT_DOUBLE_EQ(nhs.present_value.not_cashable, 100);
  EXPECT_EQ(nhs.years[0].year, 1);  // in order, whatever the order of the flows
  EXPECT_DOUBLE_EQ(table.all.undiscounted.net, 87);
  EXPECT_DOUBLE_EQ(table.all.undiscounted.cashable_net, -56);
  EXPECT_DOUBLE_EQ(table.all.present_value.net, 60);
}

TEST(Agencies, RefusesFlowsThatCannotBePlaced) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const AgencyFlow good{"nhs", 0, 1, FlowKind::kBenefit, Cashable::kYes};
  EXPECT_TRUE(by_agency(Flows{good}, ten_percent()));
  const struct {
    AgencyFlow flow;
    std::string_view says;
  } kRefused[] = {
      {{"", 0, 1, FlowKind::kCost, Cashable::kNotStated}, "names no agency"},
      {{"nhs", 0, nan, FlowKind::kCost, Cashable::kNotStated}, "a flow of nhs in year 0"},
      {{"nhs", 0, 1, FlowKind::kCost, Cashable::kYes}, "only a benefit"},
      {{"nhs", -1, 1, FlowKind::kCost, Cashable::kNotStated}, "before the decision"},
      {{"nhs", kLongestHorizon + 1, 1, FlowKind::kCost, Cashable::kNotStated}, "beyond"},
  };
  for (const auto& [flow, says] : kRefused) {
    const auto table = by_agency(Flows{good, flow}, ten_percent());
    ASSERT_FALSE(table) << says;
    EXPECT_THAT(table.error().message, HasSubstr(says));
  }
  EXPECT_FALSE(by_agency({}, ten_percent()));
  const AgencyFlow huge{"nhs", 1, 1e308, FlowKind::kBenefit, Cashable::kYes};
  const AgencyFlow loss{"nhs", 2, -1e308, FlowKind::kBenefit, Cashable::kYes};
  EXPECT_FALSE(by_agency(Flows{huge, huge}, ten_percent()));
  EXPECT_FALSE(by_agency(Flows{huge, loss, huge}, ten_percent()));  // in year 1
  EXPECT_FALSE(by_agency(Flows{good}, {}));
}

}  // namespace
}  // namespace outturn::arithmetic
