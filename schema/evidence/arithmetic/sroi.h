// SPDX-License-Identifier: GPL-3.0-or-later
// Social return on investment: from the gross value of outcomes to the part that the intervention
// may claim, over the years it lasts. And scenario tables: the headline if only a share of it comes
// true.
//
// All functions are pure and safe from any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "schema/evidence/arithmetic/discounting.h"
#include "schema/evidence/arithmetic/number.h"

namespace outturn::arithmetic {

/// What is taken off; fractions from 0 to 1.
struct SroiFilters {
  double deadweight = 0;    ///< would have happened anyway
  double displacement = 0;  ///< merely moved from elsewhere
  double attribution = 0;   ///< owed to other people and organisations
  double drop_off = 0;      ///< of what is left, lost each year after the first
};

struct SroiOutcome {
  std::string name;
  double gross_value = 0;  ///< in its first year: quantity x proxy
  SroiFilters filters;
  int first_year = 1;  ///< year of the first value, counted from the decision; the Guide's is 1
  int duration = 1;    ///< years it lasts, the first included
};

/// The part of one year's gross value that may be claimed:
/// gross x (1 - deadweight) x (1 - displacement) x (1 - attribution). Units: those of the value.
/// Errors: not finite, a filter outside 0 to 1. Drop-off is not applied.
/// Source: Nicholls et al., A Guide to Social Return on Investment (Cabinet Office 2009, SROI
/// Network 2012), stage 4, Establishing impact: its steps on deadweight and displacement, and on
/// attribution (pages not verified). Checked by: sroi_test.cc.
Result<double> claimed_value(double gross_value, const SroiFilters& filters);

struct SroiOutcomeValue {
  std::string name;
  std::vector<double> by_year;  ///< from year 0, undiscounted; 0 before the first year
  double present_value = 0;
};

struct SroiResult {
  std::vector<SroiOutcomeValue> outcomes;
  double gross_value = 0;    ///< undiscounted, before any filter, without drop-off
  double present_value = 0;  ///< of what may be claimed
  double net_present_value = 0;
  double ratio = 0;  ///< present value for each 1 of inputs
};

/// Value, net value and ratio of outcomes against inputs (given as a present value). Year t of an
/// outcome is its claimed value x (1 - drop-off)^(t - 1). Units: one currency and price year.
/// Errors: no outcomes, inputs of 0 or below, a duration below 1, a year beyond the schedule's last
/// or kLongestHorizon, or as claimed_value.
/// Source: A Guide to Social Return on Investment, stage 4, its step on drop-off, and stage 5,
/// Calculating the SROI (pages not verified). Checked by: sroi_test.cc.
Result<SroiResult> social_return(std::span<const SroiOutcome> outcomes, double inputs,
                                 const DiscountSchedule& schedule);

/// A benefit in full, and what it costs to have it.
struct Headline {
  double low = 0;
  double high = 0;
  double cost = 0;
};

struct ScenarioRow {
  double share = 0;  ///< of the headline that comes true, from 0 to 1
  double benefits_low = 0;
  double benefits_high = 0;
  double net_low = 0;
  double net_high = 0;
  double ratio_low = 0;
  double ratio_high = 0;
};

struct ScenarioTable {
  std::vector<ScenarioRow> rows;
  /// The share at which benefits equal the cost. Above 1: not even the whole headline pays.
  /// Absent where that end of the headline is 0 or below.
  std::optional<double> breakeven_share_low;
  std::optional<double> breakeven_share_high;
};

/// Shares of the headline against its cost. Units: one currency and price year. Errors: no shares,
/// one outside 0 to 1, low above high, a cost of 0 or below, not finite.
/// Source: definition. Checked by: Oldham (corpus/oldham-thriving-communities.json).
Result<ScenarioTable> scenario_table(const Headline& headline, std::span<const double> shares);

/// A printed row of such a table.
struct PrintedScenario {
  double share = 0;
  double amount = 0;
};

struct CommonWhole {
  double mean = 0;  ///< of amount / share
  double lowest = 0;
  double highest = 0;
  double spread = 0;  ///< (highest - lowest) / |mean|
};

/// The whole that printed rows are shares of: amount / share, row by row. A spread within the
/// rounding of the print means that the rows come from one figure. Units: those of the amounts.
/// Errors: fewer than two rows, a share of 0 or outside 0 to 1, a mean of 0, not finite.
/// Source: inverse of scenario_table. Checked by: Oldham.
Result<CommonWhole> common_whole(std::span<const PrintedScenario> rows);

}  // namespace outturn::arithmetic
