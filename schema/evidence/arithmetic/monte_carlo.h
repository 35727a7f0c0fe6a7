// SPDX-License-Identifier: GPL-3.0-or-later
// The chance that benefits exceed costs: by simulation over effects with standard errors and costs
// with ranges, and in closed form where both are normal.
//
// A run is set by its seed alone: the generator is std::mt19937_64, whose output the standard
// fixes, and the distributions are our own, since those of the standard differ between libraries.
// Terms are independent; what hangs on one uncertain thing belongs in one term. Pure, safe from any
// thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "schema/evidence/arithmetic/number.h"

namespace outturn::arithmetic {

/// No run is longer; a million draws put the chance within 0.0005.
inline constexpr std::size_t kMostDraws = 1'000'000;

struct Fixed {
  double value = 0;
};
struct Normal {
  double mean = 0;
  double standard_error = 0;  ///< above 0
};
struct Uniform {
  double low = 0;
  double high = 0;  ///< above low
};
struct Triangular {
  double low = 0;
  double mode = 0;
  double high = 0;  ///< above low; the mode from low to high
};
struct Lognormal {
  double median = 0;  ///< above 0
  double log_sd = 0;  ///< standard deviation of the logarithm, above 0
};
/// A beta distribution over low to high with mean (low + 4 mode + high) / 6.
struct Pert {
  double low = 0;
  double mode = 0;
  double high = 0;  ///< above low; the mode from low to high
};
using Distribution = std::variant<Fixed, Normal, Uniform, Triangular, Lognormal, Pert>;

/// One uncertain thing. Its part of the benefits or costs is scale x draw: for an effect, the scale
/// is the value of one unit of effect times the participants.
struct UncertainTerm {
  std::string name;
  Distribution distribution;
  double scale = 1;
};

struct UncertainCase {
  std::vector<UncertainTerm> benefits;
  std::vector<UncertainTerm> costs;
};

struct MonteCarloOptions {
  std::uint64_t seed = 1;
  std::size_t draws = 100'000;  ///< 1 to kMostDraws
};

struct NetPercentile {
  double probability = 0;
  double net_benefit = 0;
};

struct MonteCarloResult {
  double chance_benefits_exceed_costs = 0;  ///< share of draws with benefits above costs
  /// Of the chance: sqrt(p (1 - p) / draws) at p = (hits + 1) / (draws + 2), so that it is above 0
  /// where every draw falls on one side.
  double chance_standard_error = 0;
  double mean_net_benefit = 0;
  double sd_net_benefit = 0;                   ///< of the draws; 0 for one draw
  std::array<NetPercentile, 7> percentiles{};  ///< 2.5, 5, 25, 50, 75, 95, 97.5%
  std::uint64_t seed = 0;
  std::size_t draws = 0;
};

/// Units: one currency and price year. Errors: no benefits or no costs, a parameter outside its
/// distribution's domain (the message names the term), nothing uncertain at all, draws out of
/// range, amounts too large. Draws of a normal cost may fall below 0; they are not cut off. Source:
/// Metropolis & Ulam, JASA 44 (1949); normal by Box & Muller (1958), gamma for PERT by Marsaglia &
/// Tsang, ACM TOMS 26 (2000), PERT by Malcolm et al., Operations Research 7 (1959), pages not
/// verified; percentiles type 7 of Hyndman & Fan, American Statistician 50 (1996) 361-365, as R's
/// help page quantile, section "Types". Checked by: monte_carlo_test.cc, against the closed form
/// and the moments of each distribution.
Result<MonteCarloResult> simulate(const UncertainCase& uncertain, const MonteCarloOptions& options);

/// A normal amount, or a fixed one where the standard error is 0.
struct NormalAmount {
  double mean = 0;
  double standard_error = 0;
};

/// Chance that benefits exceed costs, both normal and independent:
/// Phi((benefits - costs) / sqrt(se_b^2 + se_c^2)). Units: a probability. Errors: not finite, a
/// standard error below 0, or both 0 (nothing is uncertain). Source: difference of two normals.
/// Checked by: monte_carlo_test.cc.
Result<double> chance_closed_form(const NormalAmount& benefits, const NormalAmount& costs);

/// A lognormal whose central interval of this level is low to high, as ranges of unit costs are
/// often given. Errors: low of 0 or below, high not above low, a level outside 0 to 1.
/// Source: median = sqrt(low high), log SD = ln(high / low) / (2 z). Checked by:
/// monte_carlo_test.cc.
Result<Lognormal> lognormal_from_interval(double low, double high, double level);

}  // namespace outturn::arithmetic
