// SPDX-License-Identifier: GPL-3.0-or-later
// Roots are sought in u = log(1 + tau2 / smallest variance), in which Q falls almost like an
// exponential and a step of a given size means the same at every scale.
#include "schema/evidence/arithmetic/heterogeneity.h"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>

#include "schema/evidence/arithmetic/quiet_policy.h"
#include "schema/evidence/arithmetic/spread.h"

namespace outturn::arithmetic {

namespace {

using ChiSquared = boost::math::chi_squared_distribution<double, Quiet>;

constexpr long double kGridStep = 0.4L;  // log(1.5)
constexpr int kGridMost = 160;
constexpr int kGridLeast = 8;

std::optional<Error> check(Groups groups) {
  std::size_t k = 0;
  for (const std::vector<Effect>& effects : groups) {
    if (effects.empty()) return not_possible("a group has no effects").value();
    k += effects.size();
    for (const Effect& effect : effects) {
      if (auto error = require_finite({{"an effect", effect.value}})) return error;
      if (auto error = require_positive({{"a variance", effect.variance}})) return error;
    }
  }
  if (k <= groups.size())
    return not_possible("how much effects differ takes more effects than groups").value();
  return std::nullopt;
}

// log(1 + tau2 / smallest variance) and back.
class Scale {
 public:
  explicit Scale(long double unit) : unit_(unit) {}
  long double to_u(long double tau2) const { return std::log1p(tau2 / unit_); }
  long double to_tau2(long double u) const { return unit_ * std::expm1(u); }

