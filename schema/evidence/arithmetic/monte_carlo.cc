// SPDX-License-Identifier: GPL-3.0-or-later
// Draws, sums and percentiles; contracts in monte_carlo.h.
#include "schema/evidence/arithmetic/monte_carlo.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <numbers>
#include <random>
#include <span>

namespace outturn::arithmetic {

namespace {

/// What each distribution must fulfil.
struct Check {
  std::optional<Error> operator()(const Fixed& d) const {
    return require_finite({{"the value", d.value}});
  }
  std::optional<Error> operator()(const Normal& d) const {
    if (auto error = require_finite({{"the mean", d.mean}})) return error;
    return require_positive({{"the standard error", d.standard_error}});
  }
  std::optional<Error> operator()(const Uniform& d) const { return ordered(d.low, d.low, d.high); }
  std::optional<Error> operator()(const Triangular& d) const {
    return ordered(d.low, d.mode, d.high);
  }
  std::optional<Error> operator()(const Lognormal& d) const {
    return require_positive(
        {{"the median", d.median}, {"the standard deviation of the logarithm", d.log_sd}});
  }
  std::optional<Error> operator()(const Pert& d) const { return ordered(d.low, d.mode, d.high); }

 private:
  static std::optional<Error> ordered(double low, double mode, double high) {
    if (auto error = require_finite({{"the low end", low},
                                     {"the high end", high},
                                     {"the most likely value", mode},
                                     {"the range", high - low}}))
      return error;
    if (low < high && low <= mode && mode <= high) return std::nullopt;
    return not_possible("low, most likely and high are not in this order, or all the same",
                        "for a known amount give one value instead of a range")
        .value();
  }
};

class Source {
 public:
  explicit Source(std::uint64_t seed) : bits_(seed) {}

  double operator()(const Fixed& d) { return d.value; }
  double operator()(const Normal& d) { return d.mean + d.standard_error * normal(); }
  double operator()(const Uniform& d) { return d.low + (d.high - d.low) * unit(); }
  double operator()(const Triangular& d) {
    const double width = d.high - d.low;
    const double share = (d.mode - d.low) / width;
    const double u = unit();
    return u < share ? d.low + width * std::sqrt(u * share)
                     : d.high - width * std::sqrt((1 - u) * (1 - share));
  }
  double operator()(const Lognormal& d) { return d.median * std::exp(d.log_sd * normal()); }
  double operator()(const Pert& d) {
    const double width = d.high - d.low;
    const double share = (d.mode - d.low) / width;
    const double a = gamma(1 + 4 * share);
    const double b = gamma(1 + 4 * (1 - share));
    return d.low + width * (a / (a + b));
  }

 private:
  /// Strictly between 0 and 1, in steps of 2^-52.
  double unit() { return (static_cast<double>(bits_() >> 12U) + 0.5) * 0x1.0p-52; }

  double normal() {
    const double radius = std::sqrt(-2 * std::log(unit()));
    return radius * std::cos(2 * std::numbers::pi * unit());
  }

