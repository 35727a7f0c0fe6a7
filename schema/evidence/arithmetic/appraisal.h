// SPDX-License-Identifier: GPL-3.0-or-later
// From benefits and costs to the figures a business case is judged by: totals, net benefit, ratio,
// cost for each participant, payback, value-for-money category, wellbeing.
//
// Costs are given as amounts above 0, benefits with their sign. All functions are pure and safe
// from any thread.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/arithmetic/discounting.h"
#include "schema/evidence/arithmetic/number.h"

namespace outturn::arithmetic {

/// The sum of amounts. Errors: none given, one not finite, a sum too large. `name` is what the
/// amounts are, for the message: "the benefits". Source: definition.
Result<double> total(std::string_view name, std::span<const double> amounts);

/// What one group gains, or loses where below 0.
struct PerspectiveBenefit {
  std::string perspective;  ///< "taxpayers", "participants"
  double amount = 0;
};

struct Totals {
  double benefits = 0;  ///< over all perspectives
  double net_benefit = 0;
  double ratio = 0;
};

/// Totals over perspectives against one cost. Units: those of the amounts, in one year's prices.
/// Errors: no benefits, a number that is not finite, a perspective given twice, a cost of 0 or
/// below. Source: Washington State Institute for Public Policy,
/// wsipp.wa.gov/BenefitCost/Program/32, table "Benefit-Cost Summary Statistics Per Participant".
/// Checked by: money.json wsipp_*.
Result<Totals> appraise(std::span<const PerspectiveBenefit> benefits, double cost);

/// Benefits - cost. Errors: a number that is not finite. A cost below 0 is a saving. Source: as
/// appraise.
Result<double> net_benefit(double benefits, double cost);

/// Benefit for each 1 of cost; below 0 where the benefits are. Errors: not finite; a cost of 0 or
/// below, for which the ratio has no meaning (its sign and order would mislead).
/// Source: The Green Book, box 12 (after paragraph 5.61; see discounting.h): present value of
/// benefits over present value of costs. Checked by: wsipp_*.
Result<double> benefit_cost_ratio(double benefits, double cost);

/// Cost / participants. Errors: not finite, a cost below 0, participants of 0 or below. Source:
/// definition.
Result<double> cost_per_participant(double cost, double participants);

/// Years until the running total of the flows is back at 0, the year of the crossing shared out
/// evenly; flows[0] is year 0. Errors: no flows, one not finite, nothing laid out first, a total
/// that stays below 0 (the message says by how much), or one that falls below 0 again, so that no
/// single year is the answer. Source: definition; no publication is followed. Checked by:
/// breakeven_discounted_interpolated, worked by hand.
Result<double> payback_years(std::span<const double> flows);

/// The same of discounted flows; errors also as discount_factors. Source: as payback_years.
Result<double> discounted_payback_years(std::span<const double> flows,
                                        const DiscountSchedule& schedule);

enum class ValueForMoney { kVeryPoor, kPoor, kLow, kMedium, kHigh, kVeryHigh };

struct ValueForMoneyRow {
  ValueForMoney category;
  std::string_view name;
  double from_ratio;  ///< ratios from here to below the next row's; the first row has no lower end
};

/// Source: Department for Transport, Guidance on value for money, section "Summary" (poor to high);
/// Value for Money Framework for the ends (page not verified). A ratio of exactly 0 counts as poor
/// here, and one of exactly 2 as high, where the guidance says "over 2".
inline constexpr std::array kValueForMoney{
    ValueForMoneyRow{ValueForMoney::kVeryPoor, "very poor", 0},
    ValueForMoneyRow{ValueForMoney::kPoor, "poor", 0},
    ValueForMoneyRow{ValueForMoney::kLow, "low", 1},
    ValueForMoneyRow{ValueForMoney::kMedium, "medium", 1.5},
    ValueForMoneyRow{ValueForMoney::kHigh, "high", 2},
    ValueForMoneyRow{ValueForMoney::kVeryHigh, "very high", 4},
};

/// The category of a ratio. Errors: not finite. Source: kValueForMoney. Checked by:
/// vfm_category_dft.
Result<ValueForMoneyRow> value_for_money(double ratio);

/// A gain in life satisfaction, to be given a value.
struct WellbeingGain {
  double points = 0;  ///< on the scale from 0 to 10, for each person; below 0 is a loss
  double years = 1;   ///< for which it lasts
  double people = 1;
  double value_per_point_year = 0;  ///< of one WELLBY, in the prices wanted
};

/// points x years x people x value, undiscounted. Units: those of the value. Errors: not finite,
/// points beyond 10, years, people or value of 0 or below.
/// Source: HM Treasury, Wellbeing Guidance for Appraisal (July 2021), Annex 2 (page not verified):
/// a WELLBY is one point for one person for one year, 13,000 pounds (10,000 to 16,000) in 2019
/// prices; so also R package greenbook, R/valuation.R, gb_wellby. Checked by: wellby_workplace.
Result<double> wellbeing_value(const WellbeingGain& gain);

}  // namespace outturn::arithmetic
