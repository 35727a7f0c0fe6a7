// SPDX-License-Identifier: GPL-3.0-or-later
// Geometry of the large plots; contracts in plot_panels.h.
#include "server/render/plot_panels.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "server/render/format.h"

namespace outturn::render {
namespace {

using nlohmann::json;

// Down, in pixels.
constexpr int kTop = 24;          // the figures of the axis
constexpr int kHeading = 34;      // of a panel, above its rows
constexpr int kHeadingLine = 23;  // its baseline
constexpr int kRow = 44;
constexpr int kLabelLine = 15;  // baseline of the words of a row
constexpr int kMiddle = 30;     // of its bar
constexpr int kBottom = 24;     // the figures of the axis again

// Across, in per cent: what is left free for arrow heads.
constexpr double kLeft = 3;
constexpr double kRight = 97;

// Characters that fit beside one another, a label and its figure, on a wide page and on a phone.
struct Fit {
  std::size_t both;
  std::size_t least;  // of the label
  std::size_t most;
};
constexpr Fit kWide{95, 30, 80};
constexpr Fit kNarrow{46, 8, 34};
constexpr std::size_t kFigure = 48;  // more is no figure that anybody reads

constexpr std::array kRatioEnds{0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0};
constexpr double kEffectStep = 0.5;
constexpr double kEffectMost = 2;

std::string per_cent(double x) {
  std::string text = fmt::format("{:.2f}", x);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text + '%';
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

/// At most `most` characters, an ellipsis among them where something was cut.
std::string shortened(const std::string& text, std::size_t most) {
  if (characters(text) <= most) return text;
  std::size_t end = 0;
  for (std::size_t count = 0; end < text.size(); ++end) {
    const bool begins = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
    if (begins && ++count == most) break;
  }
  std::string begin = text.substr(0, end);
  while (begin.ends_with(' ')) begin.pop_back();
  return begin + "\u2026";
}

std::string fitted(const std::string& label, const std::string& figure, const Fit& fit) {
  const std::size_t left = fit.both - std::min(fit.both, characters(figure));
  return shortened(label, std::clamp(left, fit.least, fit.most));
}

/// An arrow head whose tip points to where the figure really is; around (0, 0).
json head(const Position& at, double reach, double half_height) {
  const double way = at.outside == Outside::kLeft ? -1 : 1;
  return {{"head_x", per_cent(at.x)},
          {"points",
           fmt::format("0,{:.0f} {:.0f},0 0,{:.0f}", -half_height, way * reach, half_height)}};
}

/// An end of the bar: at the end of the axis, pointing on, where it is open or past it.
Position end_of(const Axis& axis, const std::optional<double>& figure, Outside way) {
  if (figure) return position(axis, *figure);
  return {way == Outside::kLeft ? axis.left : axis.right, way};
}

json bar_of(const Axis& axis, const PlotRow& row) {
  const bool from = row.low || row.open_low;
  const bool to = row.high || row.open_high;
  if (!from || !to) return nullptr;
  const Position low = end_of(axis, row.low, Outside::kLeft);
  const Position high = end_of(axis, row.high, Outside::kRight);
  json heads = json::array();
  for (const Position& end : {low, high})
    if (end.outside != Outside::kNo) heads.push_back(head(end, 8, 5));
  return {{"x1", per_cent(low.x)}, {"x2", per_cent(high.x)}, {"heads", std::move(heads)}};
}

json row_view(const Axis& axis, const PlotRow& row, int y) {
  const std::string figure = shortened(row.figure, kFigure);
  json view{{"label", fitted(row.label, figure, kWide)},
            {"short_label", fitted(row.label, figure, kNarrow)},
            {"figure", figure},
            {"label_y", std::to_string(y + kLabelLine)},
            {"y", std::to_string(y + kMiddle)},
            {"tone", row.tone},
            {"bar", bar_of(axis, row)},
            {"square", nullptr},
            {"circle", nullptr},
            {"diamond", nullptr},
            {"far", nullptr}};
  if (!row.value) return view;
  const Position at = position(axis, *row.value);
  if (at.outside != Outside::kNo) {
    view["far"] = head(at, 10, 7);
    return view;
  }
  const json place{{"x", per_cent(at.x)}};
  if (row.marker == Marker::kSquare) view["square"] = place;
  if (row.marker == Marker::kCircle) view["circle"] = place;
  if (row.marker == Marker::kDiamond) view["diamond"] = place;
  return view;
}

json tick_views(const Plot& plot) {
  json list = json::array();
  for (const double tick : plot.ticks) {
    list.push_back({{"tick_x", per_cent(position(plot.axis, tick).x)},
                    {"tick", figure(tick)},
                    {"is_mark", tick == plot.axis.mark}});
  }
  return list;
}

bool outside(const Axis& axis, const std::optional<double>& figure) {
  return figure && position(axis, *figure).outside != Outside::kNo;
}

}  // namespace

bool beyond(const Axis& axis, const PlotRow& row) {
  return outside(axis, row.value) || outside(axis, row.low) || outside(axis, row.high);
}

Axis ratio_axis(std::span<const double> figures) {
  double low = 0.5;
  double high = 5;
  for (const double one : figures) {
    low = std::min(low, one);
    high = std::max(high, one);
  }
  Axis axis{Scale::kLog, kRatioEnds.front(), kRatioEnds.back(), kLeft, kRight, 100, 1};
  for (const double end : kRatioEnds)
    if (end <= low) axis.low = end;
  for (auto end = kRatioEnds.rbegin(); end != kRatioEnds.rend(); ++end)
    if (*end >= high) axis.high = *end;
  return axis;
}

Axis effect_axis(std::span<const double> figures) {
  double low = -kEffectStep;
  double high = kEffectStep;
  for (const double one : figures) {
    low = std::min(low, one);
    high = std::max(high, one);
  }
  const auto held = [](double end) { return std::clamp(end, -kEffectMost, kEffectMost); };
  return {Scale::kLinear,
          kEffectStep * std::floor(held(low) / kEffectStep),
          kEffectStep * std::ceil(held(high) / kEffectStep),
          kLeft,
          kRight,
          100,
          0};
}

std::vector<double> ticks_of(const Axis& axis) {
  std::vector<double> ticks;
  if (axis.scale == Scale::kLog) {
    for (const double end : kRatioEnds)
      if (end >= axis.low && end <= axis.high) ticks.push_back(end);
    return ticks;
  }
  for (double tick = axis.low; tick <= axis.high + kEffectStep / 2; tick += kEffectStep)
    ticks.push_back(tick);
  return ticks;
}

json plot_view(const Plot& plot) {
  json panels = json::array();
  int y = kTop;
  for (const PlotPanel& panel : plot.panels) {
    json rows = json::array();
    const int heading_y = y + kHeadingLine;
    y += kHeading;
    for (const PlotRow& row : panel.rows) {
      rows.push_back(row_view(plot.axis, row, y));
      y += kRow;
    }
    panels.push_back({{"heading", panel.heading},
                      {"heading_y", std::to_string(heading_y)},
                      {"rows", std::move(rows)}});
  }
  const int end = y + kBottom;
  return {{"plot_id", plot.id},
          {"plot_title", plot.title},
          {"plot_description", plot.description},
          {"height", std::to_string(end)},
          {"grid_top", std::to_string(kTop - 6)},
          {"grid_bottom", std::to_string(y + 2)},
          {"first_ticks_y", std::to_string(kTop - 10)},
          {"last_ticks_y", std::to_string(end - 6)},
          {"ticks", tick_views(plot)},
          {"panels", std::move(panels)}};
}

}  // namespace outturn::render
