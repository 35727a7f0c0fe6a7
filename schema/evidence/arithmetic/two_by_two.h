// SPDX-License-Identifier: GPL-3.0-or-later
// Effects from counts and proportions: risk ratio, odds ratio, risk difference, phi, and what they
// say as a standardised difference. Ratios are natural logarithms; above 0 the event is the more
// frequent among the treated. Pure: every function is safe from any thread.
#pragma once

#include <span>

#include "schema/evidence/arithmetic/effect_size.h"

namespace outturn::arithmetic {

/// People, those with the event and the others. Not negative, need not be whole (effective counts
/// are not); neither group may be empty.
struct TwoByTwo {
  double treated_events = 0;
  double treated_others = 0;
  double control_events = 0;
  double control_others = 0;
};

/// An effect, and what was added to each cell so that it could be worked out: 0 unless a cell is 0.
struct TableEffect {
  Estimate estimate;
  double added = 0;
};

/// What is added to every cell of a table that has a cell of 0, and to no other table.
struct ZeroCells {
  double add = 0.5;
};

/// Which standard deviation stands behind a yes or no.
enum class LatentScale {
  kLogistic,  ///< sqrt(3) / pi = 0.5513: Hasselblad and Hedges (1995), Chinn (2000)
  kCox,       ///< 1 / 1.65 = 0.6061: Cox (1970), as in the WWC's Handbook 4.1 (draft) pp. 15-16
};

/// A share of `n` people, from 0 to 1; never a percentage.
struct Proportion {
  double share = 0;
  double n = 0;
};

/// The same `n` people twice. `correlation` is that of the two answers of a person (phi); 0, where
/// it is not known, gives too wide an interval rather than too narrow a one.
struct BeforeAfter {
  double before = 0;
  double after = 0;
  double n = 0;
  double correlation = 0;
};

/// Logarithm of the risk ratio, with variance 1/a - 1/n1 + 1/c - 1/n2. An Error where nobody or
/// everybody had the event in both groups: the table then says nothing of their ratio.
/// Source: Borenstein and others (2009) chapter 5, running example after eq. 5.7; added 1/2:
/// Cochrane Handbook 5.1, section 16.9.2. Checked by effects.json, against metafor on dat.bcg.
Result<TableEffect> ln_risk_ratio(const TwoByTwo& table, const ZeroCells& zero = {});

/// Logarithm of the odds ratio, with variance 1/a + 1/b + 1/c + 1/d. Errors as ln_risk_ratio.
/// Source: Borenstein and others (2009) p. 36. Checked by effects.json.
Result<TableEffect> ln_odds_ratio(const TwoByTwo& table, const ZeroCells& zero = {});

/// Risk of the treated less that of the controls, from -1 to 1; never corrected. An Error where the
/// variance is 0: in each group everybody or nobody had the event.
/// Source: Borenstein and others (2009) chapter 5 (page not verified; metafor 3.8, escalc measure
/// "RD", gives the same value and variance). Checked by effects.json.
Result<Estimate> risk_difference(const TwoByTwo& table);

/// Number needed to treat: people treated for one to be spared, or harmed: which, the sign of the
/// risk difference tells. Above or equal to 1, not rounded; an Error at a difference of 0.
/// Source: Cochrane Handbook 5.1, section 12.5.4.1. Checked by effects.json.
Result<double> number_needed_to_treat(double risk_difference);

/// Correlation of the two yes-or-no variables, -1 to 1. An Error where a row or column is empty.
/// Source: Fleiss and Berlin, in Cooper and others (2009), table 13.4, p. 242, as metafor's
/// tests/testthat/test_misc_escalc.r has it, measure "PHI". Checked by effects.json.
Result<double> phi(const TwoByTwo& table);

/// The common risk ratio of several tables, as its logarithm, by Mantel and Haenszel; no cell is
/// corrected. An Error for no table, an empty group, or no event in one arm of all of them.
/// Source: variance Greenland and Robins (1985) Biometrics 41, 55-68 (equation not verified; the
/// value is that of metafor's rma.mh, tests/testthat/test_misc_confint.r). Checked by effects.json.
Result<Estimate> mantel_haenszel_ln_risk_ratio(std::span<const TwoByTwo> tables);

/// What a logarithm of odds is multiplied by to give standard deviations: 0.5513 or 0.6061.
/// Source: Borenstein and others (2009) p. 47; Hasselblad and Hedges (1995) Psychological Bulletin
/// 117, 167-178; Chinn (2000) Statistics in Medicine 19, 3127-3131; Cox: WWC Procedures
/// Handbook 4.1 (draft) pp. 15-16.
double standard_deviations_per_logit(LatentScale scale);

/// Two proportions as a standardised difference: their log odds ratio on `scale`. A share of 0 or 1
/// is corrected as a cell of 0 is, and said. `n` > 0 people.
/// Source: as standard_deviations_per_logit. Checked by effects.json (logistic), wwc_test (Cox).
Result<TableEffect> d_from_proportions(const Proportion& treated, const Proportion& control,
                                       LatentScale scale, const ZeroCells& zero = {});

/// The same people before and after: log odds ratio of the margins on `scale`, after over before.
/// `correlation` strictly between -1 and 1. An Error where the correlation leaves no variance.
/// Source: delta method; two logits of the same people covary by phi / (n sqrt(p q P Q)). Checked
/// by two_by_two_test.
Result<TableEffect> d_from_before_after(const BeforeAfter& shares, LatentScale scale,
                                        const ZeroCells& zero = {});

}  // namespace outturn::arithmetic