  /// Shape from 1 to 5, scale 1. A try is refused in less than one of 20 cases.
  double gamma(double shape) {
    const double d = shape - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    constexpr int kTries = 1000;
    for (int i = 0; i < kTries; ++i) {
      const double x = normal();
      const double root = 1 + c * x;
      const double v = root * root * root;
      if (v > 0 && std::log(unit()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
    }
    return shape;  // the mean; the chance of coming here is below 20^-1000
  }

  std::mt19937_64 bits_;
};

std::optional<Error> check_terms(std::string_view what, const std::vector<UncertainTerm>& terms) {
  if (terms.empty()) return not_possible(fmt::format("{} are missing", what)).value();
  for (const UncertainTerm& term : terms) {
    auto error = std::visit(Check{}, term.distribution);
    if (!error) error = require_finite({{"the scale", term.scale}});
    if (!error) continue;
    error->message = fmt::format("\"{}\": {}", term.name, error->message);
    return error;
  }
  return std::nullopt;
}

bool certain(const UncertainTerm& term) {
  return std::holds_alternative<Fixed>(term.distribution) || term.scale == 0;
}

double draw(const std::vector<UncertainTerm>& terms, Source& source) {
  double sum = 0;
  for (const UncertainTerm& term : terms) sum += term.scale * std::visit(source, term.distribution);
  return sum;
}

/// `sorted` is not empty.
double percentile(std::span<const double> sorted, double probability) {
  const double place = probability * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double share = place - static_cast<double>(below);
  return std::lerp(sorted[below], sorted[above], share);  // never beyond the two
}

Result<MonteCarloResult> summarise(std::vector<double> nets, const MonteCarloOptions& options) {
  const auto count = static_cast<double>(nets.size());
  MonteCarloResult result;
  result.seed = options.seed;
  result.draws = nets.size();
  std::sort(nets.begin(), nets.end());
  const auto hits =
      static_cast<double>(nets.end() - std::upper_bound(nets.begin(), nets.end(), 0.0));
  result.chance_benefits_exceed_costs = hits / count;
  const double p = (hits + 1) / (count + 2);
  result.chance_standard_error = std::sqrt(p * (1 - p) / count);
  for (const double net : nets) result.mean_net_benefit += net / count;
  double squares = 0;
  for (const double net : nets) {
    const double off = net - result.mean_net_benefit;
    squares += off * off;
  }
  if (count > 1) result.sd_net_benefit = std::sqrt(squares / (count - 1));
  constexpr std::array kProbabilities{0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975};
  for (std::size_t i = 0; i < kProbabilities.size(); ++i)
    result.percentiles[i] = {kProbabilities[i], percentile(nets, kProbabilities[i])};
  if (!std::isfinite(result.mean_net_benefit) || !std::isfinite(result.sd_net_benefit))
    return not_possible("the spread of the net benefit is too large to represent");
  return result;
}

}  // namespace

Result<MonteCarloResult> simulate(const UncertainCase& uncertain,
                                  const MonteCarloOptions& options) {
  if (options.draws < 1 || options.draws > kMostDraws)
    return not_possible(fmt::format("{} draws; give from 1 to {}", options.draws, kMostDraws));
  if (auto error = check_terms("the benefits", uncertain.benefits)) return tl::unexpected(*error);
  if (auto error = check_terms("the costs", uncertain.costs)) return tl::unexpected(*error);
  if (std::all_of(uncertain.benefits.begin(), uncertain.benefits.end(), certain) &&
      std::all_of(uncertain.costs.begin(), uncertain.costs.end(), certain))
    return not_possible("nothing is uncertain, so there is no chance to work out",
                        "compare benefits and costs, or give a range or a standard error");
  Source source(options.seed);
  std::vector<double> nets(options.draws);
  for (double& net : nets) {
    const double benefits = draw(uncertain.benefits, source);
    net = benefits - draw(uncertain.costs, source);
    if (!std::isfinite(net)) return not_possible("a draw is too large to represent");
  }
  return summarise(std::move(nets), options);
}

Result<double> chance_closed_form(const NormalAmount& benefits, const NormalAmount& costs) {
  if (auto error = require_finite({{"the benefits", benefits.mean}, {"the costs", costs.mean}}))
    return tl::unexpected(*error);
  if (auto error =
          require_not_negative({{"the standard error of the benefits", benefits.standard_error},
                                {"the standard error of the costs", costs.standard_error}}))
    return tl::unexpected(*error);
  const double spread = std::hypot(benefits.standard_error, costs.standard_error);
  const double difference = benefits.mean - costs.mean;
  if (!(spread > 0))
    return not_possible("nothing is uncertain, so there is no chance to work out",
                        "compare benefits and costs, or give a standard error");
  if (!std::isfinite(spread) || !std::isfinite(difference))
    return not_possible("benefits and costs are too large to compare");
  return finite_result("the chance", 0.5 * std::erfc(-difference / spread / std::numbers::sqrt2));
}

Result<Lognormal> lognormal_from_interval(double low, double high, double level) {
  if (auto error = require_positive({{"the low end", low}, {"the high end", high}}))
    return tl::unexpected(*error);
  if (auto error = require_open_unit({{"the level", level}})) return tl::unexpected(*error);
  if (!(low < high)) return not_possible("the high end is not above the low end");
  namespace policies = boost::math::policies;
  using Quiet = policies::policy<policies::domain_error<policies::ignore_error>,
                                 policies::pole_error<policies::ignore_error>,
                                 policies::overflow_error<policies::ignore_error>,
                                 policies::evaluation_error<policies::ignore_error>>;
  const double z = std::numbers::sqrt2 * boost::math::erf_inv(level, Quiet());
  const Lognormal result{std::sqrt(low) * std::sqrt(high),
                         (std::log(high) - std::log(low)) / (2 * z)};
  if (auto error = Check{}(result)) return tl::unexpected(*error);
  return result;
}

}  // namespace outturn::arithmetic
