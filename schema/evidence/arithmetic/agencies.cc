// SPDX-License-Identifier: GPL-3.0-or-later
// Adds flows up by agency and year; contracts in agencies.h.
#include "schema/evidence/arithmetic/agencies.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace outturn::arithmetic {

namespace {

void add(AgencySums& sums, const AgencyFlow& flow, double amount) {
  if (flow.kind == FlowKind::kCost) {
    sums.costs += amount;
  } else {
    switch (flow.cashable) {
      case Cashable::kYes:
        sums.cashable += amount;
        break;
      case Cashable::kNo:
        sums.not_cashable += amount;
        break;
      case Cashable::kNotStated:
        sums.not_stated += amount;
        break;
    }
  }
  sums.cashable_net = sums.cashable - sums.costs;
  sums.net = sums.cashable + sums.not_cashable + sums.not_stated - sums.costs;
}

bool finite(const AgencySums& sums) {
  return std::isfinite(sums.costs) && std::isfinite(sums.cashable) &&
         std::isfinite(sums.not_cashable) && std::isfinite(sums.not_stated) &&
         std::isfinite(sums.net) && std::isfinite(sums.cashable_net);
}

void add(AgencyRow& row, const AgencyFlow& flow, double factor) {
  add(row.undiscounted, flow, flow.amount);
  add(row.present_value, flow, flow.amount * factor);
  auto at = std::lower_bound(row.years.begin(), row.years.end(), flow.year,
                             [](const AgencyYear& one, int year) { return one.year < year; });
  if (at == row.years.end() || at->year != flow.year) at = row.years.insert(at, {flow.year, {}});
  add(at->sums, flow, flow.amount);
}

std::optional<Error> check(const AgencyFlow& flow) {
  if (flow.agency.empty()) return not_possible("a flow names no agency").value();
  if (auto error = require_finite(
          {{fmt::format("a flow of {} in year {}", flow.agency, flow.year), flow.amount}}))
    return error;
  if (flow.kind == FlowKind::kCost && flow.cashable != Cashable::kNotStated)
    return not_possible("only a benefit is cashable or not; a cost is a cost").value();
  if (flow.year < 0)
    return not_possible(
               fmt::format("year {} lies before the decision; years begin at 0", flow.year))
        .value();
  return std::nullopt;
}

}  // namespace

Result<AgencyTable> by_agency(std::span<const AgencyFlow> flows, const DiscountSchedule& schedule) {
  if (flows.empty()) return not_possible("there are no costs or benefits to lay out");
  int last_year = 0;
  for (const AgencyFlow& flow : flows) {
    if (auto error = check(flow)) return tl::unexpected(*error);
    last_year = std::max(last_year, flow.year);
  }
  const auto factors = discount_factors(schedule, last_year);
  if (!factors) return tl::unexpected(factors.error());
  AgencyTable table;
  for (const AgencyFlow& flow : flows) {
    auto row = std::find_if(table.rows.begin(), table.rows.end(),
                            [&](const AgencyRow& one) { return one.agency == flow.agency; });
    if (row == table.rows.end()) row = table.rows.insert(row, AgencyRow{flow.agency, {}, {}, {}});
    const double factor = (*factors)[static_cast<std::size_t>(flow.year)];
    add(*row, flow, factor);
    add(table.all, flow, factor);
  }
  const auto sound = [](const AgencyRow& row) {
    return finite(row.undiscounted) && finite(row.present_value) &&
           std::all_of(row.years.begin(), row.years.end(),
                       [](const AgencyYear& year) { return finite(year.sums); });
  };
  if (!sound(table.all) || !std::all_of(table.rows.begin(), table.rows.end(), sound))
    return not_possible("the sums are too large to represent");
  return table;
}

}  // namespace outturn::arithmetic
