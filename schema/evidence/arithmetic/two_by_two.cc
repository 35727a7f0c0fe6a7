// SPDX-License-Identifier: GPL-3.0-or-later
// Sums of logarithms rather than logarithms of products, which would overflow.
#include "schema/evidence/arithmetic/two_by_two.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace outturn::arithmetic {

namespace {

std::optional<Error> check_table(const TwoByTwo& table) {
  if (auto error =
          require_not_negative({{"the number treated with the event", table.treated_events},
                                {"the number treated without it", table.treated_others},
                                {"the number of controls with it", table.control_events},
                                {"the number of controls without it", table.control_others}}))
    return error;
  return require_positive(
      {{"the size of the treated group", table.treated_events + table.treated_others},
       {"the size of the control group", table.control_events + table.control_others}});
}

bool has_a_zero(const TwoByTwo& t) {
  return t.treated_events == 0 || t.treated_others == 0 || t.control_events == 0 ||
         t.control_others == 0;
}

struct Corrected {
  TwoByTwo table;
  double added = 0;
};

// A table whose two groups can be compared by a ratio, corrected where it has to be.
Result<Corrected> comparable(const TwoByTwo& table, const ZeroCells& zero) {
  if (auto error = check_table(table)) return tl::unexpected(*error);
  if (table.treated_events == 0 && table.control_events == 0)
    return not_possible("nobody had the event in either group");
  if (table.treated_others == 0 && table.control_others == 0)
    return not_possible("everybody had the event in both groups");
  if (!has_a_zero(table)) return Corrected{table, 0};
  if (auto error = require_positive({{"the correction of a cell of 0", zero.add}}))
    return tl::unexpected(*error);
  return Corrected{{table.treated_events + zero.add, table.treated_others + zero.add,
                    table.control_events + zero.add, table.control_others + zero.add},
                   zero.add};
}

Result<Estimate> estimate(std::string_view name, double value, double variance) {
  if (auto finite = finite_result(name, value); !finite) return tl::unexpected(finite.error());
  if (auto finite = finite_result(fmt::format("the variance of {}", name), variance); !finite)
    return tl::unexpected(finite.error());
  if (!(variance > 0)) return not_possible(fmt::format("the variance of {} is 0", name));
  return Estimate{value, variance};
}

// 1/x - 1/(x + rest), without the difference of near equals.
double reciprocal_gap(double x, double rest) { return rest / (x + rest) / x; }

}  // namespace

double standard_deviations_per_logit(LatentScale scale) {
  return scale == LatentScale::kCox ? 1 / 1.65 : std::numbers::sqrt3 / std::numbers::pi;
}

Result<TableEffect> ln_risk_ratio(const TwoByTwo& table, const ZeroCells& zero) {
  const auto corrected = comparable(table, zero);
  if (!corrected) return tl::unexpected(corrected.error());
  const auto& [a, b, c, d] = corrected->table;
  return estimate("the log risk ratio",
                  (std::log(a) - std::log(a + b)) - (std::log(c) - std::log(c + d)),
                  reciprocal_gap(a, b) + reciprocal_gap(c, d))
      .map([&](const Estimate& effect) {
        return TableEffect{effect, corrected->added};
      });
}

Result<TableEffect> ln_odds_ratio(const TwoByTwo& table, const ZeroCells& zero) {
  const auto corrected = comparable(table, zero);
  if (!corrected) return tl::unexpected(corrected.error());
  const auto& [a, b, c, d] = corrected->table;
  return estimate("the log odds ratio", (std::log(a) - std::log(b)) - (std::log(c) - std::log(d)),
                  1 / a + 1 / b + 1 / c + 1 / d)
      .map([&](const Estimate& effect) {
        return TableEffect{effect, corrected->added};
      });
}

Result<Estimate> risk_difference(const TwoByTwo& table) {
  if (auto error = check_table(table)) return tl::unexpected(*error);
  const auto& [a, b, c, d] = table;
  const double n1 = a + b;
  const double n2 = c + d;
  return estimate("the risk difference", a / n1 - c / n2,
                  (a / n1) * (b / n1) / n1 + (c / n2) * (d / n2) / n2);
}

