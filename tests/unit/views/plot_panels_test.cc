// SPDX-License-Identifier: GPL-3.0-or-later
// Where marks and bars fall on the large plots; what is cut off or open ends in an arrow.
#include "server/render/plot_panels.h"

#include <gtest/gtest.h>

#include <array>

namespace outturn::render {
namespace {

using nlohmann::json;

TEST(PlotPanels, AxesEndInRoundFiguresAndNeverRunAway) {
  const std::array small{1.2, 1.9};
  EXPECT_EQ(ratio_axis(small).low, 0.5);
  EXPECT_EQ(ratio_axis(small).high, 5);
  const std::array wide{0.3, 70.08};
  EXPECT_EQ(ratio_axis(wide).low, 0.2);
  EXPECT_EQ(ratio_axis(wide).high, 100);
  const std::array extreme{-4.0, 1e9};
  EXPECT_EQ(ratio_axis(extreme).low, 0.1);
  EXPECT_EQ(ratio_axis(extreme).high, 100);
  EXPECT_EQ(ratio_axis({}).high, 5);
  const std::array effects{0.1, 1.31};
  EXPECT_EQ(effect_axis(effects).low, -0.5);
  EXPECT_EQ(effect_axis(effects).high, 1.5);
  const std::array far{-1e300, 7.0};
  EXPECT_EQ(effect_axis(far).low, -2);
  EXPECT_EQ(effect_axis(far).high, 2);
  const std::array at_the_end{1.0};
  EXPECT_EQ(effect_axis(at_the_end).high, 1);
}

TEST(PlotPanels, TheLineIsAmongTheTicks) {
  const std::array wide{0.3, 70.08};
  EXPECT_EQ(ticks_of(ratio_axis(wide)), (std::vector<double>{0.2, 0.5, 1, 2, 5, 10, 20, 50, 100}));
  EXPECT_EQ(ticks_of(effect_axis({})), (std::vector<double>{-0.5, 0, 0.5}));
}

json row_of(const PlotRow& row) {
  Plot plot{"p",           "T", "D", {Scale::kLog, 0.1, 100, 3, 97, 100, 1}, {0.1, 1, 10, 100},
            {{"G", {row}}}};
  return plot_view(plot)["panels"][0]["rows"][0];
}

TEST(PlotPanels, ALogScaleGivesEachPowerOfTenTheSameWidth) {
  PlotRow row;
  row.marker = Marker::kCircle;
  row.value = 1;
  EXPECT_EQ(row_of(row)["circle"]["x"], "34.33%");
  row.value = 10;
  EXPECT_EQ(row_of(row)["circle"]["x"], "65.67%");
  row.value = 0.1;
  EXPECT_EQ(row_of(row)["circle"]["x"], "3%");
}

TEST(PlotPanels, WhatLiesPastTheEndIsAnArrow) {
  PlotRow row;
  row.marker = Marker::kCircle;
  row.value = 250;
  json view = row_of(row);
  EXPECT_TRUE(view["circle"].is_null());
  EXPECT_EQ(view["far"]["head_x"], "97%");
  EXPECT_EQ(view["far"]["points"], "0,-7 10,0 0,7");
  row.value = 0;
  view = row_of(row);
  EXPECT_EQ(view["far"]["points"], "0,-7 -10,0 0,7") << "no logarithm: to the left";
  row.value = 5;
  row.low = 2;
  row.high = 400;
  view = row_of(row);
  EXPECT_FALSE(view["circle"].is_null());
  ASSERT_EQ(view["bar"]["heads"].size(), 1U);
  EXPECT_EQ(view["bar"]["x2"], "97%");
  EXPECT_TRUE(beyond({Scale::kLog, 0.1, 100, 3, 97, 100, 1}, row));
  row.high = 40;
  row.low = 0.05;
  EXPECT_TRUE(beyond({Scale::kLog, 0.1, 100, 3, 97, 100, 1}, row));
  row.low = 2;
  EXPECT_FALSE(beyond({Scale::kLog, 0.1, 100, 3, 97, 100, 1}, row));
}

TEST(PlotPanels, AnOpenEndIsAnArrowToTheEndOfTheScale) {
  PlotRow row;
  row.low = 10;
  row.open_high = true;
  json view = row_of(row);
  EXPECT_EQ(view["bar"]["x1"], "65.67%");
  EXPECT_EQ(view["bar"]["x2"], "97%");
  ASSERT_EQ(view["bar"]["heads"].size(), 1U);
  EXPECT_EQ(view["bar"]["heads"][0]["points"], "0,-5 8,0 0,5");
  EXPECT_TRUE(view["circle"].is_null()) << "no single figure is reported";
  row = {};
  row.high = 10;
  row.open_low = true;
  view = row_of(row);
  EXPECT_EQ(view["bar"]["x1"], "3%");
  EXPECT_EQ(view["bar"]["heads"][0]["points"], "0,-5 -8,0 0,5");
  row = {};
  row.value = 3;
  EXPECT_TRUE(row_of(row)["bar"].is_null());
}

TEST(PlotPanels, LabelsAreCutBetweenCharactersToLeaveRoomForTheirFigures) {
  PlotRow row;
  for (int i = 0; i < 100; ++i) row.label += "\u00e9";
  row.figure = "+0.11 (\u22120.05 to 0.27)";
  const std::string text = row_of(row)["short_label"];
  EXPECT_EQ(text.size(), 24 * 2 + 3U) << "46 fit: 21 of the figure, 24 letters and an ellipsis";
  EXPECT_TRUE(text.ends_with("\u2026"));
  row.label = "Twenty-five letters, just";
  EXPECT_EQ(row_of(row)["short_label"], row.label);
  row.label += "!";
  EXPECT_EQ(row_of(row)["short_label"], "Twenty-five letters, jus\u2026");
  EXPECT_EQ(row_of(row)["label"], row.label);
  row.figure = std::string(300, '9');
  EXPECT_EQ(row_of(row)["short_label"], "Twenty-\u2026");
  EXPECT_EQ(row_of(row)["figure"].get<std::string>().size(), 47 + 3U);
}

TEST(PlotPanels, TheHeightHoldsEveryRow) {
  Plot plot{"p", "T", "D", effect_axis({}), {}, {}};
  const auto height = [&] { return std::stoi(plot_view(plot)["height"].get<std::string>()); };
  plot.panels = {{"A", {PlotRow{}}}};
  const int one = height();
  plot.panels[0].rows.resize(3);
  const int three = height();
  EXPECT_EQ(three - one, 2 * 44);
  const json rows = plot_view(plot)["panels"][0]["rows"];
  EXPECT_LT(std::stoi(rows[2]["y"].get<std::string>()), three);
  EXPECT_EQ(std::stoi(rows[2]["y"].get<std::string>()) - std::stoi(rows[1]["y"].get<std::string>()),
            44);
}

}  // namespace
}  // namespace outturn::render
