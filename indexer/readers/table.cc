// SPDX-License-Identifier: GPL-3.0-or-later
// Which reader a table's file is for; contract in table.h.
#include "indexer/readers/table.h"

#include "indexer/readers/csv_table.h"
#include "indexer/readers/file_kind.h"
#include "indexer/readers/workbook_table.h"

namespace outturn::ingest {

base::Result<std::unique_ptr<Table>> open_table(const std::filesystem::path& file,
                                                const TableOptions& options) {
  auto opened = open_file(file, options.encoding);
  if (!opened) return tl::unexpected(opened.error());
  switch (opened->kind) {
    case FileKind::kWorkbook:
      return open_workbook_table(file, options);
    case FileKind::kDelimited:
      return open_csv_table(std::move(opened->text), options);
    case FileKind::kJson:
    case FileKind::kJsonLines:
      break;
  }
  return base::fail(base::Code::kInvalidData, "this is JSON, not a table",
                    "JSON is read without a profile", file.string());
}

}  // namespace outturn::ingest
