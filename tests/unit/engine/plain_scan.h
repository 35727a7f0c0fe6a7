// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's answers worked out the slow way, straight from the records: every count is a search
// of its own. Shares no code with the columns or the engine.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "schema/evidence/record.h"
#include "server/search/match/filter_set.h"

namespace outturn::testing {

/// What the engine may know of a record, as a person would read it off.
struct PlainRow {
  std::map<index::FilterId, std::vector<std::string>> values;  ///< broader ones too
  std::map<index::FilterId, std::pair<double, double>> spans;  ///< only figures that are there
  std::map<index::FilterId, double> figures;                   ///< what a histogram bins
  std::string outcome;
  double g = 0;
  bool compared = false;
};

struct PlainRecord {
  unsigned number = 0;
  PlainRow record;
  std::vector<PlainRow> findings;
  std::vector<PlainRow> appraisals;
  std::string title;
  int strength = 0;
  std::string programme;
};

PlainRecord plain(unsigned number, const evidence::Record& record, bool disputed);

bool passes(const PlainRecord& record, const search::FilterSet& filters);

/// Whether it passes with this filter's choice replaced by a value.
bool passes_with(const PlainRecord& record, search::FilterSet filters, index::FilterId filter,
                 const std::string& value);

/// Whether it passes with this filter's range replaced by "the figure lies in [from, to)".
bool passes_in_bin(const PlainRecord& record, const search::FilterSet& filters,
                   index::FilterId filter, double from, double to);

/// The rows that pass the filters of their level.
std::vector<const PlainRow*> passing_rows(const std::vector<PlainRow>& rows,
                                          const search::FilterSet& filters, index::Level level);

}  // namespace outturn::testing
