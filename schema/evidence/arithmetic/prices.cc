// SPDX-License-Identifier: GPL-3.0-or-later
// Uprating and conversion; contracts in prices.h.
#include "schema/evidence/arithmetic/prices.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace outturn::arithmetic {

namespace {

std::string named(const Series& series) {
  return series.source.empty() ? series.label : fmt::format("{} ({})", series.label, series.source);
}

std::optional<Error> require_kinds(const Series& from, const Series& to) {
  if (from.kind == SeriesKind::kGdpDeflator || to.kind == SeriesKind::kGdpDeflator)
    return not_possible("a GDP deflator converts no currency",
                        "give purchasing power parities or market exchange rates")
        .value();
  if (from.kind != to.kind)
    return not_possible("purchasing power and market rates cannot be mixed in one conversion",
                        "choose one of the two for both currencies")
        .value();
  if (from.years != to.years)
    return not_possible("the two currencies are given for different kinds of year").value();
  return std::nullopt;
}

bool digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number_of(std::string_view digits) {
  int number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

Result<Restated> scaled(double amount, double factor, std::string method) {
  if (!(factor > 0) || !std::isfinite(factor))
    return not_possible("the factor between the two years or currencies cannot be represented");
  const auto result = finite_result("the amount", amount * factor);
  if (!result) return tl::unexpected(result.error());
  return Restated{*result, factor, std::move(method)};
}

}  // namespace

int Series::last_year() const {
  const long long last = first_year + static_cast<long long>(values.size()) - 1;
  return static_cast<int>(std::min<long long>(last, std::numeric_limits<int>::max()));
}

std::string year_label(YearBasis years, int year) {
  if (years == YearBasis::kCalendar) return fmt::format("{}", year);
  const int next = year % 100 == 99 ? 0 : year % 100 + 1;
  return fmt::format("{}-{:02}", year, next);
}

Result<int> financial_year(std::string_view label) {
  constexpr std::size_t kLength = 7;
  const bool shaped = label.size() == kLength && (label[4] == '-' || label[4] == '/') &&
                      digits(label.substr(0, 4)) && digits(label.substr(5));
  if (shaped) {
    const int first = number_of(label.substr(0, 4));
    if ((first + 1) % 100 == number_of(label.substr(5))) return first;
  }
  return not_possible(fmt::format("\"{}\" is not a financial year", label.substr(0, 40)),
                      "write it as 2018-19");
}

Result<double> value_in(const Series& series, int year) {
  if (series.values.empty()) return not_possible(fmt::format("{} holds no years", named(series)));
  if (year < series.first_year || year > series.last_year()) {
    return not_possible(
        fmt::format("{} holds {} to {}; {} is outside it", named(series),
                    year_label(series.years, series.first_year),
                    year_label(series.years, series.last_year()), year_label(series.years, year)),
        "choose a year it holds; nothing is guessed beyond them");
  }
  const double value = series.values[static_cast<std::size_t>(year - series.first_year)];
  const std::string name = fmt::format("{} in {}", series.label, year_label(series.years, year));
  if (auto error = require_positive({{name, value}})) return tl::unexpected(*error);
  return value;
}

Result<Restated> uprate(double amount, int from_year, int to_year, const Series& deflator) {
  if (auto error = require_finite({{"the amount", amount}})) return tl::unexpected(*error);
  if (deflator.kind != SeriesKind::kGdpDeflator)
    return not_possible(fmt::format("{} is not a deflator", named(deflator)));
  const auto from = value_in(deflator, from_year);
  if (!from) return tl::unexpected(from.error());
  const auto to = value_in(deflator, to_year);
  if (!to) return tl::unexpected(to.error());
  const double factor = *to / *from;
  return scaled(amount, factor,
                fmt::format("uprated from {} to {} prices by the {}: x {:.6g}",
                            year_label(deflator.years, from_year),
                            year_label(deflator.years, to_year), named(deflator), factor));
}

Result<Restated> convert_currency(double amount, int price_year, const Series& from,
                                  const Series& to) {
  if (auto error = require_finite({{"the amount", amount}})) return tl::unexpected(*error);
  if (auto error = require_kinds(from, to)) return tl::unexpected(*error);
  const auto per_dollar_from = value_in(from, price_year);
  if (!per_dollar_from) return tl::unexpected(per_dollar_from.error());
  const auto per_dollar_to = value_in(to, price_year);
  if (!per_dollar_to) return tl::unexpected(per_dollar_to.error());
  const double factor = *per_dollar_to / *per_dollar_from;
  const std::string year = year_label(from.years, price_year);
  const bool parity = from.kind == SeriesKind::kPurchasingPower;
  return scaled(
      amount, factor,
      fmt::format(
          "converted from {} to {} {} {}: {:.6g} {} for 1 {} ({})", from.currency, to.currency,
          parity ? "by the purchasing power parity of" : "at the mean market exchange rate of",
          year, factor, to.currency, from.currency, to.source));
}

Result<Restated> restate(double amount, const RestateOptions& options, const Series& from,
                         const Series& to, const Series& deflator) {
  if (deflator.currency != to.currency) {
    return not_possible(fmt::format("the {} does not go with {}", deflator.label, to.currency),
                        "take the deflator of the currency that is converted to");
  }
  if (deflator.years != to.years) {
    return not_possible("the rates are of calendar years and the deflator of financial years",
                        "take a deflator of calendar years");
  }
  const auto converted = convert_currency(amount, options.price_year, from, to);
  if (!converted) return converted;
  const auto uprated = uprate(converted->amount, options.price_year, options.to_year, deflator);
  if (!uprated) return uprated;
  return scaled(amount, converted->factor * uprated->factor,
                converted->method + "; " + uprated->method);
}

Result<double> uprate_wellby(double value, const WellbyUprating& uprating) {
  if (auto error = require_finite({{"the value", value}})) return tl::unexpected(*error);
  if (auto error = require_positive({{"the ratio of deflators", uprating.deflator_ratio},
                                     {"the ratio of real incomes", uprating.real_income_ratio},
                                     {"the income elasticity", uprating.income_elasticity}}))
    return tl::unexpected(*error);
  return finite_result("the value",
                       value * uprating.deflator_ratio *
                           std::pow(uprating.real_income_ratio, uprating.income_elasticity));
}

}  // namespace outturn::arithmetic
