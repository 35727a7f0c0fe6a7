// SPDX-License-Identifier: GPL-3.0-or-later
// Several studies' effects as one: equal effects or random effects, with the interval, the test and
// the prediction interval named. It refuses, naming the studies, what should not be pooled.
// Pure: every function is safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "schema/evidence/arithmetic/heterogeneity.h"

namespace outturn::arithmetic {

/// Which sign of the effect is good for people.
enum class Favours { kNotStated, kPositive, kNegative };

struct Study {
  double yi = 0;         ///< the effect, in the unit of the metric; for ratios the logarithm
  double vi = 0;         ///< its sampling variance, the square of the standard error
  std::string label{};   ///< for messages; "study 3" where empty
  std::string sample{};  ///< whom it was measured on; no two may share one. Empty: not known
  std::string metric{};  ///< "hedges_g", "log_odds_ratio", ...; empty: not stated
  Favours favours = Favours::kNotStated;
  std::string subgroup{};  ///< for pool_subgroups
  double order = 0;        ///< for cumulative: the year, say
};

enum class IntervalTest {
  kNormal,             ///< z, metafor's default
  kKnappHartung,       ///< t with k - 1; the standard error scaled by what the effects show
  kKnappHartungAdHoc,  ///< the same, the scale never below 1, so never narrower than kNormal's se
};

/// How far from the mean the true effect of one more such place may lie.
enum class PredictionInterval {
  kNormal,          ///< z, metafor's default without Knapp-Hartung
  kStudentKMinus2,  ///< t with k - 2: Higgins and others (2009) eq. 12; Riley and others (2011)
  kStudentKMinus1,  ///< t with k - 1, metafor's with Knapp-Hartung
};

struct PoolOptions {
  Tau2Method method = Tau2Method::kReml;
  IntervalTest test = IntervalTest::kNormal;
  PredictionInterval prediction = PredictionInterval::kStudentKMinus2;
  double level = 0.95;  ///< of every interval; a fraction
};

struct Prediction {
  PredictionInterval kind = PredictionInterval::kNormal;
  std::optional<int> df;  ///< of t
  Interval interval;
};

struct Pooled {
  PoolOptions options;
  std::size_t k = 0;
  double estimate = 0;
  double se = 0;
  Interval ci;
  double statistic = 0;   ///< estimate / se: z, or t where `df` is given
  std::optional<int> df;  ///< of t; absent for z
  double p = 1;           ///< two-sided
  Heterogeneity heterogeneity;
  Result<Prediction> prediction;  ///< an Error says why there is none
  std::vector<double> weights;    ///< per cent, in the order of the studies; they sum to 100
};

/// `studies` as one estimate, in their unit. Order does not matter.
/// Errors: fewer than two studies; an effect that is not finite; a variance not finite or not above
/// 0; more than one metric, or some stated and some not; two studies on one sample; effects turned
/// different ways, or some stated and some not; a level that is no fraction; a result too large for
/// a double; effects all equal under kKnappHartung, whose standard error would be 0.
/// The prediction interval is an Error, the rest stands, for equal effects and for t with k - 2 of
/// two studies. Under equal effects Knapp-Hartung is unrestricted weighted least squares.
/// Cost: linear in the number of studies.
/// Source: Borenstein and others (2009) chapter 11 and pp. 73-74 (the mean of random effects);
/// Knapp and Hartung (2003) Statistics in Medicine 22, 2693-2710 (equation not verified; as
/// metafor 3.8, help page rma.uni, section "Tests and Confidence Intervals"); the ad hoc scale:
/// Jackson and others (2017) Statistics in Medicine 36, 3923-3934, section 4.3; prediction:
/// Higgins, Thompson and Spiegelhalter (2009) J. Royal Statistical Society A 172, 137-159, eq. 12,
/// and Riley, Higgins and Deeks (2011) BMJ 342, d549. Checked by pooling.json, metafor_bcg.json.
Result<Pooled> pool(std::span<const Study> studies, const PoolOptions& options);

/// Nothing, or why `studies` should not be pooled: all reasons of pool() that lie in the studies,
/// the first found. For a caller that wishes to say so before it begins.
std::optional<Error> why_not_pooled(std::span<const Study> studies);

/// "Smith 1999", or "study 3" where the third study has no label.
std::string name_of(std::span<const Study> studies, std::size_t index);

}  // namespace outturn::arithmetic
