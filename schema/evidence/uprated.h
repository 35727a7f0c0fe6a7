// SPDX-License-Identifier: GPL-3.0-or-later
// The money of an appraisal in the prices of the latest year held, so that figures of different
// years stand beside each other. Pure, safe from any thread.
#pragma once

#include <string>
#include <vector>

#include "schema/base/result.h"
#include "schema/evidence/record.h"

namespace outturn::evidence {

struct UpratedAmount {
  std::string field;  ///< of the appraisal: "total_cost"
  double reported = 0;
  double amount = 0;
};

struct Uprated {
  int price_year = 0;  ///< calendar year whose prices `amounts` are in
  double factor = 1;   ///< every amount is this many times the reported one
  std::string method;  ///< the series and the factor, in words
  std::vector<UpratedAmount> amounts;
};

/// Amounts keep their currency and are uprated by the calendar-year GDP deflator of its country.
/// Errors (not_possible, or not_found for the series): no amounts, no currency, no price year, no
/// deflator for the currency, a year outside it.
/// Source: arithmetic/prices.h, uprate. Checked by uprated_test.
base::Result<Uprated> uprated(const Appraisal& appraisal);

}  // namespace outturn::evidence
