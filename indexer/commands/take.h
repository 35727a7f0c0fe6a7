// SPDX-License-Identifier: GPL-3.0-or-later
// What build and add have in common: take files into a base, publish, and give an account.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "indexer/commands/command.h"
#include "indexer/intake/ingest.h"
#include "indexer/readers/candidate_source.h"

namespace outturn::ingest {

struct TakeOptions {
  std::vector<std::filesystem::path> paths;
  std::filesystem::path base;
  std::string profile;  ///< of tables: a shipped profile's name or a file; empty: none
  TableOptions table;   ///< goes before what the profile says
  IngestOptions ingest;
  std::optional<std::filesystem::path> refusals;  ///< absent: see Refusals
  Telling telling = Telling::kSteps;
  Format format = Format::kText;
};

/// Gives the exit code.
int take(const TakeOptions& options);

/// How files become candidates where no profile is asked for: our own spreadsheet is known.
CandidateOptions own_formats();

/// --quiet, --format, --dry-run and --base, as both commands have them.
void add_take_options(CLI::App& command, TakeOptions& options);

}  // namespace outturn::ingest
