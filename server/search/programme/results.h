// SPDX-License-Identifier: GPL-3.0-or-later
// What the records of a programme found, outcome by outcome and record by record. No finding stands
// for others: where a record has several on one outcome, their range and their directions are told.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "schema/evidence/derive.h"
#include "schema/evidence/record.h"
#include "server/search/programme/disagreement.h"

namespace outturn::search {

/// The findings of one record on one outcome.
struct OutcomeResult {
  std::string outcome;
  std::size_t record = 0;             ///< place in what was given
  std::vector<std::size_t> findings;  ///< of that record, rising
  std::array<std::size_t, 4> ways{};  ///< how many of them went which Way
  std::size_t effects = 0;            ///< of them, how many can be said as a standardised effect
  double lowest = 0;                  ///< of the effects: evidence::effect_shown()
  double highest = 0;
  std::optional<evidence::OrientedEffect> effect;  ///< where there is one alone
  std::optional<double> se;                        ///< of its g

  std::size_t count(Way way) const { return ways[static_cast<std::size_t>(way)]; }
};

/// The outcomes that the most records report first, then by id; within one the records in their
/// order. Pure, safe from any thread.
std::vector<OutcomeResult> results_by_outcome(std::span<const evidence::Record> records);

/// An appraisal with a ratio.
struct ClassedRatio {
  std::string name;  ///< class: "kind/perspective/basis"
  std::size_t record = 0;
  std::size_t appraisal = 0;  ///< of that record
};

/// Those of one class together, the classes in the order of their names. Pure.
std::vector<ClassedRatio> ratios_by_class(std::span<const evidence::Record> records);

}  // namespace outturn::search
