// SPDX-License-Identifier: GPL-3.0-or-later
// Figures worked out from a record for search and comparison. Nothing here changes a reported
// figure, and everything here can be recomputed from the record. Pure functions, safe from any
// thread.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "schema/evidence/record.h"

namespace outturn::evidence {

/// A standardised mean difference turned so that positive favours the intervention.
struct OrientedEffect {
  double value = 0;           ///< standard deviations
  std::optional<double> low;  ///< 95% interval: value -/+ 1.96 SE, or the reported one
  std::optional<double> high;
  bool clear = false;   ///< the interval is known and excludes 0
  bool turned = false;  ///< lower is better, so the source gives it the opposite sign
};

/// Only for findings in a standardised metric (smd, cohen_d, hedges_g, glass_delta) with a value.
/// An SE of exactly 0 is a rounded print, not a certainty: it gives no interval.
std::optional<OrientedEffect> oriented_effect(const Finding& finding);

/// The same effect with the sign its source gives it, for wherever a figure is read or quoted.
OrientedEffect as_reported(const OrientedEffect& effect);

/// Whom an effect favours, as far as its interval tells.
enum class Favours { kIntervention, kComparison, kNotClear, kNotKnown };
Favours favours(const OrientedEffect& effect);

/// Whether `a` is the better one to show of a record's effects: clear in favour and larger; where
/// none is, with the narrower interval; where no interval is known, larger.
bool shown_before(const OrientedEffect& a, const OrientedEffect& b);

struct BestEffect {
  std::size_t finding = 0;  ///< index into record.findings
  OrientedEffect effect;
};

/// The first by shown_before(). Only findings on `outcomes` are looked at unless it is empty. An
/// outcome's domain stands for all outcomes below it.
std::optional<BestEffect> best_effect(const Record& record, std::span<const std::string> outcomes);

struct HeadlineRatio {
  std::size_t appraisal = 0;  ///< index into record.appraisals
  std::optional<double> low;
  std::optional<double> high;
  double central = 0;  ///< as reported, or the geometric middle of low and high
  bool central_reported = true;
};

/// The first appraisal with a ratio, in the record's own order.
std::optional<HeadlineRatio> headline_ratio(const Record& record);

/// What the other printed figures imply, in the appraisal's currency; absent where a line is
/// unreadable.
struct Implied {
  std::optional<double> benefits;  ///< sum of the benefit lines
  std::optional<double> cost;      ///< total_cost, or benefits - net_benefit where that is above 0
  std::optional<double> ratio;     ///< benefits / cost, where cost > 0
};
Implied implied(const Appraisal& appraisal);

/// How many figures of the record hold a value that differs from what is printed. A print that gave
/// no value at all is not restored, and does not count.
std::size_t restored_figures(const Record& record);

/// Whether any figure is printed otherwise than it is held; where none is, none was restored.
bool has_prints(const Record& record);

/// Whether the record reports no figure at all: it says what was tried and learned.
bool is_narrative(const Record& record);

/// Every outcome the record speaks of (findings, then benefit and breakeven lines), each once, in
/// order.
std::vector<std::string> outcomes_of(const Record& record);

/// Ids of the documents the figures were read from, each once, the record's first source first.
/// What those documents cite in turn is searched as words but is neither filter nor citation.
std::vector<std::string> figure_sources(const Record& record);

}  // namespace outturn::evidence
