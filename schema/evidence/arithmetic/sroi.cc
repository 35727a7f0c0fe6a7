// SPDX-License-Identifier: GPL-3.0-or-later
// Social return and scenario tables; contracts in sroi.h.
#include "schema/evidence/arithmetic/sroi.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "schema/evidence/arithmetic/appraisal.h"

namespace outturn::arithmetic {

namespace {

Result<SroiOutcomeValue> value_of(const SroiOutcome& outcome, const DiscountSchedule& schedule) {
  if (outcome.duration < 1 || outcome.duration > kLongestHorizon)
    return not_possible(fmt::format("\"{}\" lasts {} years; it must last from 1 to {}",
                                    outcome.name, outcome.duration, kLongestHorizon));
  if (outcome.first_year < 0 || outcome.first_year > kLongestHorizon)
    return not_possible(fmt::format("\"{}\" begins in year {}; it must be from 0 to {}",
                                    outcome.name, outcome.first_year, kLongestHorizon));
  const auto claimed = claimed_value(outcome.gross_value, outcome.filters);
  if (!claimed) return tl::unexpected(claimed.error());
  SroiOutcomeValue value{outcome.name, {}, 0};
  value.by_year.assign(static_cast<std::size_t>(outcome.first_year), 0.0);
  double left = *claimed;
  for (int year = 0; year < outcome.duration; ++year) {
    value.by_year.push_back(left);
    left *= 1 - outcome.filters.drop_off;
  }
  const auto present = present_value(value.by_year, schedule);
  if (!present) return tl::unexpected(present.error());
  value.present_value = *present;
  return value;
}

}  // namespace

Result<double> claimed_value(double gross_value, const SroiFilters& filters) {
  if (auto error = require_finite({{"the gross value", gross_value}}))
    return tl::unexpected(*error);
  if (auto error = require_closed_unit({{"deadweight", filters.deadweight},
                                        {"displacement", filters.displacement},
                                        {"attribution", filters.attribution},
                                        {"drop-off", filters.drop_off}}))
    return tl::unexpected(*error);
  return gross_value * (1 - filters.deadweight) * (1 - filters.displacement) *
         (1 - filters.attribution);
}

Result<SroiResult> social_return(std::span<const SroiOutcome> outcomes, double inputs,
                                 const DiscountSchedule& schedule) {
  if (outcomes.empty()) return not_possible("there are no outcomes");
  SroiResult result;
  for (const SroiOutcome& outcome : outcomes) {
    auto value = value_of(outcome, schedule);
    if (!value) return tl::unexpected(value.error());
    result.gross_value += outcome.gross_value * outcome.duration;
    result.present_value += value->present_value;
    result.outcomes.push_back(std::move(*value));
  }
  if (!std::isfinite(result.gross_value) || !std::isfinite(result.present_value))
    return not_possible("the value of the outcomes is too large to represent");
  const auto ratio = benefit_cost_ratio(result.present_value, inputs);
  if (!ratio) return tl::unexpected(ratio.error());
  result.ratio = *ratio;
  const auto net = net_benefit(result.present_value, inputs);
  if (!net) return tl::unexpected(net.error());
  result.net_present_value = *net;
  return result;
}

Result<ScenarioTable> scenario_table(const Headline& headline, std::span<const double> shares) {
  if (auto error =
          require_finite({{"the low benefit", headline.low}, {"the high benefit", headline.high}}))
    return tl::unexpected(*error);
  if (auto error = require_positive({{"the cost", headline.cost}})) return tl::unexpected(*error);
  if (headline.low > headline.high)
    return not_possible("the low benefit is above the high one", "exchange them");
  if (shares.empty()) return not_possible("there are no shares to lay out");
  ScenarioTable table;
  for (const double share : shares) {
    if (auto error = require_closed_unit({{"the share", share}})) return tl::unexpected(*error);
    const double low = share * headline.low;
    const double high = share * headline.high;
    const ScenarioRow row{share,
                          low,
                          high,
                          low - headline.cost,
                          high - headline.cost,
                          low / headline.cost,
                          high / headline.cost};
    for (const double number : {row.net_low, row.net_high, row.ratio_low, row.ratio_high})
      if (!std::isfinite(number)) return not_possible("the scenario is too large to represent");
    table.rows.push_back(row);
  }
  const auto breakeven = [&](double whole) -> std::optional<double> {
    const double share = headline.cost / whole;
    return whole > 0 && std::isfinite(share) ? std::optional(share) : std::nullopt;
  };
  table.breakeven_share_low = breakeven(headline.low);
  table.breakeven_share_high = breakeven(headline.high);
  return table;
}

Result<CommonWhole> common_whole(std::span<const PrintedScenario> rows) {
  if (rows.size() < 2) return not_possible("one figure needs at least two rows to be checked on");
  CommonWhole common;
  common.lowest = std::numeric_limits<double>::max();
  common.highest = std::numeric_limits<double>::lowest();
  for (const PrintedScenario& row : rows) {
    if (auto error = require_finite({{"the amount", row.amount}})) return tl::unexpected(*error);
    if (auto error = require_closed_unit({{"the share", row.share}})) return tl::unexpected(*error);
    const double whole = row.amount / row.share;
    if (!std::isfinite(whole))
      return not_possible("a row with a share of 0 says nothing of the whole");
    common.lowest = std::min(common.lowest, whole);
    common.highest = std::max(common.highest, whole);
    common.mean += whole / static_cast<double>(rows.size());
  }
  if (common.mean == 0) return not_possible("the rows have a mean of 0");
  common.spread = (common.highest - common.lowest) / std::abs(common.mean);
  if (!std::isfinite(common.spread) || !std::isfinite(common.mean))
    return not_possible("the spread of the rows is too large to represent");
  return common;
}

}  // namespace outturn::arithmetic
