// SPDX-License-Identifier: GPL-3.0-or-later
// From one measure of effect to another. What a conversion needs beyond the figure itself is an
// optional argument, whose absence gives an Error that says why there is no way without it.
// Ratios are natural logarithms where a variance travels along. Variances by the delta method hold
// a given control risk, mean or standard deviation to be known. Pure: every function is safe from
// any thread.
#pragma once

#include <optional>

#include "schema/evidence/arithmetic/effect_size.h"
#include "schema/evidence/arithmetic/two_by_two.h"

namespace outturn::arithmetic {

// Odds and standard deviations.

/// Source: Borenstein and others (2009) p. 47; Cox: WWC Procedures Handbook 4.1 (draft) pp. 15-16.
/// Checked by effects.json.
Result<Estimate> d_from_ln_odds_ratio(const Estimate& ln_odds_ratio, LatentScale scale);

/// Source: Borenstein and others (2009) p. 47. Checked by effects.json.
Result<Estimate> ln_odds_ratio_from_d(const Estimate& d, LatentScale scale);

// Correlations; r strictly between -1 and 1.

/// A correlation of `n` > 3 people, with variance (1 - r^2)^2 / (n - 1).
/// Source: Borenstein, in Cooper and others (2009), eq. 12.27, as metafor's COR. Checked by
/// effects.json.
Result<Estimate> correlation(double r, double n);

/// Fisher's z of a correlation of `n` > 3 people, with variance 1 / (n - 3).
/// Source: Borenstein and others (2009) chapter 6 (page not verified; metafor 3.8, escalc measure
/// "ZCOR", and its tests/testthat/test_misc_transf.r give the same). Checked by effects.json.
Result<Estimate> fisher_z(double r, double n);

/// Back to r; an Error where r is 1 as far as a double can tell.
/// Source: inverse of fisher_z, as metafor's transf.ztor, tests/testthat/test_misc_transf.r.
/// Checked by conversion_test.
Result<Estimate> correlation_from_fisher_z(const Estimate& z);

/// 2 r / sqrt(1 - r^2): right for two groups of equal size.
/// Source: Borenstein and others (2009) chapter 7 (page not verified; inverse of correlation_from_d
/// for equal groups, p. 48). Checked by effects.json.
Result<Estimate> d_from_correlation(const Estimate& r);

/// d / sqrt(d^2 + a) with a = (n1 + n2)^2 / (n1 n2). Each n > 0 people.
/// Source: Borenstein and others (2009) p. 48. Checked by effects.json.
Result<Estimate> correlation_from_d(const Estimate& d, double n1, double n2);

// Risks. `control_risk` is a fraction strictly between 0 and 1.

/// OR / (1 - p + p OR), on the log scale.
/// Source: Zhang and Yu (1998) JAMA 280, 1690-1691 (page not verified; their example, 14.1 at a
/// risk of 0.05, is in the R package MKmisc, help page or2rr). Checked by conversion_test, with it.
Result<Estimate> ln_risk_ratio_from_ln_odds_ratio(const Estimate& ln_odds_ratio,
                                                  std::optional<double> control_risk);

/// An Error where the risk of the treated would be 1 or more.
/// Source: inverse of ln_risk_ratio_from_ln_odds_ratio. Checked by conversion_test.
Result<Estimate> ln_odds_ratio_from_ln_risk_ratio(const Estimate& ln_risk_ratio,
                                                  std::optional<double> control_risk);

/// p (RR - 1). Source: Cochrane Handbook 5.1, section 12.5.4.2. Checked by conversion_test.
Result<Estimate> risk_difference_from_ln_risk_ratio(const Estimate& ln_risk_ratio,
                                                    std::optional<double> control_risk);

/// ln((p + RD) / p); an Error where the risk of the treated would not be a risk.
/// Source: Cochrane Handbook 5.1, section 12.5.4.2, inverted. Checked by conversion_test.
Result<Estimate> ln_risk_ratio_from_risk_difference(const Estimate& risk_difference,
                                                    std::optional<double> control_risk);

/// logit(p + RD) - logit(p). Errors as above.
/// Source: the definition of the odds ratio; Cochrane Handbook 5.1, section 12.5.4.3, inverted.
/// Checked by conversion_test.
Result<Estimate> ln_odds_ratio_from_risk_difference(const Estimate& risk_difference,
                                                    std::optional<double> control_risk);

/// The odds ratio at the end of a follow-up at which the risk of the controls is `control_risk`,
/// on the assumption that hazards are proportional throughout: p1 = 1 - (1 - p)^HR.
/// Source: Cox (1972) (page not verified): proportional hazards mean that survival of the treated =
/// survival of the controls to the power HR. Checked by conversion_test.
Result<Estimate> ln_odds_ratio_from_ln_hazard_ratio(const Estimate& ln_hazard_ratio,
                                                    std::optional<double> control_risk);

// Differences in the unit of a measure.

/// A mean difference over `sd`, the standard deviation of individuals in the same unit, above 0.
/// Source: Borenstein and others (2009) p. 26, eq. 4.18. Checked by conversion_test.
Result<Estimate> d_from_mean_difference(const Estimate& difference, std::optional<double> sd);

/// What must be known for a change in per cent to become a mean difference and then d.
struct PercentChangeBase {
  std::optional<double> control_mean;  ///< what the percentage is of; not 0
  std::optional<double> sd;            ///< of individuals, in the unit of the mean; above 0
};

/// `percent_change` in per cent of the control mean: 12 is 12%.
/// Source: as d_from_mean_difference. Checked by conversion_test.
Result<Estimate> d_from_percent_change(const Estimate& percent_change,
                                       const PercentChangeBase& base);

// Test statistics of two separate groups; each n > 0 people, n1 + n2 > 2.

/// t sqrt(1/n1 + 1/n2). Source: Cochrane Handbook 5.1, section 7.7.3.3; metafor 3.8, help page
/// escalc, section "Measures for Quantitative Variables", argument ti. Checked by conversion_test.
Result<Estimate> d_from_t(double t, double n1, double n2);

/// The size of d from an F of one degree of freedom between groups; its sign is lost, and the
/// value is above or equal to 0. More groups (`df_between` not 1) give an Error.
/// Source: as d_from_t; F = t^2. Checked by conversion_test.
Result<Estimate> d_from_f(double f, double df_between, double n1, double n2);

/// The size of d from a two-sided p of a t test; its sign is lost. p as in t_from_p.
/// Source: as d_from_t. Checked by conversion_test.
Result<Estimate> d_from_p(double p, double n1, double n2);

}  // namespace outturn::arithmetic
