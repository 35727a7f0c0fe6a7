// SPDX-License-Identifier: GPL-3.0-or-later
// Who pays and who gains: flows by agency and year, money that can be taken out of a budget kept
// apart from value that cannot. Pure, safe from any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "schema/evidence/arithmetic/discounting.h"
#include "schema/evidence/arithmetic/number.h"

namespace outturn::arithmetic {

enum class FlowKind { kCost, kBenefit };

/// Whether a benefit releases money in the agency's budget. What a source does not say is not
/// guessed, and is kept in its own column.
enum class Cashable { kNotStated, kYes, kNo };

struct AgencyFlow {
  std::string agency;  ///< a term of the vocabulary of stakeholders, or any name
  int year = 0;        ///< from the decision
  double amount = 0;   ///< a cost above 0 is paid, a benefit above 0 gained
  FlowKind kind = FlowKind::kCost;
  Cashable cashable = Cashable::kNotStated;  ///< of benefits only
};

/// Sums in the units of the flows.
struct AgencySums {
  double costs = 0;
  double cashable = 0;
  double not_cashable = 0;
  double not_stated = 0;
  double net = 0;           ///< all benefits - costs
  double cashable_net = 0;  ///< cashable benefits - costs: what the budget feels
};

struct AgencyYear {
  int year = 0;
  AgencySums sums;  ///< undiscounted
};

struct AgencyRow {
  std::string agency;
  AgencySums undiscounted;
  AgencySums present_value;
  std::vector<AgencyYear> years;  ///< those with a flow, in order
};

struct AgencyTable {
  std::vector<AgencyRow> rows;  ///< in the order in which the agencies first appear
  AgencyRow all;                ///< over all agencies; its `agency` is empty
};

/// The table of flows. Units: those of the flows, in one year's prices. Errors: no flows, one not
/// finite, a flow without an agency, a cost marked cashable or not, sums too large, or as
/// discount_factors.
/// Source: New Economy / HM Treasury, Supporting public service transformation: cost benefit
/// analysis guidance for local partnerships (April 2014), p. 3: how fiscal, economic and public
/// benefits are apportioned across organisations; chapters 5 (outputs, from p. 21) and 7 (benefits,
/// pp. 29-38); the page on cashability not verified. Checked by: agencies_test.cc.
Result<AgencyTable> by_agency(std::span<const AgencyFlow> flows, const DiscountSchedule& schedule);

}  // namespace outturn::arithmetic
