// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/evidence/arithmetic/sroi.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "tests/unit/arithmetic/corpus_facts.h"
#include "tests/unit/arithmetic/not_numbers.h"

namespace outturn::arithmetic {
namespace {

using test::kInfinity;
using test::kNan;
using testing::ElementsAre;
using testing::HasSubstr;
using Outcomes = std::vector<SroiOutcome>;

const DiscountSchedule& undiscounted() {
  static const auto kSchedule = constant_discount_rate(0).value();
  return kSchedule;
}

TEST(Sroi, FiltersTakeOffInTurn) {
  EXPECT_DOUBLE_EQ(claimed_value(1000, {0.2, 0.1, 0.5, 0.9}).value(), 360);
  EXPECT_EQ(claimed_value(1000, {1, 0, 0, 0}).value(), 0);
  EXPECT_EQ(claimed_value(-1000, {}).value(), -1000);
  for (const double bad : {-0.01, 1.01, kNan, kInfinity}) {
    EXPECT_FALSE(claimed_value(1, {bad, 0, 0, 0}));
    EXPECT_FALSE(claimed_value(1, {0, bad, 0, 0}));
    EXPECT_FALSE(claimed_value(1, {0, 0, bad, 0}));
    EXPECT_FALSE(claimed_value(1, {0, 0, 0, bad}));
  }
  EXPECT_FALSE(claimed_value(kNan, {}));
}

TEST(Sroi, DropOffBeginsInTheSecondYear) {
  const Outcomes outcomes{{"work", 1000, {0.2, 0, 0.5, 0.25}, 1, 3}};
  const auto result = social_return(outcomes, 462.5, undiscounted()).value();
  EXPECT_THAT(result.outcomes[0].by_year, ElementsAre(0, 400, 300, 225));
  EXPECT_DOUBLE_EQ(result.present_value, 925);
  EXPECT_DOUBLE_EQ(result.ratio, 2);
  EXPECT_DOUBLE_EQ(result.net_present_value, 462.5);
  EXPECT_DOUBLE_EQ(result.gross_value, 3000);
}

TEST(Sroi, TheFirstYearIsDiscountedOnceAsInTheGuide) {
  const auto ten = constant_discount_rate(0.1).value();
  EXPECT_DOUBLE_EQ(social_return(Outcomes{{"a", 110, {}, 1, 1}}, 1, ten)->present_value, 100);
  EXPECT_DOUBLE_EQ(social_return(Outcomes{{"a", 110, {}, 0, 1}}, 1, ten)->present_value, 110);
}

TEST(Sroi, RefusesWhatHasNoReturn) {
  const Outcomes good{{"a", 1, {}, 1, 1}};
  EXPECT_FALSE(social_return({}, 1, undiscounted()));
  for (const double inputs : {0.0, -1.0, kNan, kInfinity})
    EXPECT_FALSE(social_return(good, inputs, undiscounted()));
  const SroiOutcome bad[] = {
      {"a", 1, {}, 1, 0},         {"a", 1, {}, 1, std::numeric_limits<int>::max()},
      {"a", 1, {}, -1, 1},        {"a", 1, {}, std::numeric_limits<int>::max(), 1},
      {"a", kInfinity, {}, 1, 1}, {"a", 1e308, {}, 1, 10},
      {"a", 1, {}, 900, 900},     {"a", 1, {2, 0, 0, 0}, 1, 1},
  };
  for (const SroiOutcome& outcome : bad)
    EXPECT_FALSE(social_return(Outcomes{outcome}, 1, undiscounted()))
        << outcome.gross_value << " " << outcome.first_year << " " << outcome.duration;
  EXPECT_FALSE(social_return(good, 1, {}));
}

TEST(Scenarios, RowsAreSharesOfTheHeadline) {
  const auto table = scenario_table({100, 400, 200}, std::vector{0.0, 0.5, 1.0}).value();
  ASSERT_EQ(table.rows.size(), 3U);
  EXPECT_DOUBLE_EQ(table.rows[1].benefits_high, 200);
  EXPECT_DOUBLE_EQ(table.rows[1].net_low, -150);
  EXPECT_DOUBLE_EQ(table.rows[1].net_high, 0);
  EXPECT_DOUBLE_EQ(table.rows[2].ratio_low, 0.5);
  EXPECT_DOUBLE_EQ(*table.breakeven_share_low, 2);
  EXPECT_DOUBLE_EQ(*table.breakeven_share_high, 0.5);
  EXPECT_FALSE(scenario_table({-10, 400, 200}, std::vector{0.5})->breakeven_share_low);
}

TEST(Scenarios, RefusesWhatIsNoTable) {
  const std::vector<double> half{0.5};
  EXPECT_FALSE(scenario_table({1, 2, 1}, {}));
  EXPECT_FALSE(scenario_table({2, 1, 1}, half));
  for (const double bad : {kNan, kInfinity}) {
    EXPECT_FALSE(scenario_table({bad, 2, 1}, half));
    EXPECT_FALSE(scenario_table({1, bad, 1}, half));
    EXPECT_FALSE(scenario_table({1, 2, bad}, half));
  }
  for (const double cost : {0.0, -1.0}) EXPECT_FALSE(scenario_table({1, 2, cost}, half));
  for (const double share : {-0.1, 1.1, kNan})
    EXPECT_FALSE(scenario_table({1, 2, 1}, std::vector{share}));
  EXPECT_FALSE(scenario_table({1, 1e308, 1e-10}, half));
}

TEST(Scenarios, PrintedRowsNeedAShare) {
  using Rows = std::vector<PrintedScenario>;
  EXPECT_DOUBLE_EQ(common_whole(Rows{{0.5, 50}, {0.25, 26}})->spread, 4.0 / 102);
  EXPECT_FALSE(common_whole(Rows{{0.5, 50}}));
  EXPECT_FALSE(common_whole(Rows{{0, 0}, {0.5, 50}}));
  EXPECT_FALSE(common_whole(Rows{{0, 1}, {0.5, 50}}));
  EXPECT_FALSE(common_whole(Rows{{0.5, kNan}, {0.5, 50}}));
  EXPECT_FALSE(common_whole(Rows{{0.5, 50}, {0.5, -50}}));
  EXPECT_FALSE(common_whole(Rows{{1, 1e308}, {1, -1e307}, {1, -1.7e308}}));
}

TEST(Scenarios, OldhamsRowsAreSharesOfOneFigureAndBreakEvenNearAQuarter) {
  const auto appraisal =
      test::corpus_appraisal("oldham-thriving-communities.json", "cost_avoidance");
  const double low = appraisal.at("total_benefits_low");
  const double high = appraisal.at("total_benefits_high");
  const double cost_low = low / appraisal.at("ratio").at("low").get<double>();
  const double cost_high = high / appraisal.at("ratio").at("high").get<double>();
  EXPECT_NEAR(cost_low, cost_high, 500);  // both ends of the ratio imply one cost
  std::vector<double> shares;
  std::vector<PrintedScenario> lows;
  std::vector<PrintedScenario> highs;
  for (const auto& row : appraisal.at("scenarios")) {
    shares.push_back(row.at("share"));
    lows.push_back({row.at("share"), row.at("low")});
    highs.push_back({row.at("share"), row.at("high")});
  }
  ASSERT_EQ(shares.size(), 4U);
  const auto whole_low = common_whole(lows).value();
  const auto whole_high = common_whole(highs).value();
  EXPECT_LT(whole_low.spread, 0.01);
  EXPECT_LT(whole_high.spread, 0.01);
  EXPECT_NEAR(whole_low.mean / low, 1, 0.01);
  EXPECT_NEAR(whole_high.mean / high, 1, 0.01);
  const auto table = scenario_table({low, high, cost_high}, shares).value();
  for (std::size_t i = 0; i < shares.size(); ++i) {
    EXPECT_NEAR(table.rows[i].benefits_low / lows[i].amount, 1, 0.01) << shares[i];
    EXPECT_NEAR(table.rows[i].benefits_high / highs[i].amount, 1, 0.01) << shares[i];
  }
  EXPECT_NEAR(*table.breakeven_share_high, 0.25, 0.005);
  EXPECT_NEAR(*table.breakeven_share_low, 0.51, 0.005);
}

}  // namespace
}  // namespace outturn::arithmetic
