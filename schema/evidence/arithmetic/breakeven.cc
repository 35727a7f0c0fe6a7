// SPDX-License-Identifier: GPL-3.0-or-later
// Breakeven forwards and backwards; contracts in breakeven.h.
#include "schema/evidence/arithmetic/breakeven.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "schema/evidence/arithmetic/monte_carlo.h"

namespace outturn::arithmetic {

Result<std::int64_t> breakeven_people(double cost, double value_per_beneficiary) {
  if (auto error = require_positive(
          {{"the cost", cost}, {"the value for each beneficiary", value_per_beneficiary}}))
    return tl::unexpected(*error);
  constexpr double kCountable = 9007199254740992.0;  // 2^53
  const double quotient = cost / value_per_beneficiary;
  if (!(quotient < kCountable))
    return not_possible("the number of people is too large to count",
                        "check the value for each beneficiary");
  // Two numbers typed in decimal and their quotient are each off by half a unit in the last place.
  constexpr double kSlack = 4 * std::numeric_limits<double>::epsilon();
  const double nearest = std::round(quotient);
  const bool whole = std::abs(quotient - nearest) <= kSlack * quotient;
  const double people = whole ? nearest : std::ceil(quotient);
  return static_cast<std::int64_t>(std::max(people, 1.0));
}

Result<BreakevenEffect> breakeven_effect(const LocalCase& local) {
  if (auto error = require_finite({{"the published effect", local.published_effect}}))
    return tl::unexpected(*error);
  if (local.published_effect == 0)
    return not_possible("the published effect is 0, so no share of it pays",
                        "give the effect that the value belongs to");
  if (auto error =
          require_positive({{"the value for each participant", local.value_per_participant},
                            {"the cost", local.cost},
                            {"the caseload", local.caseload}}))
    return tl::unexpected(*error);
  BreakevenEffect result;
  result.value_as_published = local.caseload * local.value_per_participant;
  result.share_needed = local.cost / result.value_as_published;
  result.effect = local.published_effect * result.share_needed;
  result.may_shrink_by = 1 - result.share_needed;
  if (!std::isfinite(result.value_as_published) || !(result.share_needed > 0) ||
      !std::isfinite(result.share_needed) || !std::isfinite(result.effect) || result.effect == 0)
    return not_possible("the breakeven effect cannot be represented",
                        "check the cost, the value and the caseload");
  return result;
}

Result<double> chance_of_paying_back(const LocalCase& local, double effect_standard_error) {
  if (auto error = require_positive({{"the standard error of the effect", effect_standard_error}}))
    return tl::unexpected(*error);
  const auto breakeven = breakeven_effect(local);
  if (!breakeven) return tl::unexpected(breakeven.error());
  const double value = breakeven->value_as_published;
  const double spread = value * (effect_standard_error / std::abs(local.published_effect));
  return chance_closed_form({value, spread}, {local.cost, 0});
}

Result<CostInterval> implied_cost(const BreakevenLine& line, const PrintRounding& rounding) {
  if (auto error = require_positive({{"the value for each beneficiary", line.value_per_beneficiary},
                                     {"the number of beneficiaries", line.beneficiaries}}))
    return tl::unexpected(*error);
  if (line.beneficiaries != std::floor(line.beneficiaries))
    return not_possible(fmt::format("{} is not a whole number of people", line.beneficiaries));
  if (auto error = require_not_negative({{"the rounding of the value", rounding.value_half_unit}}))
    return tl::unexpected(*error);
  if (rounding.value_half_unit >= line.value_per_beneficiary)
    return not_possible("the value is smaller than its own rounding");
  double below = 1;
  double above = 1;
  if (rounding.people == WholePeople::kRoundedUp) above = 0;
  if (rounding.people == WholePeople::kRoundedToNearest) below = above = 0.5;
  const CostInterval interval{
      (line.beneficiaries - below) * (line.value_per_beneficiary - rounding.value_half_unit),
      (line.beneficiaries + above) * (line.value_per_beneficiary + rounding.value_half_unit),
      line.beneficiaries * line.value_per_beneficiary};
  if (!std::isfinite(interval.high)) return not_possible("the cost is too large to represent");
  return interval;
}

Result<CommonCost> common_cost(std::span<const BreakevenLine> lines,
                               const PrintRounding& rounding) {
  if (lines.size() < 2) return not_possible("one cost needs at least two lines to be checked on");
  CommonCost common;
  common.interval = {0, std::numeric_limits<double>::max(), 0};
  common.lowest_product = std::numeric_limits<double>::max();
  for (const BreakevenLine& line : lines) {
    const auto implied = implied_cost(line, rounding);
    if (!implied) return tl::unexpected(implied.error());
    common.interval.low = std::max(common.interval.low, implied->low);
    common.interval.high = std::min(common.interval.high, implied->high);
    common.lowest_product = std::min(common.lowest_product, implied->product);
    common.highest_product = std::max(common.highest_product, implied->product);
    common.mean_product += implied->product / static_cast<double>(lines.size());
  }
  common.interval.product = common.mean_product;
  common.agrees = common.interval.low <= common.interval.high;
  return common;
}

}  // namespace outturn::arithmetic
