// SPDX-License-Identifier: GPL-3.0-or-later
// Two to eight records side by side, as plain data. Pure functions, safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/derive.h"
#include "server/compare/likeness.h"
#include "server/search/answer.h"

namespace outturn::compare {

inline constexpr std::size_t kFewest = 2;
inline constexpr std::size_t kMost = 8;

using Records = std::vector<search::AuditedRecord>;

/// One respect in which records are compared; a cell for each record, in their order.
struct Row {
  std::string_view name;  ///< part of the API
  std::string_view label;
  Likeness likeness = Likeness::kNotJudged;
  std::string note;  ///< what a reader must know to compare the cells; mostly empty
  std::vector<Cell> cells;
};

struct Group {
  std::string_view name;  ///< part of the API
  std::string_view heading;
  std::vector<Row> rows;  ///< only those that some record reports
};

/// Where a figure is printed.
struct Printed {
  std::string source_number;  ///< the how-manieth source of its record
  std::string locator;
};

struct Effect {
  std::size_t finding = 0;  ///< index into record.findings
  /// Hedges' g, above 0 in favour; only where it can be standardised and is compared with something
  std::optional<evidence::OrientedEffect> drawn;
  std::string figure;              ///< of what is drawn, else as reported; may be empty
  std::string interval;            ///< "0.20 to 0.60"
  std::string verdict;             ///< which way, as far as is known
  std::vector<std::string> about;  ///< measure, subgroup, time
  std::string reported;            ///< as the source gives it, where it is another figure
  std::string why_not_drawn;
  Printed printed;
};

/// One outcome; the effects of each record, in their order.
struct OutcomeRow {
  std::string outcome;
  std::string label;
  Likeness likeness = Likeness::kNotJudged;  ///< of the results as their sources claim them
  std::string results;                       ///< "Positive; no clear effect"
  std::vector<std::vector<Effect>> cells;
};

struct Effects {
  std::vector<OutcomeRow> shared;  ///< more than one record has a finding on it
  std::vector<OutcomeRow> alone;   ///< one record alone
};

struct RatioFigure {
  std::size_t appraisal = 0;  ///< index into record.appraisals
  evidence::Ratio ratio;      ///< as reported
  std::string figure;
  std::string range;
  std::vector<std::string> about;  ///< currency, prices, time counted, discount rate, deadweight
  Printed printed;
};

/// Ratios that count the same: nothing else may stand beside them on an axis.
struct RatioClass {
  std::string kind;
  std::string perspective;
  std::string basis;
  std::string label;                   ///< "Benefit-cost ratio: society, modelled"
  std::vector<std::string> unlike_in;  ///< in what ratios of this class still differ, if anything
  std::vector<std::vector<RatioFigure>> cells;
};

struct Ratios {
  std::vector<RatioClass> classes;
  std::vector<std::string> why_apart;  ///< sentences; empty where there is one class, or none
};

struct Comparison {
  Records records;
  std::vector<Group> about;  ///< for whom and where, how it is known
  Effects effects;
  Ratios ratios;
  std::vector<Group> use;               ///< cost, who pays and gains, practice, checks, sources
  std::vector<std::string> in_short;    ///< what a reader should know first, a sentence each
  std::vector<std::string> unreported;  ///< labels of rows that no record reports
};

/// Takes any number of records, one included; how many are sensible is for the caller to say.
Comparison compare(Records records);

}  // namespace outturn::compare
