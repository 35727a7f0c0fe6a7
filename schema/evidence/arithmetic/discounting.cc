// SPDX-License-Identifier: GPL-3.0-or-later
// Discount factors and present values; contracts in discounting.h.
#include "schema/evidence/arithmetic/discounting.h"

#include <fmt/format.h>

#include <cmath>

namespace outturn::arithmetic {

namespace {

std::optional<Error> beyond(const DiscountSchedule& schedule, int year) {
  if (year < 0)
    return not_possible(fmt::format("year {} lies before the decision; years begin at 0", year))
        .value();
  if (year > kLongestHorizon)
    return not_possible(fmt::format("year {} is beyond {} years", year, kLongestHorizon),
                        "shorten the horizon")
        .value();
  if (schedule.last_year && year > *schedule.last_year) {
    return not_possible(fmt::format("\"{}\" gives rates to year {}; year {} is beyond it",
                                    schedule.label, *schedule.last_year, year),
                        "shorten the horizon, or choose a schedule that reaches further")
        .value();
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> check_schedule(const DiscountSchedule& schedule) {
  const auto wrong = [&](std::string_view what) {
    return not_possible(fmt::format("the discount schedule \"{}\" {}", schedule.label, what))
        .value();
  };
  if (schedule.bands.empty()) return wrong("has no rates");
  if (schedule.bands.front().from_year != 1) return wrong("does not begin with year 1");
  int before = 0;
  for (const DiscountBand& band : schedule.bands) {
    if (band.from_year <= before) return wrong("has bands out of order");
    if (!std::isfinite(band.rate)) return wrong("has a rate that is not a finite number");
    if (band.rate <= -1) return wrong("has a rate of -100% or below");
    before = band.from_year;
  }
  if (schedule.last_year && *schedule.last_year < before)
    return wrong("ends before its last band begins");
  return std::nullopt;
}

Result<DiscountSchedule> constant_discount_rate(double rate) {
  DiscountSchedule schedule;
  schedule.id = "constant";
  schedule.bands = {{1, rate}};
  schedule.label = fmt::format("{:.6g}% a year", rate * 100);
  if (auto error = check_schedule(schedule)) return tl::unexpected(*error);
  return schedule;
}

Result<std::vector<double>> discount_factors(const DiscountSchedule& schedule, int last_year) {
  if (auto error = check_schedule(schedule)) return tl::unexpected(*error);
  if (auto error = beyond(schedule, last_year)) return tl::unexpected(*error);
  std::vector<double> factors{1.0};
  factors.reserve(static_cast<std::size_t>(last_year) + 1);
  std::size_t band = 0;
  for (int year = 1; year <= last_year; ++year) {
    if (band + 1 < schedule.bands.size() && schedule.bands[band + 1].from_year <= year) ++band;
    factors.push_back(factors.back() / (1 + schedule.bands[band].rate));
    if (!std::isfinite(factors.back()))
      return not_possible(
          fmt::format("the discount factor of year {} is too large to represent", year));
  }
  return factors;
}

Result<double> discount_factor(const DiscountSchedule& schedule, int year) {
  return discount_factors(schedule, year).map([](const auto& factors) { return factors.back(); });
}

Result<double> present_value(std::span<const double> flows, const DiscountSchedule& schedule) {
  if (flows.empty()) return not_possible("there are no flows to discount");
  if (flows.size() > static_cast<std::size_t>(kLongestHorizon) + 1)
    return not_possible(fmt::format("the flows reach beyond {} years", kLongestHorizon));
  const auto factors = discount_factors(schedule, static_cast<int>(flows.size()) - 1);
  if (!factors) return tl::unexpected(factors.error());
  double sum = 0;
  for (std::size_t year = 0; year < flows.size(); ++year) {
    if (auto error = require_finite({{fmt::format("the flow of year {}", year), flows[year]}}))
      return tl::unexpected(*error);
    sum += flows[year] * (*factors)[year];
  }
  return finite_result("the present value", sum);
}

Result<double> social_time_preference_rate(const TimePreference& parts) {
  if (auto error = require_finite({{"pure time preference", parts.pure_time_preference},
                                   {"catastrophe risk", parts.catastrophe_risk},
                                   {"consumption growth", parts.consumption_growth}}))
    return tl::unexpected(*error);
  if (auto error = require_not_negative(
          {{"the marginal utility of consumption", parts.marginal_utility_of_consumption}}))
    return tl::unexpected(*error);
  return finite_result("the social time preference rate",
                       parts.pure_time_preference + parts.catastrophe_risk +
                           parts.marginal_utility_of_consumption * parts.consumption_growth);
}

}  // namespace outturn::arithmetic
