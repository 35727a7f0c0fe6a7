// SPDX-License-Identifier: GPL-3.0-or-later
// From a profile's JSON to rules for one table: fields exist, terms are in their vocabularies, and
// columns are found. Every problem is collected with its JSON pointer.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "indexer/profiles/rules.h"
#include "schema/evidence/validate.h"

namespace outturn::ingest {

struct Compiled {
  Mapping mapping;
  std::vector<evidence::Problem> problems;  ///< not empty: the mapping must not be used
};

/// `profile` agrees with profile.schema.json. `header` null: any column is taken to be there, for
/// checking a profile without a file.
Compiled compile(const nlohmann::json& profile, const std::vector<std::string>* header);

}  // namespace outturn::ingest
