// SPDX-License-Identifier: GPL-3.0-or-later
// What would have to be so for an intervention to pay for itself: how many people must gain, how
// far the published effect may shrink, and which cost a printed breakeven table was made with.
//
// All functions are pure and safe from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "schema/evidence/arithmetic/number.h"

namespace outturn::arithmetic {

/// People who must gain for their gains to cover the cost: cost / value, rounded up to whole
/// people. A quotient within rounding of a whole number is that number: 3.3 / 1.1 is 3 people and
/// not 4. Units: cost and value in one currency and price year. Errors: not finite, 0 or below, or
/// more people than can be counted exactly (2^53). Source: definition. Checked by:
/// breakeven_test.cc, Bradford hubs (corpus/bradford-hubs.json).
Result<std::int64_t> breakeven_people(double cost, double value_per_beneficiary);

/// A programme as it would run here, with the effect somebody published.
struct LocalCase {
  double published_effect = 0;       ///< in any metric that is 0 at no effect; either sign
  double value_per_participant = 0;  ///< of that effect, mean over everybody served; above 0
  double cost = 0;                   ///< of the whole caseload, here
  double caseload = 0;               ///< participants, here
};

struct BreakevenEffect {
  double effect = 0;        ///< at which benefits equal the cost; sign of the published effect
  double share_needed = 0;  ///< of the published effect; above 1 where it does not pay as published
  double may_shrink_by = 0;       ///< 1 - share_needed; below 0 where the effect would have to grow
  double value_as_published = 0;  ///< caseload x value, if the effect is had in full
};

/// How far the published effect may shrink before the programme stops paying. Value is taken to
/// follow the effect in proportion, and to be 0 where the effect is 0. Units: the effect's; money
/// in one currency and price year. Errors: an effect of 0, a value, cost or caseload of 0 or below,
/// anything not finite. Source: threshold ("switching value") analysis, The Green Book, paragraphs
/// 5.59 to 5.61 and box 12 (see discounting.h), applied to the effect. Checked by:
/// breakeven_test.cc.
Result<BreakevenEffect> breakeven_effect(const LocalCase& local);

/// Chance that the programme pays back, where all that is uncertain is the effect, normal about the
/// published one with this standard error. Units: a probability. Errors: as breakeven_effect, and a
/// standard error of 0 or below. Source: as chance_closed_form. Checked by: monte_carlo_test.cc.
Result<double> chance_of_paying_back(const LocalCase& local, double effect_standard_error);

/// A printed line of a breakeven table.
struct BreakevenLine {
  double value_per_beneficiary = 0;
  double beneficiaries = 0;  ///< whole people
};

/// How the printer came to whole people.
enum class WholePeople {
  kNotStated,         ///< either way: less than one person off
  kRoundedUp,         ///< 0 or more above the quotient, less than one
  kRoundedToNearest,  ///< at most half a person off
};

struct PrintRounding {
  WholePeople people = WholePeople::kNotStated;
  double value_half_unit = 0.5;  ///< values printed in whole pounds are up to half a pound off
};

struct CostInterval {
  double low = 0;
  double high = 0;
  double product = 0;  ///< beneficiaries x value as printed
};

/// The costs that would give the line as printed: for n people rounded up at a value v, above
/// (n - 1) v and up to n v, both ends widened by the rounding of v. Units: those of the value.
/// Errors: value or people of 0 or below, people not whole, a half unit below 0 or not less than
/// the value. Source: inverse of breakeven_people. Checked by: breakeven_test.cc, Bradford hubs.
Result<CostInterval> implied_cost(const BreakevenLine& line, const PrintRounding& rounding);

struct CommonCost {
  bool agrees = false;      ///< one cost gives all lines as printed
  CostInterval interval;    ///< those costs; where none does, `low` is above `high`
  double mean_product = 0;  ///< the estimate to quote; also interval.product
  double lowest_product = 0;
  double highest_product = 0;
};

/// Whether several lines were made with one cost. Errors: fewer than two lines, or as implied_cost.
/// Source: intersection of the intervals of implied_cost. Checked by: Bradford hubs.
Result<CommonCost> common_cost(std::span<const BreakevenLine> lines, const PrintRounding& rounding);

}  // namespace outturn::arithmetic
