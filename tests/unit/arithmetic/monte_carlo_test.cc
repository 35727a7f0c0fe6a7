// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/evidence/arithmetic/monte_carlo.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <ctime>

#include "schema/evidence/arithmetic/breakeven.h"
#include "tests/unit/arithmetic/not_numbers.h"

namespace outturn::arithmetic {
namespace {

using test::kInfinity;
using test::kNan;
using testing::HasSubstr;

UncertainCase against(Distribution benefit, Distribution cost) {
  return {{{"benefit", benefit, 1}}, {{"cost", cost, 1}}};
}

/// Within four standard errors; a run of a fixed seed either always passes or never.
void expect_near_closed_form(const NormalAmount& benefits, const NormalAmount& costs) {
  const Distribution cost = costs.standard_error > 0
                                ? Distribution(Normal{costs.mean, costs.standard_error})
                                : Distribution(Fixed{costs.mean});
  const auto exact = chance_closed_form(benefits, costs).value();
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const auto run =
        simulate(against(Normal{benefits.mean, benefits.standard_error}, cost), {seed, 100'000})
            .value();
    EXPECT_NEAR(run.chance_benefits_exceed_costs, exact, 4 * run.chance_standard_error)
        << benefits.mean << " - " << costs.mean;
    EXPECT_NEAR(run.mean_net_benefit, benefits.mean - costs.mean,
                4 * run.sd_net_benefit / std::sqrt(1e5));
  }
}

TEST(MonteCarlo, AgreesWithTheClosedForm) {
  expect_near_closed_form({1200, 400}, {1000, 0});
  expect_near_closed_form({1200, 400}, {1000, 250});
  expect_near_closed_form({1000, 1}, {1000, 1});
  expect_near_closed_form({900, 100}, {1000, 20});
  expect_near_closed_form({-5, 3}, {2, 1});
}

TEST(MonteCarlo, ASeedGivesTheSameRunEverywhere) {
  const auto problem = against(Normal{1200, 400}, Pert{700, 900, 1800});
  const auto one = simulate(problem, {7, 10'000}).value();
  const auto two = simulate(problem, {7, 10'000}).value();
  EXPECT_EQ(one.mean_net_benefit, two.mean_net_benefit);
  EXPECT_EQ(one.percentiles[3].net_benefit, two.percentiles[3].net_benefit);
  const auto other = simulate(problem, {8, 10'000}).value();
  EXPECT_NE(one.mean_net_benefit, other.mean_net_benefit);
  // A change of generator or transform changes answers that people have quoted.
  EXPECT_NEAR(one.chance_benefits_exceed_costs, 0.6585, 1e-9);
  EXPECT_NEAR(one.mean_net_benefit, 177.465975293, 1e-6);
}

struct Moments {
  double mean;
  double sd;
};

void expect_moments(const char* name, const Distribution& distribution, const Moments& moments) {
  const auto run = simulate(against(distribution, Fixed{0}), {11, 400'000}).value();
  EXPECT_NEAR(run.mean_net_benefit, moments.mean, 4 * moments.sd / std::sqrt(4e5)) << name;
  EXPECT_NEAR(run.sd_net_benefit / moments.sd, 1, 0.01) << name;
}

TEST(MonteCarlo, DistributionsHaveTheirMeanAndSpread) {
  expect_moments("normal", Normal{3, 2}, {3, 2});
  expect_moments("uniform", Uniform{2, 8}, {5, 6 / std::sqrt(12.0)});
  expect_moments("triangular", Triangular{1, 2, 6}, {3, std::sqrt(14.0 / 12)});
  expect_moments("triangular from its low end", Triangular{0, 0, 3}, {1, std::sqrt(0.5)});
  expect_moments("lognormal", Lognormal{2, 0.5},
                 {2 * std::exp(0.125), 2 * std::exp(0.125) * std::sqrt(std::exp(0.25) - 1)});
  // Beta with a = 2, b = 4 on 0 to 6, and with a = 1, b = 5.
  expect_moments("pert", Pert{0, 1.5, 6}, {2, 6 * std::sqrt(8.0 / 252)});
  expect_moments("pert from its low end", Pert{0, 0, 6}, {1, 6 * std::sqrt(5.0 / 252)});
}

TEST(MonteCarlo, PercentilesAreThoseOfTheNormal) {
  const auto run = simulate(against(Normal{0, 1}, Fixed{0}), {5, 400'000}).value();
  const double expected[] = {-1.959964, -1.644854, -0.674490, 0, 0.674490, 1.644854, 1.959964};
  for (std::size_t i = 0; i < run.percentiles.size(); ++i)
    EXPECT_NEAR(run.percentiles[i].net_benefit, expected[i], 0.02);
}

TEST(MonteCarlo, PercentilesOfEqualDrawsAreThatDraw) {
  for (const double amount : {0.1, 0.3, -0.7}) {
    const auto run = simulate(against(Normal{amount, 1e-30}, Fixed{0}), {5, 10}).value();
    for (const NetPercentile& each : run.percentiles) EXPECT_EQ(each.net_benefit, amount);
  }
}

TEST(MonteCarlo, ScaleTurnsAnEffectIntoMoney) {
  const UncertainCase problem{{{"effect", Normal{-0.2, 0.1}, -5000}},
                              {{"staff", Fixed{300}, 1}, {"premises", Uniform{100, 300}, 1}}};
  const auto run = simulate(problem, {1, 100'000}).value();
  EXPECT_NEAR(run.mean_net_benefit, 500, 8);
  const auto exact = chance_closed_form({1000, 500}, {500, 0}).value();
  EXPECT_NEAR(run.chance_benefits_exceed_costs, exact, 0.01);
}

TEST(MonteCarlo, ASureThingStillHasAStandardError) {
  const auto run = simulate(against(Normal{1000, 1}, Fixed{0}), {1, 1000}).value();
  EXPECT_EQ(run.chance_benefits_exceed_costs, 1);
  EXPECT_GT(run.chance_standard_error, 0);
  const auto single = simulate(against(Normal{1, 1}, Fixed{0}), {1, 1}).value();
  EXPECT_EQ(single.sd_net_benefit, 0);
  EXPECT_EQ(single.percentiles.front().net_benefit, single.percentiles.back().net_benefit);
}

TEST(MonteCarlo, RefusesWhatIsNoDistribution) {
  const Distribution refused[] = {
      Fixed{kNan},          Normal{0, 0},          Normal{0, -1},       Normal{kNan, 1},
      Normal{0, kInfinity}, Uniform{1, 1},         Uniform{2, 1},       Uniform{-1.7e308, 1.7e308},
      Uniform{kNan, 1},     Triangular{1, 0, 2},   Triangular{1, 3, 2}, Triangular{1, 1, 1},
      Lognormal{0, 1},      Lognormal{1, 0},       Lognormal{-1, 1},    Pert{1, 0, 2},
      Pert{1, kNan, 2},     Pert{0, kInfinity, 1},
  };
  for (const Distribution& distribution : refused) {
    const auto run = simulate(against(distribution, Normal{0, 1}), {});
    ASSERT_FALSE(run) << distribution.index();
    EXPECT_THAT(run.error().message, HasSubstr("\"benefit\": "));
  }
}

TEST(MonteCarlo, RefusesWhatHasNoChance) {
  const auto sound = against(Normal{1, 1}, Fixed{1});
  EXPECT_FALSE(simulate(against(Fixed{2}, Fixed{1}), {}));
  EXPECT_FALSE(simulate({{}, sound.costs}, {}));
  EXPECT_FALSE(simulate({sound.benefits, {}}, {}));
  EXPECT_FALSE(simulate(sound, {1, 0}));
  EXPECT_FALSE(simulate(sound, {1, kMostDraws + 1}));
  EXPECT_FALSE(simulate({{{"effect", Normal{1, 1}, 0}}, sound.costs}, {}));
  EXPECT_FALSE(simulate({{{"effect", Normal{1, 1}, kNan}}, sound.costs}, {}));
  EXPECT_FALSE(simulate({{{"effect", Normal{1e308, 1e308}, 1e10}}, sound.costs}, {}));
  EXPECT_FALSE(simulate(against(Lognormal{1, 1e6}, Fixed{1}), {}));
  EXPECT_FALSE(simulate(against(Normal{0, 1e200}, Fixed{1}), {}));
}

TEST(ClosedForm, IsTheNormalProbability) {
  EXPECT_DOUBLE_EQ(chance_closed_form({5, 1}, {5, 1}).value(), 0.5);
  EXPECT_NEAR(chance_closed_form({1.959964, 1}, {0, 0}).value(), 0.975, 1e-7);
  EXPECT_NEAR(chance_closed_form({7, 3}, {2, 4}).value(), 0.8413447, 1e-7);
  EXPECT_EQ(chance_closed_form({1e300, 1e-300}, {0, 0}).value(), 1);
  EXPECT_FALSE(chance_closed_form({5, 0}, {3, 0}));
  EXPECT_FALSE(chance_closed_form({5, -1}, {3, 1}));
  EXPECT_FALSE(chance_closed_form({kNan, 1}, {3, 1}));
  EXPECT_FALSE(chance_closed_form({1e308, 1}, {-1e308, 1}));
  EXPECT_FALSE(chance_closed_form({0, 1.7e308}, {0, 1.7e308}));
}

TEST(ClosedForm, GivesTheChanceOfPayingBack) {
  // Half the effect is needed, and half the effect is one standard error.
  EXPECT_NEAR(chance_of_paying_back({-0.2, 100, 50, 1}, 0.1).value(), 0.8413447, 1e-7);
  EXPECT_NEAR(chance_of_paying_back({0.2, 100, 100, 1}, 0.1).value(), 0.5, 1e-12);
  EXPECT_FALSE(chance_of_paying_back({0.2, 100, 50, 1}, 0));
  EXPECT_FALSE(chance_of_paying_back({0, 100, 50, 1}, 0.1));
  const UncertainCase same{{{"effect", Normal{0.2, 0.1}, 300 / 0.2}}, {{"cost", Fixed{210}, 1}}};
  const auto run = simulate(same, {}).value();
  EXPECT_NEAR(run.chance_benefits_exceed_costs,
              chance_of_paying_back({0.2, 3, 210, 100}, 0.1).value(),
              4 * run.chance_standard_error);
}

TEST(Lognormals, ComeFromAnInterval) {
  const auto cost = lognormal_from_interval(100, 400, 0.95).value();
  EXPECT_DOUBLE_EQ(cost.median, 200);
  EXPECT_NEAR(cost.log_sd, std::log(2.0) / 1.959964, 1e-6);
  const auto run = simulate(against(cost, Fixed{0}), {3, 400'000}).value();
  EXPECT_NEAR(run.percentiles.front().net_benefit, 100, 1);
  EXPECT_NEAR(run.percentiles.back().net_benefit, 400, 4);
  for (const double level : {0.0, 1.0, kNan, 1.5})
    EXPECT_FALSE(lognormal_from_interval(1, 2, level));
  EXPECT_FALSE(lognormal_from_interval(0, 2, 0.95));
  EXPECT_FALSE(lognormal_from_interval(2, 2, 0.95));
  EXPECT_FALSE(lognormal_from_interval(1, kInfinity, 0.95));
  EXPECT_FALSE(lognormal_from_interval(1e-308, 1e308, 1e-320));
}

TEST(MonteCarlo, SaysHowLongItTakes) {
  const UncertainCase problem{
      {{"effect", Normal{0.2, 0.1}, 5000}, {"side effect", Triangular{-1, 0, 2}, 100}},
      {{"staff", Lognormal{300, 0.3}, 1}, {"premises", Pert{100, 150, 400}, 1}}};
  const auto simple = against(Normal{0.2, 0.1}, Triangular{100, 150, 400});
  for (const UncertainCase& one : {problem, simple}) {
    const std::clock_t start = std::clock();
    ASSERT_TRUE(simulate(one, {}));
    const double took = 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    fmt::print("100,000 draws of {} terms: {:.1f} ms of processor time\n",
               one.benefits.size() + one.costs.size(), took);
  }
}

}  // namespace
}  // namespace outturn::arithmetic
