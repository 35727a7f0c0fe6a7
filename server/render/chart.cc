// SPDX-License-Identifier: GPL-3.0-or-later
// Geometry of the small charts; see chart.h.
#include "server/render/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "server/render/format.h"
#include "server/render/object.h"

namespace outturn::render {
namespace {

using nlohmann::json;

constexpr double kHeight = 28;
constexpr double kMiddle = kHeight / 2;
constexpr double kHalfMarker = 5;
constexpr double kBarWidth = 150;

/// A coordinate with one decimal at most, as SVG wants it (ASCII minus, no separators).
std::string coordinate(double value) {
  std::string text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

std::string points(const std::vector<std::pair<double, double>>& corners) {
  std::string text;
  for (const auto& [x, y] : corners) {
    if (!text.empty()) text += ' ';
    text += coordinate(x) + ',' + coordinate(y);
  }
  return text;
}

/// A triangle whose tip lies `reach` beyond x, pointing to where the figure really is.
std::string arrow(const Position& at, double reach, double half_height) {
  const double way = at.outside == Outside::kLeft ? -1 : 1;
  return points({{at.x, kMiddle - half_height},
                 {at.x + way * reach, kMiddle},
                 {at.x, kMiddle + half_height}});
}

json frame(const Axis& axis) {
  Object view;
  view.with("width", coordinate(axis.width))
      .with("height", coordinate(kHeight))
      .with("middle", coordinate(kMiddle))
      .with("left", coordinate(axis.left))
      .with("right", coordinate(axis.right))
      .with("mark", coordinate(position(axis, axis.mark).x));
  for (const char* mark : {"interval", "square", "circle", "diamond", "arrow"})
    view.with(mark, nullptr);
  return view.take();
}

/// The interval as a line, with a small arrow head at an end that lies outside the axis.
json interval(const Axis& axis, double low, double high) {
  const Position from = position(axis, low);
  const Position to = position(axis, high);
  json heads = json::array();
  for (const Position& end : {from, to}) {
    if (end.outside != Outside::kNo) heads.push_back({{"points", arrow(end, 6, 4)}});
  }
  return {{"x1", coordinate(from.x)}, {"x2", coordinate(to.x)}, {"heads", heads}};
}

}  // namespace

Position position(const Axis& axis, double value) {
  if (value < axis.low || (axis.scale == Scale::kLog && value <= 0)) {
    return {axis.left, Outside::kLeft};
  }
  if (value > axis.high) return {axis.right, Outside::kRight};
  double share = (value - axis.low) / (axis.high - axis.low);
  if (axis.scale == Scale::kLog) {
    share = std::log(value / axis.low) / std::log(axis.high / axis.low);
  }
  return {axis.left + share * (axis.right - axis.left), Outside::kNo};
}

json effect_plot(const evidence::OrientedEffect& effect, const Axis& axis) {
  json plot = frame(axis);
  const char* tone = !effect.clear ? "unclear" : effect.value >= 0 ? "good" : "bad";
  plot["tone"] = tone;
  if (effect.low && effect.high) plot["interval"] = interval(axis, *effect.low, *effect.high);
  const Position at = position(axis, effect.value);
  if (at.outside == Outside::kNo) {
    plot["square"] = {{"x", coordinate(at.x - kHalfMarker)},
                      {"y", coordinate(kMiddle - kHalfMarker)}};
  } else {
    plot["arrow"] = {{"points", arrow(at, 9, 6.5)}};
  }
  return plot;
}

json ratio_plot(const std::optional<double>& low, const std::optional<double>& central,
                const std::optional<double>& high, const Axis& axis) {
  json plot = frame(axis);
  const double judged = central ? *central : low ? *low : high.value_or(1);
  plot["tone"] = judged < 1 ? "bad" : "good";
  plot["wide"] = true;
  if (low && high) plot["interval"] = interval(axis, *low, *high);
  if (!central) return plot;
  const Position at = position(axis, *central);
  if (at.outside != Outside::kNo) {
    plot["arrow"] = {{"points", arrow(at, 10, 7)}};
  } else if (*central < 1) {
    plot["diamond"] = {{"points", points({{at.x, kMiddle - 7},
                                          {at.x + 7, kMiddle},
                                          {at.x, kMiddle + 7},
                                          {at.x - 7, kMiddle}})}};
  } else {
    plot["circle"] = {{"x", coordinate(at.x)}};
  }
  return plot;
}

json money_bar(double amount, double most_negative, double most_positive) {
  const double span = std::max(most_positive, 0.0) - std::min(most_negative, 0.0);
  const double unit = span > 0 ? (kBarWidth - 4) / span : 0;
  const double zero = 2 - std::min(most_negative, 0.0) * unit;
  const double length = std::max(std::fabs(amount) * unit, amount == 0 ? 0.0 : 1.0);
  return {{"width", coordinate(kBarWidth)},
          {"zero", coordinate(zero)},
          {"x", coordinate(amount < 0 ? zero - length : zero)},
          {"length", coordinate(length)},
          {"tone", amount < 0 ? "bad" : "brand"}};
}

json axis_labels(const Axis& axis) {
  std::vector<double> ticks{axis.low, (axis.low + axis.high) / 2, axis.high};
  if (axis.scale == Scale::kLog) {
    ticks.clear();
    for (double tick = axis.low; tick <= axis.high * 1.001; tick *= 10) ticks.push_back(tick);
  }
  json labels = json::array();
  for (const double tick : ticks) {
    labels.push_back({{"x", coordinate(position(axis, tick).x)}, {"text", figure(tick)}});
  }
  return labels;
}

json end_labels(const Axis& axis) {
  json labels = json::array();
  for (const double tick : {axis.low, axis.mark, axis.high}) {
    const bool again = !labels.empty() && labels.back()["text"] == figure(tick);
    if (!again)
      labels.push_back({{"x", coordinate(position(axis, tick).x)}, {"text", figure(tick)}});
  }
  return labels;
}

}  // namespace outturn::render
