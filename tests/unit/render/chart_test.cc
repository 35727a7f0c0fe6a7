// SPDX-License-Identifier: GPL-3.0-or-later
// Where figures fall on the shared axes, and that shape as well as colour tells them apart.
#include "server/render/chart.h"

#include <gtest/gtest.h>

namespace outturn::render {
namespace {

TEST(Chart, LinearAxisIsStraight) {
  EXPECT_DOUBLE_EQ(position(kEffectAxis, -1).x, 10);
  EXPECT_DOUBLE_EQ(position(kEffectAxis, 0).x, 85);
  EXPECT_DOUBLE_EQ(position(kEffectAxis, 1).x, 160);
  EXPECT_DOUBLE_EQ(position(kEffectAxis, 0.5).x, 122.5);
}

TEST(Chart, LogAxisGivesEachPowerOfTenTheSameWidth) {
  const double tenth = position(kRatioAxis, 0.1).x;
  const double one = position(kRatioAxis, 1).x;
  const double ten = position(kRatioAxis, 10).x;
  const double hundred = position(kRatioAxis, 100).x;
  EXPECT_NEAR(one - tenth, ten - one, 1e-9);
  EXPECT_NEAR(ten - one, hundred - ten, 1e-9);
  EXPECT_DOUBLE_EQ(tenth, 15);
  EXPECT_DOUBLE_EQ(hundred, 175);
}

TEST(Chart, FiguresOutsideAreHeldAtTheEndAndSaySo) {
  EXPECT_EQ(position(kEffectAxis, 1.2).outside, Outside::kRight);
  EXPECT_EQ(position(kEffectAxis, -7).outside, Outside::kLeft);
  EXPECT_EQ(position(kRatioAxis, 0).outside, Outside::kLeft);
  EXPECT_EQ(position(kRatioAxis, -3).outside, Outside::kLeft);
  EXPECT_DOUBLE_EQ(position(kRatioAxis, -3).x, 15);
  EXPECT_EQ(position(kRatioAxis, 100).outside, Outside::kNo);
}

TEST(Chart, EffectsAreFilledWhenClearAndHollowWhenNot) {
  evidence::OrientedEffect effect{0.88, 0.45, 1.31, true};
  nlohmann::json plot = effect_plot(effect);
  EXPECT_EQ(plot["tone"], "good");
  EXPECT_EQ(plot["interval"]["heads"].size(), 1U) << "1.31 lies past the axis";
  effect = {0.11, -0.02, 0.24, false};
  plot = effect_plot(effect);
  EXPECT_EQ(plot["tone"], "unclear");
  EXPECT_TRUE(plot["interval"]["heads"].empty());
  effect = {0.11, std::nullopt, std::nullopt, false};
  EXPECT_TRUE(effect_plot(effect)["interval"].is_null());
  effect = {2.5, 1.5, 3.5, true};
  plot = effect_plot(effect);
  EXPECT_TRUE(plot["square"].is_null());
  EXPECT_FALSE(plot["arrow"].is_null());
}

TEST(Chart, RatiosBelowOneDifferInShape) {
  EXPECT_FALSE(ratio_plot({}, 1.94, {})["circle"].is_null());
  EXPECT_TRUE(ratio_plot({}, 1.94, {})["diamond"].is_null());
  EXPECT_FALSE(ratio_plot({}, 0.72, {})["diamond"].is_null());
  EXPECT_TRUE(ratio_plot({}, 0.72, {})["circle"].is_null());
  EXPECT_FALSE(ratio_plot({}, 1.0, {})["circle"].is_null());
  EXPECT_FALSE(ratio_plot({}, 250, {})["arrow"].is_null());
  const nlohmann::json range = ratio_plot(1.97, std::nullopt, 3.94);
  EXPECT_FALSE(range["interval"].is_null());
  EXPECT_TRUE(range["circle"].is_null());
}

TEST(Chart, MoneyBarsShareAZero) {
  const nlohmann::json gain = money_bar(10256, -473, 10256);
  const nlohmann::json loss = money_bar(-473, -473, 10256);
  EXPECT_EQ(gain["zero"], loss["zero"]);
  EXPECT_EQ(gain["x"], gain["zero"]);
  EXPECT_EQ(loss["tone"], "bad");
  EXPECT_EQ(money_bar(0, 0, 0)["length"], "0");
}

TEST(Chart, AxisLabelsAreRound) {
  EXPECT_EQ(axis_labels(kRatioAxis).dump(),
            R"([{"text":"0.1","x":"15"},{"text":"1","x":"68.3"},)"
            R"({"text":"10","x":"121.7"},{"text":"100","x":"175"}])");
  EXPECT_EQ(axis_labels(kEffectAxis)[0]["text"], "\u22121");
}

}  // namespace
}  // namespace outturn::render
