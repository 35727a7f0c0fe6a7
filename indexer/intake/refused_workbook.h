// SPDX-License-Identifier: GPL-3.0-or-later
// Refused records of our own spreadsheet, from XLSX, ODS or CSV, as an XLSX of the same sheets and
// columns with the reasons in the first: all rows of each record, and rows of no record.
#pragma once

#include <filesystem>
#include <memory>

#include "indexer/intake/refusals.h"
#include "indexer/workbook/xlsx_file.h"

namespace outturn::ingest {

class RefusedWorkbook : public RefusedRows {
 public:
  /// Errors: unwritable.
  static base::Result<std::unique_ptr<RefusedWorkbook>> create(const std::filesystem::path& path);

  base::Result<void> add(const FileAccount& file, const Checked& refused) override;
  base::Result<void> finish() override { return file_->close(); }

 private:
  explicit RefusedWorkbook(std::unique_ptr<workbook::XlsxFile> file) : file_(std::move(file)) {}

  std::unique_ptr<workbook::XlsxFile> file_;
};

}  // namespace outturn::ingest
