// SPDX-License-Identifier: GPL-3.0-or-later
// A sheet of a spreadsheet file (XLSX, ODS) as a table.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "indexer/readers/sheets/workbook.h"
#include "indexer/readers/table.h"
#include "schema/base/result.h"

namespace outturn::ingest {

/// The sheet that is named, or else the first visible one that holds a table: a row that names
/// columns, and rows below it. Empty rows and columns at the end are left out. The value of merged
/// cells is repeated over their area; formulas count by their stored values; hidden rows and
/// columns are read. The notes say where any of this, or a header row further down, was met.
///
/// The sheet is read twice, once for its extent and once for its rows; memory holds the texts that
/// an XLSX's cells share, and one row. Errors: as open_workbook(); invalid data: no such sheet (the
/// hint lists them), nothing in it, a bound of table.h.
base::Result<std::unique_ptr<Table>> open_workbook_table(const std::filesystem::path& file,
                                                         const TableOptions& options = {});

/// The same of a workbook that is open already, for several sheets of one file.
base::Result<std::unique_ptr<Table>> open_sheet_table(std::shared_ptr<Workbook> workbook,
                                                      const TableOptions& options = {});

/// What sheets a file has, in its order. Errors: as open_workbook().
base::Result<std::vector<SheetInfo>> list_sheets(const std::filesystem::path& file);

}  // namespace outturn::ingest
