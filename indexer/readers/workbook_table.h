// SPDX-License-Identifier: GPL-3.0-or-later
// A sheet of a workbook (XLSX, ODS) as a table.
#pragma once

#include <filesystem>
#include <memory>

#include "indexer/readers/table.h"

namespace outturn::ingest {

/// Errors: not found, unreadable, invalid data (no such sheet, encrypted, truncated, too large).
base::Result<std::unique_ptr<Table>> open_workbook_table(const std::filesystem::path& file,
                                                         const TableOptions& options);

}  // namespace outturn::ingest
