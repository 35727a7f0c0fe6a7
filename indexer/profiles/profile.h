// SPDX-License-Identifier: GPL-3.0-or-later
// A mapping profile: data that says how the columns of a table become records. Shipped ones are
// compiled in; others are files. profile.schema.json says what one may hold.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/table.h"
#include "schema/base/result.h"
#include "schema/evidence/validate.h"

namespace outturn::ingest {

struct Profile {
  std::string name;
  std::string title;
  std::string file;     ///< where it stands; "shipped" for ours
  nlohmann::json json;  ///< agrees with profile.schema.json
  TableOptions table;   ///< how it wants its file opened
};

/// The JSON Schema of profiles (draft-07), as text.
std::string_view profile_schema();

/// Reads a text as a profile. `problems` gets everything that is wrong, with JSON pointers; where
/// it is not empty the profile must not be used. Any bytes at all may be given.
Profile read_profile(std::string_view text, std::vector<evidence::Problem>& problems);

/// A shipped profile by its name, or a file: whatever holds a "/" or ends in ".json" is a file.
/// Errors: not found (with the names there are), unreadable, invalid data (the first problems).
base::Result<Profile> find_profile(const std::string& name_or_file);

/// (name, text) of the profiles we ship, in the order of their names.
std::span<const std::pair<std::string_view, std::string_view>> shipped_profiles();

/// Several problems as the message of one error, the first few in full.
base::Error as_error(const std::vector<evidence::Problem>& problems, const std::string& where,
                     const std::string& what);

}  // namespace outturn::ingest
