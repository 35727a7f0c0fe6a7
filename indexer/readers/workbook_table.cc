// SPDX-License-Identifier: GPL-3.0-or-later
// Holds the place of the reader of workbooks: says that there is none in this build.
#include "indexer/readers/workbook_table.h"

namespace outturn::ingest {

base::Result<std::unique_ptr<Table>> open_workbook_table(const std::filesystem::path& file,
                                                         const TableOptions&) {
  return base::fail(base::Code::kInvalidData, "spreadsheets are not read by this build",
                    "save the sheet as CSV (UTF-8)", file.string());
}

}  // namespace outturn::ingest