 private:
  long double unit_;
};

// The root of `f`, which is above 0 at `low` and not above 0 at `high`.
template <typename F>
Result<long double> root(F f, long double low, long double high, const char* what) {
  const long double at_low = f(low);
  const long double at_high = f(high);
  if (at_high == 0) return high;
  if (!(at_low > 0) || !(at_high < 0)) return not_possible(std::string(what) + " was not found");
  std::uintmax_t steps = 200;
  const auto close = boost::math::tools::eps_tolerance<long double>(60);
  const auto [left, right] =
      boost::math::tools::toms748_solve(f, low, high, at_low, at_high, close, steps, Quiet());
  if (steps >= 200) return not_possible(std::string(what) + " did not converge in 200 steps");
  return left + (right - left) / 2;
}

// The tau2 at which the generalised Q is `target`, or 0 where it is below `target` everywhere.
Result<long double> tau2_where_q_is(Spread& spread, long double target) {
  if (!(target > 0)) return not_possible("tau2 has no upper bound at this level");
  if (spread.q(0) <= target) return 0.0L;
  const Scale scale(spread.smallest_variance());
  const auto excess = [&](long double u) { return std::log(spread.q(scale.to_tau2(u)) / target); };
  // Q at tau2 is below the sum of squares over tau2, whence the bound; twice it, for rounding.
  const long double high = scale.to_u(2 * spread.sum_of_squares() / target);
  return root(excess, 0.0L, high, "tau2").map([&](long double u) { return scale.to_tau2(u); });
}

// The derivative of the log restricted likelihood, twice.
long double score(Spread& spread, long double tau2) {
  const Spread::Sums sums = spread.at(tau2);
  return sums.q_squared - sums.trace_p;
}

struct Maximum {
  long double tau2 = 0;
  int found = 0;
};

// The score is below 0 beyond `bound`: there q_squared <= sum of squares / tau2^2, and
// tr(P) >= (k - groups) / (3 tau2) once tau2 is above every variance.
Result<Maximum> highest_maximum(Spread& spread) {
  const Scale scale(spread.smallest_variance());
  const long double bound =
      std::max(spread.largest_variance(), 3 * spread.sum_of_squares() / spread.df());
  const long double top = scale.to_u(2 * bound);
  const int steps =
      std::clamp(static_cast<int>(std::min(top / kGridStep, 1e6L)) + 1, kGridLeast, kGridMost);
  std::vector<long double> maxima;
  long double left = 0;
  long double at_left = score(spread, 0);
  if (at_left <= 0) maxima.push_back(0);
  for (int i = 1; i <= steps; ++i) {
    const long double right = top * i / steps;
    const long double at_right = score(spread, scale.to_tau2(right));
    if (at_left > 0 && at_right <= 0) {
      const auto climb = [&](long double u) { return score(spread, scale.to_tau2(u)); };
      const auto u = root(climb, left, right, "the REML estimate of tau2");
      if (!u) return tl::unexpected(u.error());
      maxima.push_back(scale.to_tau2(*u));
    }
    left = right;
    at_left = at_right;
  }
  if (maxima.empty()) return not_possible("the REML estimate of tau2 did not converge");
  Maximum best{maxima.front(), static_cast<int>(maxima.size())};
  if (maxima.size() == 1) return best;
  long double highest = spread.log_restricted_likelihood(best.tau2);
  for (const long double tau2 : maxima) {
    const long double height = spread.log_restricted_likelihood(tau2);
    if (height > highest) {
      highest = height;
      best.tau2 = tau2;
    }
  }
  return best;
}

Result<Tau2> checked(long double value, long double se, int maxima) {
  const auto finite = finite_result("tau2", static_cast<double>(value));
  if (!finite) return tl::unexpected(finite.error());
  const auto finite_se = finite_result("the standard error of tau2", static_cast<double>(se));
  if (!finite_se) return tl::unexpected(finite_se.error());
  return Tau2{*finite, *finite_se, maxima};
}

Result<Tau2> dersimonian_laird(Spread& spread) {
  const Spread::Sums sums = spread.at(0);
  const long double df = spread.df();
  const long double tau2 = std::max(0.0L, (sums.q - df) / sums.trace_p);
  const long double variance = 2 * df + 4 * tau2 * sums.trace_p + 2 * tau2 * tau2 * sums.trace_pp;
  return checked(tau2, std::sqrt(variance) / sums.trace_p, 1);
}

Result<Tau2> paule_mandel(Spread& spread) {
  const auto tau2 = tau2_where_q_is(spread, spread.df());
  if (!tau2) return tl::unexpected(tau2.error());
  const auto k = static_cast<long double>(spread.k());
  const long double weight = spread.at(*tau2).weight;
  return checked(*tau2, k * std::sqrt(2.0L / spread.df()) / weight, 1);
}

Result<Tau2> reml(Spread& spread) {
  const auto best = highest_maximum(spread);
  if (!best) return tl::unexpected(best.error());
  return checked(best->tau2, std::sqrt(2 / spread.at(best->tau2).trace_pp), best->found);
}

std::optional<Error> check_tau2_interval(const Result<Interval>& interval) {
  if (!interval) return std::nullopt;
  if (auto error = require_not_negative({{"the low end of the interval of tau2", interval->low},
                                         {"the high end of the interval of tau2", interval->high}}))
    return error;
  if (interval->low <= interval->high) return std::nullopt;
  return not_possible("the low end of the interval of tau2 is above its high end").value();
}

Result<Interval> mapped(const Result<Interval>& interval, auto function) {
  if (!interval) return interval;
  const auto low = finite_result("the low end of the interval", function(interval->low));
  const auto high = finite_result("the high end of the interval", function(interval->high));
  if (!low || !high) return tl::unexpected((low ? high : low).error());
  return Interval{*low, *high};
}

}  // namespace

Result<QTest> cochran_q(Groups groups) {
  if (auto error = check(groups)) return tl::unexpected(*error);
  Spread spread(groups);
  const auto q = finite_result("Q", static_cast<double>(spread.q(0)));
  if (!q) return tl::unexpected(q.error());
  const ChiSquared distribution(spread.df());
  const auto p = finite_result("the p of Q", cdf(complement(distribution, *q)));
  if (!p) return tl::unexpected(p.error());
  return QTest{*q, spread.df(), *p};
}

Result<Tau2> estimate_tau2(Groups groups, Tau2Method method) {
  if (auto error = check(groups)) return tl::unexpected(*error);
  if (method == Tau2Method::kEqualEffects) return Tau2{};
  Spread spread(groups);
  switch (method) {
    case Tau2Method::kDerSimonianLaird:
      return dersimonian_laird(spread);
    case Tau2Method::kPauleMandel:
      return paule_mandel(spread);
    default:
      return reml(spread);
  }
}

Result<Interval> tau2_q_profile(Groups groups, double level) {
  if (auto error = check(groups)) return tl::unexpected(*error);
  if (auto error = require_open_unit({{"the level", level}})) return tl::unexpected(*error);
  Spread spread(groups);
  const ChiSquared distribution(spread.df());
  const double tail = (1 - level) / 2;
  const auto low = tau2_where_q_is(spread, quantile(complement(distribution, tail)));
  if (!low) return tl::unexpected(low.error());
  const auto high = tau2_where_q_is(spread, quantile(distribution, tail));
  if (!high) return tl::unexpected(high.error());
  const auto finite =
      finite_result("the high end of the interval of tau2", static_cast<double>(*high));
  if (!finite) return tl::unexpected(finite.error());
  // At a level near 0 both ends are one number, and each root is off by a rounding.
  return Interval{static_cast<double>(std::min(*low, *high)), *finite};
}

Result<double> typical_variance(Groups groups) {
  if (auto error = check(groups)) return tl::unexpected(*error);
  Spread spread(groups);
  return finite_result("the typical variance",
                       static_cast<double>(spread.df() / spread.at(0).trace_p));
}

Result<Heterogeneity> heterogeneity(Groups groups, Tau2Method method, double level) {
  if (auto error = require_open_unit({{"the level", level}})) return tl::unexpected(*error);
  const auto tau2 = estimate_tau2(groups, method);
  if (!tau2) return tl::unexpected(tau2.error());
  return heterogeneity_given(groups, *tau2, tau2_q_profile(groups, level));
}

Result<Heterogeneity> heterogeneity_given(Groups groups, const Tau2& tau2,
                                          const Result<Interval>& tau2_interval) {
  if (auto error = require_not_negative(
          {{"tau2", tau2.value}, {"the standard error of tau2", tau2.se.value_or(0)}}))
    return tl::unexpected(*error);
  if (auto error = check_tau2_interval(tau2_interval)) return tl::unexpected(*error);
  const auto q = cochran_q(groups);
  if (!q) return tl::unexpected(q.error());
  const auto s2 = typical_variance(groups);
  if (!s2) return tl::unexpected(s2.error());
  // Long double, so that tau2 + s2 cannot overflow.
  const auto i2 = [&](long double t) { return static_cast<double>(100 * (t / (t + *s2))); };
  const auto h2 = [&](long double t) { return static_cast<double>((t + *s2) / *s2); };
  const auto h2_generalised = finite_result("H2", h2(tau2.value));
  if (!h2_generalised) return tl::unexpected(h2_generalised.error());
  Heterogeneity result;
  result.q = *q;
  result.tau2 = tau2;
  result.typical_variance = *s2;
  result.i2_higgins_thompson = q->q > q->df ? 100 * ((q->q - q->df) / q->q) : 0;
  result.h2_higgins_thompson = q->q / q->df;
  result.i2_generalised = i2(tau2.value);
  result.h2_generalised = *h2_generalised;
  result.tau2_interval = tau2_interval;
  result.i2_interval = mapped(tau2_interval, i2);
  result.h2_interval = mapped(tau2_interval, h2);
  return result;
}

}  // namespace outturn::arithmetic
