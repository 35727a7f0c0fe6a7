// SPDX-License-Identifier: GPL-3.0-or-later
// Any file as a stream of candidates, by what it holds: JSON, JSON lines, and tables where it is
// said how their rows become records.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "indexer/readers/candidate.h"
#include "indexer/readers/table.h"

namespace outturn::ingest {

using OpenedCandidates = base::Result<std::unique_ptr<CandidateStream>>;

/// How tables become candidates is not for readers to know: whoever asks says it here.
struct CandidateOptions {
  TableOptions table;
  /// The profile that was asked for; absent where none was.
  std::function<OpenedCandidates(std::unique_ptr<Table>)> by_profile;
  /// Reads a workbook of our own format; null in the result where it is somebody else's. Absent:
  /// all workbooks are.
  std::function<OpenedCandidates(const std::filesystem::path&)> own_workbook;
  /// Reads a folder of our own format, one CSV a sheet; null in the result where it is none.
  std::function<OpenedCandidates(const std::filesystem::path&)> own_folder;
};

/// Errors: those of the readers; usage: a table without a profile, JSON with one.
OpenedCandidates open_candidates(const std::filesystem::path& path,
                                 const CandidateOptions& options = {});

}  // namespace outturn::ingest
