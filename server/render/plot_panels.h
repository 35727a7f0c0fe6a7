// SPDX-License-Identifier: GPL-3.0-or-later
// A large plot of many figures on one axis, in groups one below the other. Across, everything is a
// share of the width, so that the same drawing serves a phone and a sheet of paper without its
// letters growing or shrinking; down, everything is in pixels. Pure functions, safe from any
// thread.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/render/chart.h"

namespace outturn::render {

enum class Marker { kNone, kSquare, kCircle, kDiamond };

/// One figure with its range. An end that is not known to the source but exists is open: it is
/// drawn as an arrow.
struct PlotRow {
  std::string label;
  std::string figure;  ///< in words, at the right
  std::optional<double> value;
  std::optional<double> low;
  std::optional<double> high;
  bool open_low = false;
  bool open_high = false;
  Marker marker = Marker::kNone;
  std::string_view tone;  ///< "good", "bad" or "unclear", as in the small charts
};

struct PlotPanel {
  std::string heading;
  std::vector<PlotRow> rows;
};

struct Plot {
  std::string id;     ///< unique on the page
  std::string title;  ///< what a screen reader says of it, with `description`
  std::string description;
  Axis axis;  ///< left and right in per cent of the width
  std::vector<double> ticks;
  std::vector<PlotPanel> panels;
};

/// Whether any part of the row lies past an end of the axis.
bool beyond(const Axis& axis, const PlotRow& row);

/// Return per 1 of cost: the round ends that hold the figures, at least 0.5 to 5 and at most 0.1
/// to 100.
Axis ratio_axis(std::span<const double> figures);
/// Standard deviations: by halves, at least -0.5 to 0.5 and at most -2 to 2.
Axis effect_axis(std::span<const double> figures);
/// The round figures along such an axis.
std::vector<double> ticks_of(const Axis& axis);

/// What _big_plot.mustache draws.
nlohmann::json plot_view(const Plot& plot);

}  // namespace outturn::render
