// SPDX-License-Identifier: GPL-3.0-or-later
// Standard errors, intervals, test statistics and p values, each from the others. Reports give one
// of them and pooling needs another. Pure: every function is safe from any thread.
#pragma once

#include "schema/evidence/arithmetic/number.h"

namespace outturn::arithmetic {

/// Both ends are in the unit of the estimate; low <= high.
struct Interval {
  double low = 0;
  double high = 0;
};

/// The chance that a standard normal variable lies below `z`, from 0 to 1.
/// `z` finite. Source: Abramowitz and Stegun (1964) eq. 26.2.29, by erfc. Checked by
/// uncertainty_test.
Result<double> normal_below(double z);

/// The z that a standard normal variable stays within, either side of 0, with chance `level`: 1.96
/// for 0.95. `level` is a fraction strictly between 0 and 1, never a percentage.
/// Source: Abramowitz and Stegun (1964) eq. 26.2.29, inverted. Checked by uncertainty_test.
Result<double> normal_quantile(double level);

/// The same for Student's t with `df` degrees of freedom; `df` > 0 and need not be whole.
/// Source: Abramowitz and Stegun (1964) section 26.7, inverted. Checked by effects.json,
/// uncertainty_test.
Result<double> t_quantile(double level, double df);

/// Standard error from an interval by the normal distribution, in the unit of the interval.
/// An interval without width, upside down or not finite gives an Error; so does a `level` that is
/// not a fraction. Ratios need se_from_ratio_interval.
/// Source: Cochrane Handbook 5.1, section 7.7.7.2. Checked by effects.json.
Result<double> se_from_interval(double low, double high, double level);

/// Standard error of the natural logarithm of a ratio, from the interval of the ratio. Both ends
/// are above 0. Source: Cochrane Handbook 5.1, section 7.7.7.3. Checked by effects.json.
Result<double> se_from_ratio_interval(double low, double high, double level);

/// As se_from_interval for an interval that was made with Student's t, as those of small samples
/// are. Source: Cochrane Handbook 5.1, section 7.7.3.3. Checked by uncertainty_test.
Result<double> se_from_t_interval(double low, double high, double level, double df);

/// `estimate` and as much either side as `level` asks for, by the normal distribution, on the scale
/// of `estimate`: for a ratio give its logarithm. `se` > 0.
/// Source: metafor man/conv.wald.Rd, section "Converting Point Estimates and Confidence Intervals".
/// Checked by uncertainty_test.
Result<Interval> interval(double estimate, double se, double level);

/// The same by Student's t. Source: Cochrane Handbook 5.1, section 7.7.3.3, inverted.
Result<Interval> t_interval(double estimate, double se, double level, double df);

/// Two-sided p of the hypothesis that the true value is 0, by the normal distribution; from 0 to 1,
/// and 0 only where it is too small for a double. `se` > 0.
/// Source: metafor man/conv.wald.Rd, section "Converting Test Statistics and P-Values". Checked by
/// uncertainty_test.
Result<double> two_sided_p(double estimate, double se);

/// The same by Student's t. Source: Cochrane Handbook 5.1, section 7.7.3.3, inverted.
Result<double> two_sided_t_p(double estimate, double se, double df);

/// Standard error from an estimate and its two-sided p, by the normal distribution. A p of 0 is
/// rounded and of 1 says nothing of the spread: both give an Error, and so does an estimate of 0.
/// Source: Cochrane Handbook 5.1, section 7.7.7.2. Checked by uncertainty_test.
Result<double> se_from_p(double estimate, double p);

/// The size of the t statistic behind a two-sided p: above 0, its sign lost. As above, p strictly
/// between 0 and 1. Source: Cochrane Handbook 5.1, section 7.7.3.3. Checked by effects.json.
Result<double> t_from_p(double p, double df);

/// Standard error of a difference from its t statistic; |difference / t|. Neither may be 0.
/// Source: Cochrane Handbook 5.1, section 7.7.3.3. Checked by effects.json.
Result<double> se_from_t(double difference, double t);

/// The standard deviation of individuals, the mean of the two groups', from the standard error of
/// the difference of their means. `n1`, `n2` > 0 people.
/// Source: Cochrane Handbook 5.1, section 7.7.3.3. Checked by effects.json.
Result<double> sd_from_se(double se, double n1, double n2);

}  // namespace outturn::arithmetic
