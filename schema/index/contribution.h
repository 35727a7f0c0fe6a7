// SPDX-License-Identifier: GPL-3.0-or-later
// What a record contributes to the columns that filters, counts, histograms and orders are worked
// out from. Pure data, so that it can be read in a test; columns_writer.h puts it on disk.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "schema/evidence/record.h"
#include "schema/index/filters.h"

namespace outturn::index {

/// Raised whenever the shape of the file would change (columns_layout.h).
inline constexpr std::uint32_t kColumnsVersion = 1;

/// A figure that is not there.
inline constexpr double kNoFigure = std::numeric_limits<double>::quiet_NaN();

/// A finding; or an outcome that a line of an appraisal values, which carries nothing else.
struct FindingRow {
  std::string outcome;
  std::string result;     ///< empty for a valued outcome, as are the next three
  std::string certainty;  ///< of kOwnValues
  std::string family;
  std::string subgroup;
  double g = kNoFigure;   ///< standard deviations, above 0 in favour; see standardise.h
  double se = kNoFigure;  ///< of g
  bool compared = false;  ///< g compares two groups, so it may be ordered among others
};

struct AppraisalRow {
  std::string kind;
  std::string perspective;
  std::string basis;
  std::string currency;          ///< empty where not reported
  double ratio_low = kNoFigure;  ///< an end that is not reported is the largest number there is
  double ratio_mid = kNoFigure;  ///< by which it is ordered; a NaN where there is no ratio
  double ratio_high = kNoFigure;
  double cost = kNoFigure;  ///< per participant, as reported
  int price_year = 0;       ///< 0: not reported
};

/// Values of a record-level filter; broader terms are among them.
struct Values {
  FilterId filter;
  std::vector<std::string> values;
};

struct Contribution {
  std::vector<Values> values;  ///< each filter at most once, each value once
  std::string programme;       ///< empty where the record names none
  int year = 0;                ///< of its first document with one; 0: not known
  double age_min = kNoFigure;  ///< an open end is infinite; both NaN where no age is reported
  double age_max = kNoFigure;
  std::uint8_t strength = 0;  ///< evidence_strength()
  std::string title_key;      ///< titles sort by its bytes
  std::vector<FindingRow> findings;
  std::vector<AppraisalRow> appraisals;
};

/// Whether the audit disputes a figure of the record. It is the store that knows.
enum class Disputed { kNo, kYes };

Contribution columns_of(const evidence::Record& record, Disputed disputed);

/// 0 to 12, for ordering by how well an effect is known: a review of trials first (12), then twice
/// the Maryland level (stated, or the one that the design stands for), and one more for a level
/// that the source states.
/// Source: the five levels of Sherman et al. (1997), Preventing Crime, chapter 2.
std::uint8_t evidence_strength(const evidence::Evidence& evidence);

}  // namespace outturn::index
