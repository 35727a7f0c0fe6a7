// SPDX-License-Identifier: GPL-3.0-or-later
// What money of a later year is worth today. The rates are data: a schedule of bands comes from
// corpus/economics by way of schema/evidence/price_series.h, or is one rate that a reader types in.
//
// Years are counted from the decision: year 0 is not discounted, and the rate of a band takes the
// value of each of its years to that of the year before. All functions are pure and safe from any
// thread.
//
// Paragraphs and boxes of The Green Book are here and in this folder those of the text at
// ppponline.affinitext.com, book 5905; the edition of 2026 has merged its annexes into the
// chapters.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "schema/evidence/arithmetic/number.h"

namespace outturn::arithmetic {

/// No appraisal looks further ahead than this many years.
inline constexpr int kLongestHorizon = 1000;

struct DiscountBand {
  int from_year = 1;  ///< first year to which the rate applies
  double rate = 0;    ///< a year, as a fraction: 0.035 is 3.5%
};

struct DiscountSchedule {
  std::string id;
  std::string label;
  std::string source;               ///< publisher and edition
  std::string note;                 ///< what a reader must know, such as "under review"
  std::vector<DiscountBand> bands;  ///< in order of year, the first from year 1
  std::optional<int> last_year;     ///< the source gives no rate beyond it; absent: without end
};

/// A schedule that can be computed with: at least one band, the first from year 1, years rising,
/// rates finite and above -1. Nothing where it is; otherwise an Error that names the schedule.
std::optional<Error> check_schedule(const DiscountSchedule& schedule);

/// One rate for all years. Units: fraction a year. Errors: not finite, or -1 and below.
Result<DiscountSchedule> constant_discount_rate(double rate);

/// The factors of years 0 to `last_year`: value today of 1 received in that year. Units: none.
/// Errors: an unusable schedule; a year below 0, beyond the schedule's last or kLongestHorizon.
/// Source: HM Treasury, The Green Book, annex A6 (pp. 101-106 in 2018; table not verified): D(t) =
/// product of 1 / (1 + r(i)), i = 1..t; rates: Review of discounting in the Green Book: Terms of
/// Reference (2025), section 1. Checked by: money.json green_book_discount_factors_standard,
/// health_rate_1_5pct.
Result<std::vector<double>> discount_factors(const DiscountSchedule& schedule, int last_year);

/// The factor of one year; errors and source as discount_factors.
Result<double> discount_factor(const DiscountSchedule& schedule, int year);

/// Value today of a flow a year; flows[0] is year 0. With costs below 0 this is the net present
/// value. Units: those of the flows, which are in prices of one year. Errors: no flows, one that is
/// not finite, or as discount_factors.
/// Source: The Green Book, annex A6 (pp. 101-106 in 2018; paragraph not verified): the sum of the
/// flows times discount_factors. Checked by: green_book_projects_A_B,
/// breakeven_discounted_interpolated.
Result<double> present_value(std::span<const double> flows, const DiscountSchedule& schedule);

/// What a social time preference rate is made of; fractions a year, save for the elasticity.
struct TimePreference {
  double pure_time_preference = 0;             ///< delta
  double catastrophe_risk = 0;                 ///< L
  double marginal_utility_of_consumption = 0;  ///< mu, an elasticity
  double consumption_growth = 0;               ///< g, per head and real
};

/// Social time preference rate, delta + L + mu g (Ramsey). Units: fraction a year. Errors: a part
/// that is not finite, or an elasticity below 0. Source: The Green Book, paragraph A6.6 and box 29;
/// Review of discounting in the Green Book: Terms of Reference (2025), section 1. Checked by:
/// green_book_stpr_decomposition.
Result<double> social_time_preference_rate(const TimePreference& parts);

}  // namespace outturn::arithmetic
