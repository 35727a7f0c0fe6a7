// SPDX-License-Identifier: GPL-3.0-or-later
// Which of a record's figures a row of the results shows. A record may report thirty effects and
// six ratios; the row shows one that meets the filters and that the order compares, so that what
// is seen is what was asked for. Pure functions, safe from any thread.
#pragma once

#include <cstddef>
#include <optional>

#include "schema/evidence/derive.h"
#include "server/search/answer.h"

namespace outturn::render {

struct ShownEffect {
  std::size_t finding = 0;
  evidence::OrientedEffect effect;
  bool worked_out = false;  ///< from a figure of another kind, such as an odds ratio
};

struct ShownFigures {
  /// Among the findings that meet the filters: in the order of effects the largest of its class,
  /// else the best that is reported in standard deviations (best_effect), else the best worked out.
  std::optional<ShownEffect> effect;
  /// Among the appraisals that meet the filters: in the order of ratios the first of its class, else
  /// the first with a ratio. Where none of them has one, the record's first.
  std::optional<evidence::HeadlineRatio> ratio;
  /// The appraisal whose cost per participant is asked for, by a filter of costs or their order.
  std::optional<std::size_t> cost;
};

ShownFigures shown_figures(const evidence::Record& record, const search::Answer& answer);

}  // namespace outturn::render
