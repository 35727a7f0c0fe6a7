// SPDX-License-Identifier: GPL-3.0-or-later
// Ratios and effects as they stand side by side in tables and charts, of results and of records
// that are compared. Pure functions, safe from any thread.
#pragma once

#include <string>

#include "schema/evidence/derive.h"
#include "schema/evidence/record.h"

namespace outturn::render {

/// "£1.94", "£1.97 to £3.94", "up to £4": the ratio alone, without its unit of cost. The range
/// beside a central figure is apart and may be empty.
struct RatioWords {
  std::string figure;
  std::string range;
};
RatioWords ratio_words(const evidence::Ratio& ratio, const evidence::Appraisal& appraisal);

/// "+0.40", with a sign and two decimals; "0.00" has none.
std::string effect_words(double g);

/// "0.20 to 0.60"; empty where the interval is not known.
std::string interval_words(const evidence::OrientedEffect& effect);

/// Which way an effect points, as far as its interval tells: "clearly in favour", "not clear of 0".
std::string favours_words(const evidence::OrientedEffect& effect);

}  // namespace outturn::render
