// SPDX-License-Identifier: GPL-3.0-or-later
// Geometry of the small charts: where a figure falls on an axis, and the view a template draws an
// SVG from. Only presentation attributes are used, so that a page stands under a
// Content-Security-Policy without inline styles. Pure functions, safe from any thread.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "schema/evidence/derive.h"

namespace outturn::render {

enum class Scale { kLinear, kLog };

/// A straight axis from `low` to `high` drawn between x = `left` and x = `right`, in SVG user
/// units.
struct Axis {
  Scale scale = Scale::kLinear;
  double low = 0;
  double high = 1;
  double left = 0;
  double right = 100;
  double width = 100;  ///< of the whole drawing
  double mark = 0;     ///< where the line of no difference stands
};

/// Standardised effects from -1 to 1, with 0 marked.
inline constexpr Axis kEffectAxis{Scale::kLinear, -1, 1, 10, 160, 170, 0};
/// Return per 1 of cost from 0.1 to 100, with 1 marked.
inline constexpr Axis kRatioAxis{Scale::kLog, 0.1, 100, 15, 175, 190, 1};

enum class Outside { kNo, kLeft, kRight };

struct Position {
  double x = 0;
  Outside outside = Outside::kNo;  ///< the figure lies past the end at which x was held
};

/// Where a figure falls. On a log axis a figure of 0 or below lies past the left end.
Position position(const Axis& axis, double value);

/// A square (filled where clear, hollow where not) with its interval; right favours the
/// intervention.
nlohmann::json effect_plot(const evidence::OrientedEffect& effect, const Axis& axis = kEffectAxis);

/// A circle (a diamond below 1) with its range as a bar; no point where only a range was reported.
nlohmann::json ratio_plot(const std::optional<double>& low, const std::optional<double>& central,
                          const std::optional<double>& high, const Axis& axis = kRatioAxis);

/// A horizontal bar from 0: `amount` against the widest amounts of its table, which share the
/// scale.
nlohmann::json money_bar(double amount, double most_negative, double most_positive);

/// The figures along the top of an axis: [{"x": "85", "anchor": "middle", "text": "0"}, ...].
nlohmann::json axis_labels(const Axis& axis);

/// The ends and the mark alone, for an axis whose ends are not those of every page.
nlohmann::json end_labels(const Axis& axis);

}  // namespace outturn::render