Result<double> number_needed_to_treat(double risk_difference) {
  if (auto error = require_finite({{"the risk difference", risk_difference}}))
    return tl::unexpected(*error);
  if (risk_difference == 0)
    return not_possible("a risk difference of 0 has no number needed to treat");
  if (std::abs(risk_difference) > 1)
    return not_possible(
        fmt::format("the risk difference is {}; it must be from -1 to 1", risk_difference),
        "Give a fraction, not percentage points.");
  return finite_result("the number needed to treat", 1 / std::abs(risk_difference));
}

Result<double> phi(const TwoByTwo& table) {
  if (auto error = check_table(table)) return tl::unexpected(*error);
  // Shares of all, so that the products of counts cannot overflow.
  const double total =
      table.treated_events + table.treated_others + table.control_events + table.control_others;
  if (auto finite = finite_result("the number of people", total); !finite)
    return tl::unexpected(finite.error());
  const double a = table.treated_events / total;
  const double b = table.treated_others / total;
  const double c = table.control_events / total;
  const double d = table.control_others / total;
  const double spread = std::sqrt(a + b) * std::sqrt(c + d) * std::sqrt(a + c) * std::sqrt(b + d);
  if (spread == 0) return not_possible("everybody or nobody had the event: phi has no value");
  const auto value = finite_result("phi", (a * d - b * c) / spread);
  return value ? std::clamp(*value, -1.0, 1.0) : value;  // rounding goes beyond 1
}

Result<Estimate> mantel_haenszel_ln_risk_ratio(std::span<const TwoByTwo> tables) {
  if (tables.empty()) return not_possible("there is no table");
  double treated = 0;
  double control = 0;
  double spread = 0;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (auto error = check_table(tables[i])) {
      error->message = fmt::format("table {}: {}", i + 1, error->message);
      return tl::unexpected(*error);
    }
    const auto& [a, b, c, d] = tables[i];
    const double n1 = a + b;
    const double n2 = c + d;
    const double total = n1 + n2;
    treated += a * (n2 / total);
    control += c * (n1 / total);
    spread += (n1 / total) * (n2 / total) * (a + c) - (a / total) * c;
  }
  if (treated == 0 || control == 0)
    return not_possible(fmt::format("no {} of any table had the event",
                                    treated == 0 ? "treated person" : "control"));
  return estimate("the log risk ratio", std::log(treated) - std::log(control),
                  spread / treated / control);
}

Result<TableEffect> d_from_proportions(const Proportion& treated, const Proportion& control,
                                       LatentScale scale, const ZeroCells& zero) {
  if (auto error = require_closed_unit({{"the share of the treated", treated.share},
                                        {"the share of the controls", control.share}}))
    return tl::unexpected(*error);
  if (auto error = require_positive(
          {{"the number of treated", treated.n}, {"the number of controls", control.n}}))
    return tl::unexpected(*error);
  const TwoByTwo table{treated.share * treated.n, (1 - treated.share) * treated.n,
                       control.share * control.n, (1 - control.share) * control.n};
  return ln_odds_ratio(table, zero).and_then([&](const TableEffect& effect) {
    const double factor = standard_deviations_per_logit(scale);
    return estimate("d", factor * effect.estimate.value, factor * factor * effect.estimate.variance)
        .map([&](const Estimate& d) {
          return TableEffect{d, effect.added};
        });
  });
}

Result<TableEffect> d_from_before_after(const BeforeAfter& shares, LatentScale scale,
                                        const ZeroCells& zero) {
  if (auto error = require_finite({{"the correlation", shares.correlation}}))
    return tl::unexpected(*error);
  if (!(std::abs(shares.correlation) < 1))
    return not_possible(fmt::format(
        "the correlation is {}; it must be between -1 and 1, both excluded", shares.correlation));
  const auto apart =
      d_from_proportions({shares.after, shares.n}, {shares.before, shares.n}, scale, zero);
  if (!apart || shares.correlation == 0) return apart;
  const double n = shares.n + 2 * apart->added;
  const double after = (shares.after * shares.n + apart->added) / n;
  const double before = (shares.before * shares.n + apart->added) / n;
  const double factor = standard_deviations_per_logit(scale);
  const double covariance = shares.correlation / n /
                            std::sqrt(after * (1 - after) * before * (1 - before)) * factor *
                            factor;
  return estimate("d", apart->estimate.value, apart->estimate.variance - 2 * covariance)
      .map([&](const Estimate& d) {
        return TableEffect{d, apart->added};
      });
}

}  // namespace outturn::arithmetic
