// SPDX-License-Identifier: GPL-3.0-or-later
// Totals, ratios, payback and categories; contracts in appraisal.h.
#include "schema/evidence/arithmetic/appraisal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace outturn::arithmetic {

Result<double> total(std::string_view name, std::span<const double> amounts) {
  if (amounts.empty()) return not_possible(fmt::format("{} are missing", name));
  double sum = 0;
  for (const double amount : amounts) {
    if (!std::isfinite(amount))
      return not_possible(fmt::format("{} hold a number that is not finite", name));
    sum += amount;
  }
  return finite_result(fmt::format("the sum of {}", name), sum);
}

Result<Totals> appraise(std::span<const PerspectiveBenefit> benefits, double cost) {
  std::vector<double> amounts;
  std::set<std::string_view> seen;
  for (const PerspectiveBenefit& benefit : benefits) {
    if (!seen.insert(benefit.perspective).second)
      return not_possible(fmt::format("\"{}\" is given twice", benefit.perspective),
                          "add its amounts up, or give them different names");
    amounts.push_back(benefit.amount);
  }
  const auto sum = total("the benefits", amounts);
  if (!sum) return tl::unexpected(sum.error());
  const auto net = net_benefit(*sum, cost);
  if (!net) return tl::unexpected(net.error());
  const auto ratio = benefit_cost_ratio(*sum, cost);
  if (!ratio) return tl::unexpected(ratio.error());
  return Totals{*sum, *net, *ratio};
}

Result<double> net_benefit(double benefits, double cost) {
  if (auto error = require_finite({{"the benefits", benefits}, {"the cost", cost}}))
    return tl::unexpected(*error);
  return finite_result("the net benefit", benefits - cost);
}

Result<double> benefit_cost_ratio(double benefits, double cost) {
  if (auto error = require_finite({{"the benefits", benefits}, {"the cost", cost}}))
    return tl::unexpected(*error);
  if (cost <= 0)
    return not_possible(fmt::format("a ratio has no meaning at a cost of {}", cost),
                        "use the net benefit");
  return finite_result("the ratio", benefits / cost);
}

Result<double> cost_per_participant(double cost, double participants) {
  if (auto error = require_not_negative({{"the cost", cost}})) return tl::unexpected(*error);
  if (auto error = require_positive({{"the number of participants", participants}}))
    return tl::unexpected(*error);
  return finite_result("the cost for each participant", cost / participants);
}

Result<double> payback_years(std::span<const double> flows) {
  if (const auto sum = total("the flows", flows); !sum) return tl::unexpected(sum.error());
  // A total that only rounding keeps from 0 is 0; the flows may come discounted.
  constexpr double kRounding = 1e-12;
  double slack = 0;
  for (const double flow : flows) slack += kRounding * std::abs(flow);
  double running = 0;
  double payback = -1;
  bool laid_out = false;
  for (std::size_t year = 0; year < flows.size(); ++year) {
    const double before = running;
    running += flows[year];
    if (!std::isfinite(running)) return not_possible("the flows are too large to add up");
    if (running < -slack) {
      if (payback >= 0)
        return not_possible(
            fmt::format("the running total is below 0 again in year {}, after it was paid back",
                        year),
            "there is no single payback year; use the net present value");
      laid_out = true;
    } else if (laid_out && payback < 0) {
      payback = static_cast<double>(year) - 1 + std::min(1.0, -before / flows[year]);
    }
  }
  if (!laid_out) return not_possible("nothing is laid out first, so nothing is paid back");
  if (payback < 0)
    return not_possible(fmt::format("it does not pay back within {} years: {:.6g} is missing",
                                    flows.size() - 1, -running),
                        "look further ahead, or take it that it does not pay back");
  return payback;
}

Result<double> discounted_payback_years(std::span<const double> flows,
                                        const DiscountSchedule& schedule) {
  if (const auto value = present_value(flows, schedule); !value)
    return tl::unexpected(value.error());
  const auto factors = discount_factors(schedule, static_cast<int>(flows.size()) - 1);
  if (!factors) return tl::unexpected(factors.error());
  std::vector<double> discounted;
  for (std::size_t year = 0; year < flows.size(); ++year)
    discounted.push_back(flows[year] * (*factors)[year]);
  return payback_years(discounted);
}

Result<ValueForMoneyRow> value_for_money(double ratio) {
  if (auto error = require_finite({{"the ratio", ratio}})) return tl::unexpected(*error);
  ValueForMoneyRow found = kValueForMoney.front();
  for (std::size_t i = 1; i < kValueForMoney.size(); ++i)
    if (ratio >= kValueForMoney[i].from_ratio) found = kValueForMoney[i];
  return found;
}

Result<double> wellbeing_value(const WellbeingGain& gain) {
  constexpr double kScale = 10;
  if (auto error = require_finite({{"the change in life satisfaction", gain.points}}))
    return tl::unexpected(*error);
  if (std::abs(gain.points) > kScale)
    return not_possible(
        fmt::format("a change of {} points is more than the scale of {}", gain.points, kScale));
  if (auto error = require_positive({{"the number of years", gain.years},
                                     {"the number of people", gain.people},
                                     {"the value of a point", gain.value_per_point_year}}))
    return tl::unexpected(*error);
  return finite_result("the value of the change",
                       gain.points * gain.years * gain.people * gain.value_per_point_year);
}

}  // namespace outturn::arithmetic
