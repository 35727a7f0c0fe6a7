// SPDX-License-Identifier: GPL-3.0-or-later
// An XLSX of our own format while it is written: a guide, our sheets with drop-downs and comments,
// the terms. Rows go to disk as they come, so memory does not grow with them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <vector>

#include "indexer/workbook/rows.h"
#include "schema/base/result.h"

namespace outturn::workbook {

/// How the rows that follow are to look.
enum class Look { kPlain, kExample };

/// What stands before our columns: nothing, or ingest::kReasonColumn.
enum class Lead { kNothing, kReasons };

class XlsxFile {
 public:
  /// Begins beside `file`, which is not touched before close(). Errors: unwritable.
  static base::Result<std::unique_ptr<XlsxFile>> create(const std::filesystem::path& file,
                                                        Lead lead = Lead::kNothing);
  ~XlsxFile();
  XlsxFile(const XlsxFile&) = delete;
  XlsxFile& operator=(const XlsxFile&) = delete;

  /// Adds a row to sheets()[sheet]: as many values as header_of() has names, the reason before them
  /// where there is one. What is longer than a cell may be is set aside until close(). Errors:
  /// unwritable; not possible (past the rows that XLSX allows; the hint names CSV).
  base::Result<void> add(std::size_t sheet, const std::vector<Value>& values, Look look);

  /// Writes all to disk, reads it through, and puts it in the place of `file`. Where a text was set
  /// aside it is written once more, plain, with further columns for it (continued_name). Errors:
  /// unwritable; not possible (more columns than are read).
  base::Result<void> close();

 private:
  struct Writing;
  explicit XlsxFile(std::unique_ptr<Writing> writing);

  std::unique_ptr<Writing> writing_;
};

}  // namespace outturn::workbook
