// SPDX-License-Identifier: GPL-3.0-or-later
// From paths to checked records: finds the files, reads and validates each, and gathers every
// problem.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/progress.h"
#include "schema/base/result.h"
#include "schema/evidence/corpus_file.h"

namespace outturn::ingest {

struct LoadedRecord {
  evidence::Record record;
  std::string file;
  std::string pointer;  ///< where in the file
};

struct FileProblem {
  std::string file;
  evidence::Problem problem;
};

struct Loaded {
  std::vector<LoadedRecord> records;    ///< only the sound ones
  std::vector<FileProblem> problems;    ///< what is wrong inside files
  std::vector<base::Error> unreadable;  ///< paths that could not be read at all
  std::size_t files = 0;                ///< read, those of records alone

  bool sound() const { return problems.empty() && unreadable.empty(); }
};

/// Reads files, and the .json files of folders and their subfolders in the order of their names.
Loaded load(const std::vector<std::filesystem::path>& paths, Progress& progress);

/// "FILE:/json/pointer: what is wrong. Hint: what to do."
std::string to_text(const FileProblem& problem);

}  // namespace outturn::ingest
