// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/evidence/arithmetic/breakeven.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/arithmetic/corpus_facts.h"
#include "tests/unit/arithmetic/not_numbers.h"

namespace outturn::arithmetic {
namespace {

using test::kInfinity;
using test::kNan;
using testing::HasSubstr;

TEST(Breakeven, PeopleAreWholeAndExactMultiplesStayExact) {
  const struct {
    double cost;
    double value;
    std::int64_t people;
  } kTable[] = {
      {100, 10, 10},        {101, 10, 11},
      {99.99, 10, 10},      {0.3, 0.1, 3},
      {3.3, 1.1, 3},        {4.35, 0.01, 435},
      {1.1, 3, 1},          {1, 3, 1},
      {1e-300, 1e300, 1},   {323000, 888, 364},
      {33.000001, 1.1, 31}, {9007199254740991, 1, 9007199254740991},
  };
  for (const auto& [cost, value, people] : kTable)
    EXPECT_EQ(breakeven_people(cost, value).value(), people) << cost << " / " << value;
  // Every multiple of a penny price, as a person would type it.
  for (int n = 1; n <= 20000; ++n) ASSERT_EQ(breakeven_people(n * 0.07, 0.07).value(), n) << n;
}

TEST(Breakeven, PeopleNeedACostAndAValue) {
  for (const double bad : {0.0, -1.0, kNan, kInfinity}) {
    EXPECT_FALSE(breakeven_people(bad, 10)) << bad;
    EXPECT_FALSE(breakeven_people(10, bad)) << bad;
  }
  EXPECT_FALSE(breakeven_people(1e308, 1e-308));
  EXPECT_FALSE(breakeven_people(1e16, 1));
}

TEST(Breakeven, AnEffectMayShrinkToTheShareThatPays) {
  // 200 people at 500 each are worth 100,000; 40,000 pays with 40% of the effect.
  const auto result = breakeven_effect({-0.25, 500, 40000, 200}).value();
  EXPECT_DOUBLE_EQ(result.share_needed, 0.4);
  EXPECT_DOUBLE_EQ(result.effect, -0.1);
  EXPECT_DOUBLE_EQ(result.may_shrink_by, 0.6);
  EXPECT_DOUBLE_EQ(result.value_as_published, 100000);
  const auto dear = breakeven_effect({0.25, 500, 150000, 200}).value();
  EXPECT_DOUBLE_EQ(dear.share_needed, 1.5);
  EXPECT_DOUBLE_EQ(dear.may_shrink_by, -0.5);
}

TEST(Breakeven, AnEffectNeedsSomethingToScale) {
  EXPECT_THAT(breakeven_effect({0, 500, 1, 1}).error().message, HasSubstr("is 0"));
  EXPECT_FALSE(breakeven_effect({kNan, 500, 1, 1}));
  for (const double bad : {0.0, -1.0, kNan, kInfinity}) {
    EXPECT_FALSE(breakeven_effect({0.2, bad, 1, 1}));
    EXPECT_FALSE(breakeven_effect({0.2, 1, bad, 1}));
    EXPECT_FALSE(breakeven_effect({0.2, 1, 1, bad}));
  }
  EXPECT_FALSE(breakeven_effect({0.2, 1e200, 1, 1e200}));
  EXPECT_FALSE(breakeven_effect({0.2, 1e-200, 1e200, 1}));
  EXPECT_FALSE(breakeven_effect({5e-324, 1, 0.1, 1}));  // an effect of 0 by underflow
  EXPECT_FALSE(breakeven_effect({0.2, 1e200, 1e-200, 1}));
}

TEST(Breakeven, ALineImpliesARangeOfCosts) {
  const PrintRounding exact_up{WholePeople::kRoundedUp, 0};
  const auto up = implied_cost({100, 5}, exact_up).value();
  EXPECT_EQ(up.low, 400);
  EXPECT_EQ(up.high, 500);
  EXPECT_EQ(up.product, 500);
  const auto nearest = implied_cost({100, 5}, {WholePeople::kRoundedToNearest, 0}).value();
  EXPECT_EQ(nearest.low, 450);
  EXPECT_EQ(nearest.high, 550);
  const auto printed = implied_cost({100, 5}, {}).value();
  EXPECT_EQ(printed.low, 4 * 99.5);
  EXPECT_EQ(printed.high, 6 * 100.5);
  for (const BreakevenLine line :
       {BreakevenLine{0, 5}, BreakevenLine{100, 0}, BreakevenLine{-1, 5}, BreakevenLine{100, 2.5},
        BreakevenLine{kNan, 5}, BreakevenLine{100, kInfinity}, BreakevenLine{1e300, 1e300},
        BreakevenLine{0.5, 5}})
    EXPECT_FALSE(implied_cost(line, {})) << line.value_per_beneficiary << " " << line.beneficiaries;
  EXPECT_FALSE(implied_cost({100, 5}, {WholePeople::kRoundedUp, -1}));
}

std::vector<BreakevenLine> bradford() {
  std::vector<BreakevenLine> lines;
  const auto appraisal = test::corpus_appraisal("bradford-hubs.json", "breakeven");
  for (const auto& line : appraisal.at("breakeven"))
    if (line.contains("value_per_beneficiary"))
      lines.push_back({line.at("value_per_beneficiary"), line.at("beneficiaries")});
  return lines;
}

TEST(Breakeven, BradfordWasMadeWithOneCostOfAbout323Thousand) {
  const auto lines = bradford();
  ASSERT_EQ(lines.size(), 4U);
  const auto common = common_cost(lines, {}).value();
  EXPECT_TRUE(common.agrees);
  EXPECT_NEAR(common.mean_product, 323373.5, 0.01);
  EXPECT_EQ(common.lowest_product, 98 * 3288);
  EXPECT_EQ(common.highest_product, 288 * 1126);
  EXPECT_LE(common.interval.low, 323500);
  EXPECT_GE(common.interval.high, 323500);
  for (const BreakevenLine& line : lines) {
    const auto people = static_cast<double>(
        breakeven_people(common.mean_product, line.value_per_beneficiary).value());
    EXPECT_NEAR(people, line.beneficiaries, 1);
  }
}

TEST(Breakeven, BradfordRoundedPeopleToTheNearestAndNotUp) {
  EXPECT_TRUE(common_cost(bradford(), {WholePeople::kRoundedToNearest, 0.5})->agrees);
  EXPECT_FALSE(common_cost(bradford(), {WholePeople::kRoundedUp, 0.5})->agrees);
}

TEST(Breakeven, LinesOfTwoCostsDoNotAgree) {
  auto lines = bradford();
  lines[1].beneficiaries = 195;
  EXPECT_FALSE(common_cost(lines, {})->agrees);
  lines.resize(1);
  EXPECT_FALSE(common_cost(lines, {}));
  EXPECT_FALSE(common_cost({}, {}));
  EXPECT_FALSE(common_cost(std::vector<BreakevenLine>{{1, 1}, {kNan, 1}}, {}));
}

}  // namespace
}  // namespace outturn::arithmetic
