// SPDX-License-Identifier: GPL-3.0-or-later
// What it does to an effect that schools or wards were allocated and not people. Pure: every
// function is safe from any thread.
#pragma once

#include "schema/evidence/arithmetic/effect_size.h"

namespace outturn::arithmetic {

/// 1 + (m - 1) ICC: by how much the variance of an analysis that ignored the clusters is too small.
/// `mean_cluster_size` people, 1 or above; `icc` the intracluster correlation, from 0 to 1.
/// Source: Cochrane Handbook 5.1, section 16.3.4. Checked by effects.json.
Result<double> design_effect(double mean_cluster_size, double icc);

/// People, or people with the event, over the design effect; not rounded. Both above 0.
/// Source: Cochrane Handbook 5.1, section 16.3.4. Checked by effects.json.
Result<double> effective_sample_size(double n, double design_effect);

/// The standard error that takes the clusters into account: se sqrt(design effect).
/// Source: Cochrane Handbook 5.1, section 16.3.6. Checked by conversion_test.
Result<double> inflate_se(double se, double design_effect);

/// sqrt(1 - 2 (m - 1) ICC / (N - 2)): the factor by which a standardised difference of clustered
/// people is too large where its standard deviation was pooled over all. `n_total` > 2 people.
/// Source: Hedges (2007) Journal of Educational and Behavioral Statistics 32, 341-370 (equation not
/// verified; the case of clusters in one group is eq. 5 of Hedges and Citkowicz (2015) p. 1298);
/// the supplement to the WWC Procedures Handbook 4.1 calls its square gamma. Checked by
/// conversion_test.
Result<double> cluster_correction(double n_total, double mean_cluster_size, double icc);

}  // namespace outturn::arithmetic
