// SPDX-License-Identifier: GPL-3.0-or-later
// Our own spreadsheet format read back: a workbook (XLSX or ODS), or a folder of CSV, as a stream
// of candidates.
#pragma once

#include <filesystem>
#include <memory>

#include "indexer/readers/candidate.h"
#include "indexer/readers/sheets/workbook.h"
#include "schema/base/result.h"

namespace outturn::workbook {

/// What all rows but those of the sheet records may take in memory, bytes.
inline constexpr std::size_t kLargestHeld = 512U << 20;

/// A workbook of our format: it has a sheet records with the columns id and title. Null where it is
/// somebody else's. Candidates come in the order of the sheet records; then, without a record, one
/// for each id that other sheets name and records does not have, its rows as faults. The example
/// of the template is left out. A value that is not what its column holds is a fault at its cell.
/// Errors: as open_workbook(); invalid data: a column twice, a key column missing, kLargestHeld.
base::Result<std::unique_ptr<ingest::CandidateStream>> open_own_workbook(
    const std::filesystem::path& file);

/// The same of a workbook that is open.
base::Result<std::unique_ptr<ingest::CandidateStream>> read_own_workbook(
    std::shared_ptr<ingest::Workbook> workbook);

/// The same of a folder that write_csv() made. Null where it has no records.csv.
base::Result<std::unique_ptr<ingest::CandidateStream>> open_own_folder(
    const std::filesystem::path& folder);

}  // namespace outturn::workbook
