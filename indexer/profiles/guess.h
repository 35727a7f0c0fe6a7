// SPDX-License-Identifier: GPL-3.0-or-later
// Proposes a profile for a table that nobody has described, from its column names and a sample of
// its cells. What it proposes is a valid profile to be read over and edited: every guess says in a
// comment what it rests on, and columns that it could not place are listed.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "indexer/readers/table.h"
#include "schema/base/result.h"

namespace outturn::ingest {

struct Guess {
  nlohmann::ordered_json json;         ///< a profile
  std::vector<std::string> unplaced;   ///< columns that go nowhere
  std::vector<std::string> to_settle;  ///< what a person must look at before using it
  std::string shipped;                 ///< a shipped profile that is for this table, or empty
};

struct GuessOptions {
  std::size_t sample_rows = 500;
};

/// Reads the table's first rows. Errors: it cannot be read.
base::Result<Guess> guess_profile(Table& table, const GuessOptions& options = {});

}  // namespace outturn::ingest
