// SPDX-License-Identifier: GPL-3.0-or-later
// Money of one year and currency in the prices of another. A series holds the years it was
// published for and nothing is guessed beyond them; every result says in words how it was reached.
// The series themselves are data: corpus/economics, read by schema/evidence/price_series.h.
//
// All functions are pure and safe from any thread.
#pragma once

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/arithmetic/number.h"

namespace outturn::arithmetic {

enum class SeriesKind {
  kGdpDeflator,      ///< an index of prices
  kPurchasingPower,  ///< units of the currency per international dollar
  kMarketRate,       ///< units of the currency per US dollar, mean of the year
};

/// A financial year runs from April to March and is named by the year it begins in.
enum class YearBasis { kCalendar, kFinancial };

struct Series {
  std::string id;
  std::string label;  ///< "UK GDP deflator, financial years"
  SeriesKind kind = SeriesKind::kGdpDeflator;
  YearBasis years = YearBasis::kCalendar;
  std::string area;      ///< country as records write it: "GB"; or "EU"
  std::string currency;  ///< ISO 4217
  std::string base;      ///< what 1 or 100 means: "2018-19 = 100", "GBP per US dollar"
  std::string source;    ///< publisher and edition
  std::string note;      ///< what a reader must know
  int first_year = 0;
  std::vector<double> values;  ///< one a year, without gaps; finite and above 0

  /// At most the last year that an int holds.
  int last_year() const;
};

/// "2019", or "2018-19" and "1999-00" for a financial year.
std::string year_label(YearBasis years, int year);

/// The year a financial year begins in: 1999 of "1999-00" or "1999/00". Errors: anything else, such
/// as "2018-20".
Result<int> financial_year(std::string_view label);

/// The value of one year. Units: the series'. Errors: a year that is not held (the message says
/// which are), or a value that is not above 0.
Result<double> value_in(const Series& series, int year);

/// An amount in other prices or another currency.
struct Restated {
  double amount = 0;
  double factor = 1;   ///< amount = factor x the amount given
  std::string method;  ///< "uprated from 1998-99 to 2003-04 prices by the ... (source): x 1.0817"
};

/// The amount of `from_year` in prices of `to_year`, which may be the earlier. Units: those of the
/// amount. Errors: an amount that is not finite, a series that is no deflator, a year not held.
/// Source: HM Treasury, GDP deflators: user guide, Annex A, How to use the GDP deflator series,
/// sections "Inflating Figures" and "Deflating Figures": value x D(to) / D(from).
/// Checked by: money.json hmt_gdp_deflator_examples, wellby_uprated.
Result<Restated> uprate(double amount, int from_year, int to_year, const Series& deflator);

/// The amount in the currency of `to`, at the rate of the price year. Both series are of one kind,
/// purchasing power or market rate, and the method names it. Units: the currency of `to`.
/// Errors: an amount that is not finite, deflators or mixed kinds, a year not held by both.
/// Source: Shemilt et al., Campbell & Cochrane Economics Methods Group, CCEMG-EPPI-Centre cost
/// converter (Evidence & Policy 6 (1), 2010, 51-59; page not verified;
/// eppi.ioe.ac.uk/costconversion shows PPP values, the factor and the result): amount x PPP(to) /
/// PPP(from). Checked by: prices_test.cc.
Result<Restated> convert_currency(double amount, int price_year, const Series& from,
                                  const Series& to);

struct RestateOptions {
  int price_year = 0;  ///< calendar year whose prices the amount is in
  int to_year = 0;     ///< calendar year whose prices are wanted
};

/// Converts at the rates of the price year, then uprates by the deflator of the currency arrived
/// at, so that the change of prices is that of the place where the money is now to be spent.
/// Errors: as convert_currency and uprate; a deflator of another currency, or of financial years.
/// Source: as convert_currency. Checked by: prices_test.cc.
Result<Restated> restate(double amount, const RestateOptions& options, const Series& from,
                         const Series& to, const Series& deflator);

/// Inputs of uprate_wellby; ratios of the wanted year to the year of the value.
struct WellbyUprating {
  double deflator_ratio = 1;       ///< GDP deflator
  double real_income_ratio = 1;    ///< real GDP per head
  double income_elasticity = 1.3;  ///< The Green Book's marginal utility of income
};

/// A value of wellbeing in the prices *and incomes* of another year; prices alone understate it.
/// Units: those of the value. Errors: ratios or elasticity not above 0, value not finite.
/// Source: elasticity 1.3: The Green Book, paragraphs A3.13 and A3.14 (see discounting.h), after
/// Layard et al. (2008) Journal of Public Economics 92, 1846-1857; that a WELLBY follows incomes by
/// it: Wellbeing Guidance for Appraisal (July 2021), page not verified. Checked by: prices_test.cc.
Result<double> uprate_wellby(double value, const WellbyUprating& uprating);

}  // namespace outturn::arithmetic
