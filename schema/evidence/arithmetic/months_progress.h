// SPDX-License-Identifier: GPL-3.0-or-later
// Months of additional progress, as the Education Endowment Foundation's toolkit had them until
// 2021, and the effect sizes behind them. A month stands for a band of effect sizes, so the way
// back gives a band. Baird and Pane (2019) advise against reading either as time. Pure: every
// function is safe from any thread.
#pragma once

#include "schema/evidence/arithmetic/uncertainty.h"

namespace outturn::arithmetic {

/// Months for an effect size in standard deviations, which is first rounded to two decimals, as the
/// table is. A negative effect has as many months less. Above 1.00 the table ends: an Error.
/// Source: Education Endowment Foundation, "Attainment", about the toolkits (page of 2018 to 2021),
/// table "Months' Progress, Effect size" and its notes (i) and (ii). Checked by effects.json.
Result<int> months_from_effect_size(double d);

/// The band of effect sizes, in standard deviations, that `months`, -12 to 12, stands for.
/// Source: as above. Checked by conversion_test.
Result<Interval> effect_sizes_from_months(int months);

/// The middle of that band: within 0.05 of what was measured. Source: as above.
Result<double> effect_size_from_months(int months);

}  // namespace outturn::arithmetic
