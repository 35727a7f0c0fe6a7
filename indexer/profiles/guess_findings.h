// SPDX-License-Identifier: GPL-3.0-or-later
// Which column takes which role, and the entries of findings and appraisals that follow. Internal
// to guessing.
#pragma once

#include <map>
#include <set>
#include <string>

#include "indexer/profiles/guess.h"
#include "indexer/profiles/guess_roles.h"
#include "indexer/profiles/guess_sample.h"

namespace outturn::ingest {

struct RoleGuess {
  std::size_t column = 0;
  const Role* role = nullptr;
  int score = 0;
};

/// By "part/field".
using ColumnRoles = std::map<std::string, RoleGuess>;

/// What the parts of guessing share.
struct GuessState {
  const TableSample& sample;
  Guess& guess;
  std::set<std::size_t> placed;             ///< columns
  nlohmann::ordered_json source = "table";  ///< what findings say of their source
};

/// Each column at most one role and each role at most one column, the best matches first. Columns
/// that come in sets, one set for each outcome, are left to finding_entries.
ColumnRoles assign_roles(const TableSample& sample);

/// A value that reads the column as its role asks, with a comment on what the guess rests on.
nlohmann::ordered_json value_for(const RoleGuess& guess, GuessState& state);

/// One entry for each set of columns, or one for the row.
nlohmann::ordered_json finding_entries(const ColumnRoles& roles, GuessState& state);

nlohmann::ordered_json appraisal_entries(const ColumnRoles& roles, GuessState& state);

}  // namespace outturn::ingest
