// SPDX-License-Identifier: GPL-3.0-or-later
// Records written in our own spreadsheet format: one XLSX, or a folder with a CSV for each sheet.
// What is written reads back as equal records.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>

#include "schema/base/result.h"
#include "schema/evidence/record.h"

namespace outturn::workbook {

/// Puts the next record into its argument; false when there are no more.
using NextRecord = std::function<base::Result<bool>(evidence::Record& record)>;

struct Written {
  std::size_t records = 0;
  std::size_t rows = 0;  ///< of all sheets, headers apart
};

/// Memory does not grow with the records. `file` is replaced when all is on disk. Errors: those of
/// `next`; unwritable; not possible (more rows than XLSX allows, more columns than are read).
base::Result<Written> write_workbook(const NextRecord& next, const std::filesystem::path& file);

/// The same as FOLDER/records.csv, FOLDER/findings.csv and so on, a file for each sheet, rows or
/// not. RFC 4180, CRLF; UTF-8 with a mark, since spreadsheet programs take it for the local code
/// page without one; texts that would run as formulas are guarded (cells.h). The folder is made;
/// files of these names in it are replaced.
base::Result<Written> write_csv(const NextRecord& next, const std::filesystem::path& folder);

}  // namespace outturn::workbook
