// SPDX-License-Identifier: GPL-3.0-or-later
// Which of a record's figures stands for it in a table or chart of results. What is shown always
// passes the filters of the search, so that "crime, at least 0.2" never shows an effect on
// something else; and where the results are ordered by a figure, it is the figure they are ordered
// by.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "schema/evidence/derive.h"
#include "server/search/answer.h"

namespace outturn::render {

struct ShownEffect {
  std::size_t finding = 0;          ///< index into record.findings
  evidence::OrientedEffect effect;  ///< Hedges' g, above 0 in favour, with its 95% interval
  std::string conversion;           ///< how g was reached
  bool worked_out = false;          ///< the source reports another kind of figure
};

struct ShownRatio {
  std::size_t appraisal = 0;  ///< index into record.appraisals
  evidence::Ratio ratio;      ///< as reported; at least one of its figures is there
};

struct ShownCost {
  std::size_t appraisal = 0;
  double amount = 0;  ///< per participant, in the currency of the appraisal
};

/// How many figures of one kind a record has, by what becomes of them here.
struct Held {
  std::size_t passing = 0;     ///< pass the filters and can be compared
  std::size_t left_out = 0;    ///< do not pass them
  std::size_t uncompared = 0;  ///< effects alone: the change of one group, compared with nothing
};

struct Shown {
  std::optional<ShownEffect> effect;
  std::optional<ShownRatio> ratio;
  std::optional<ShownCost> cost;
  Held effects;
  Held ratios;
  Held costs;
  std::vector<std::size_t> findings;  ///< those that pass the filters, with a figure or without
};

/// Ratios and costs: the first that the record reports. Effects: the largest where the results are
/// ordered by it, else the one that evidence::best_effect() would choose. Figures of the class that
/// an order keeps to come before any other. Pure, safe from any thread.
Shown shown_figures(const evidence::Record& record, const search::Question& question,
                    const search::Comparability& comparable);

/// A hit with what is shown of it. The hit must outlive it.
struct ShownHit {
  const search::Hit* hit;
  Shown shown;
};
std::vector<ShownHit> shown_hits(const search::Answer& answer);

}  // namespace outturn::render
