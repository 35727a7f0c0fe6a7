// SPDX-License-Identifier: GPL-3.0-or-later
// How much effects differ beyond their sampling errors: Q, tau2, I2, H2. Effects may come in
// groups, each with a mean of its own and one tau2 for all; a plain meta-analysis is one group.
// Values are in the unit of the metric (the logarithm for ratios), variances and tau2 in its
// square. Pure: every function is safe from any thread.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "schema/evidence/arithmetic/uncertainty.h"

namespace outturn::arithmetic {

struct Effect {
  double value = 0;
  double variance = 0;  ///< the square of the standard error; above 0
};

/// Each group has at least one effect, and there are more effects than groups; otherwise every
/// function below gives an Error, and so it does for a number that is not finite and for a result
/// too large for a double.
using Groups = std::span<const std::vector<Effect>>;

enum class Tau2Method {
  kEqualEffects,      ///< tau2 is 0 by assumption
  kDerSimonianLaird,  ///< by moments, in one step
  kPauleMandel,       ///< tau2 at which the generalised Q equals its degrees of freedom
  kReml,              ///< restricted maximum likelihood
};

struct QTest {
  double q = 0;
  int df = 0;
  double p = 1;  ///< by chi-squared; 0 only where it is too small for a double
};

/// Cochran's Q about the means weighted by 1/variance.
/// Source: Borenstein and others (2009), chapter 16 (equation not verified); metafor 3.8, help page
/// rma.uni, section "Test for (Residual) Heterogeneity". Checked by pooling.json.
Result<QTest> cochran_q(Groups groups);

struct Tau2 {
  double value = 0;
  std::optional<double> se;  ///< absent for equal effects
  int maxima = 1;            ///< local maxima of the restricted likelihood found; 1 for the rest
};

/// tau2 by `method`, 0 where the estimate would be below 0.
/// REML: every local maximum between 0 and a bound beyond which the likelihood falls is looked for
/// on a grid whose steps are at most a factor of 1.5 in (smallest variance + tau2), as long as that
/// spans less than 28 orders of magnitude; the highest one is the answer. (metafor's Fisher scoring
/// climbs from one starting point.) The standard errors are those that metafor gives.
/// Source: Borenstein and others (2009) pp. 72-73, after DerSimonian and Laird (1986) Controlled
/// Clinical Trials 7, 177-188; Paule and Mandel
/// (1982) Journal of Research of the NBS 87, 377-385, the method of DerSimonian and Kacker (2007);
/// Viechtbauer (2005) J. Educational and Behavioral Statistics 30, 261-293, for REML and the
/// standard errors. Checked by pooling.json, metafor_bcg.json.
Result<Tau2> estimate_tau2(Groups groups, Tau2Method method);

/// The Q-profile interval of tau2; `level` is a fraction strictly between 0 and 1. Its low end is 0
/// where Q at 0 lies below the upper quantile; both ends are 0 where it lies below the lower one as
/// well, which means that the effects vary less than their sampling errors should make them.
/// It need not hold the estimate of DerSimonian and Laird or of REML.
/// Source: Viechtbauer (2007) Statistics in Medicine 26, 37-52 (equation not verified; as metafor
/// 3.8, help page confint.rma, section "Details"). Checked by pooling.json, metafor_bcg.json.
Result<Interval> tau2_q_profile(Groups groups, double level);

/// The "typical" sampling variance s2 = (k - 1) sum(w) / (sum(w)^2 - sum(w^2)), w = 1/variance; for
/// groups (k - groups) / tr(P).
/// Source: Higgins and Thompson (2002) Statistics in Medicine 21, 1539-1558, eq. 9. Checked by
/// pooling.json.
Result<double> typical_variance(Groups groups);

/// All of the above with the two definitions of I2 (per cent, 0 to 100) and H2 (1 means none):
///   higgins_thompson  I2 = (Q - df) / Q, not below 0;  H2 = Q / df, not truncated
///   generalised       I2 = tau2 / (tau2 + s2);         H2 = (tau2 + s2) / s2
/// They agree for DerSimonian-Laird where Q >= df, and differ elsewhere. The intervals are those of
/// the generalised ones, by putting the ends of the tau2 interval in.
struct Heterogeneity {
  QTest q;
  Tau2 tau2;
  double typical_variance = 0;
  double i2_higgins_thompson = 0;
  double h2_higgins_thompson = 1;
  double i2_generalised = 0;
  double h2_generalised = 1;
  Result<Interval> tau2_interval;  ///< an Error says why there is none
  Result<Interval> i2_interval;
  Result<Interval> h2_interval;
};

/// Source: Higgins and Thompson (2002) for both; the generalised ones as metafor 3.8, help page
/// print.rma, section "Note"; the intervals: Viechtbauer (2007). Checked by pooling.json,
/// metafor_bcg.json.
Result<Heterogeneity> heterogeneity(Groups groups, Tau2Method method, double level);

/// The same around a tau2 found elsewhere, as for the parts of a set that share one. Source: as
/// heterogeneity.
Result<Heterogeneity> heterogeneity_given(Groups groups, const Tau2& tau2,
                                          const Result<Interval>& tau2_interval);

}  // namespace outturn::arithmetic
