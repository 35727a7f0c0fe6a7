// SPDX-License-Identifier: GPL-3.0-or-later
// Standardised differences between the means of two groups, with their variances: d, g, delta, and
// d of matched groups; and what a standardised difference says in words. A positive value means
// that the first group's mean is the higher. Pure: every function is safe from any thread.
#pragma once

#include "schema/evidence/arithmetic/number.h"

namespace outturn::arithmetic {

/// A figure and its sampling variance, in the square of the figure's unit.
struct Estimate {
  double value = 0;
  double variance = 0;

  double se() const;  ///< the square root of the variance
};

/// `sd` is the standard deviation of individuals, in the unit of `mean`; `n` people, need not be
/// whole (an effective sample size is not).
struct Group {
  double mean = 0;
  double sd = 0;
  double n = 0;
};

/// Differences of the same people (before and after) or of pairs. `correlation` is that between the
/// two measurements, strictly between -1 and 1; `n` pairs.
struct Matched {
  double mean_difference = 0;
  double sd_difference = 0;
  double n = 0;
  double correlation = 0;
};

/// Which factor J turns d into g.
enum class SmallSample {
  kExact,        ///< by the gamma function
  kApproximate,  ///< 1 - 3 / (4 df - 1), as the WWC and many programs have it
};

/// Which variance g carries. They differ by less than 1 in 100 from 50 people a group.
enum class SmdVariance {
  kLargeSample,  ///< 1/n1 + 1/n2 + g^2 / (2 (n1 + n2)): Hedges (1982) eq. 8, metafor's "LS"
  kCorrected,    ///< J^2 times the variance of d: Borenstein and others (2009) p. 27
};

struct HedgesOptions {
  SmallSample small_sample = SmallSample::kExact;
  SmdVariance variance = SmdVariance::kLargeSample;
};

/// The standard deviation of both groups taken together, in their unit. Each n > 1, no sd below 0;
/// an Error where both are 0.
/// Source: Borenstein and others (2009) p. 26, eqs. 4.18 and 4.19; Hedges (1981) p. 110. Checked by
/// effects.json.
Result<double> pooled_sd(const Group& first, const Group& second);

/// Cohen's d: the difference of the means over the pooled standard deviation, in standard
/// deviations. Errors as pooled_sd.
/// Source: Borenstein and others (2009) p. 26, eqs. 4.18 and 4.19; variance pp. 26-27. Checked by
/// effects.json.
Result<Estimate> cohen_d(const Group& first, const Group& second);

/// 1/n1 + 1/n2 + smd^2 / (2 (n1 + n2)): the variance of a standardised difference of which only the
/// value and the numbers of people are known. Each n > 0.
/// Source: Hedges (1982) Psychological Bulletin 92, 490-499, eq. 8; Borenstein and others (2009)
/// pp. 26-27. Checked by effects.json.
Result<double> smd_variance(double smd, double n1, double n2);

/// J, the factor by which d is too large in small samples; `df` > 1, and 0 < J <= 1.
/// Source: Hedges (1981) Journal of Educational Statistics 6, 107-128, eq. 6e. Checked by
/// effects.json.
Result<double> hedges_j(double df);

/// 1 - 3 / (4 df - 1). Source: Hedges (1981) p. 114; Borenstein and others (2009) p. 27; WWC
/// Procedures Handbook 4.1 (draft) pp. 15-16. Checked by effects.json, wwc_test.
Result<double> hedges_j_approximate(double df);

/// J d with variance J^2 V; `df` is n1 + n2 - 2 for two groups and n - 1 for pairs.
/// Source: Borenstein and others (2009) p. 27. Checked by effects.json.
Result<Estimate> correct_small_sample(const Estimate& d, double df, SmallSample small_sample);

/// Hedges' g of two groups. Errors as pooled_sd, and where n1 + n2 is not above 3.
/// Source: Hedges (1981) eq. 6e; variance: Hedges (1982) eq. 8, or Borenstein and others (2009)
/// p. 27, which is metafor's vtype "LS2". Checked by effects.json (both options), wwc_test.
Result<Estimate> hedges_g(const Group& first, const Group& second,
                          const HedgesOptions& options = {});

/// Hedges' g from a d of two groups that is known only with the numbers of people.
/// Source: as hedges_g.
Result<Estimate> hedges_g_from_d(double d, double n1, double n2, const HedgesOptions& options = {});

/// Glass's delta: the difference over the standard deviation of the control group alone, which the
/// intervention cannot have changed. `control.sd` > 0, each n > 1. Not corrected for small samples:
/// correct_small_sample with df = control.n - 1 does that.
/// Source: metafor 3.8, help page escalc, section "Measures for Quantitative Variables", SMD1:
/// variance 1/n1 + 1/n2 + delta^2 / (2 n2); after Glass (1976) and Hedges (1981), pages not
/// verified. Checked by effect_size_test against metafor 3.8.
Result<Estimate> glass_delta(const Group& treated, const Group& control);

/// The standard deviation within a group, from that of the differences: sd / sqrt(2 (1 - r)).
/// Source: Borenstein and others (2009) p. 29. Checked by effects.json.
Result<double> within_sd(double sd_difference, double correlation);

/// d of matched groups, on the same scale as that of separate groups. `sd_difference` > 0.
/// Source: Borenstein and others (2009) p. 29; variance (1/n + d^2 / (2 n)) 2 (1 - r). Checked by
/// effects.json.
Result<Estimate> matched_d(const Matched& matched);

/// WWC improvement index: by how many percentile points an average member of the control group
/// would rise, from -50 to 50.
/// Source: WWC Procedures and Standards Handbook 2.0 (2008), appendix F. Checked by effects.json,
/// wwc_test.
Result<double> improvement_index(double g);

/// Cohen's U3: the percentage of the control group below the average of the treated, 0 to 100.
/// Source: WWC Procedures and Standards Handbook 2.0 (2008), appendix F; Cohen (1988) table 2.2.1
/// (page not verified). Checked by effect_size_test.
Result<double> u3(double g);

}  // namespace outturn::arithmetic
