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

class XlsxFile {
 public:
  /// Begins beside `file`, which is not touched before close(). Errors: unwritable.
  static base::Result<std::unique_ptr<XlsxFile>> create(const std::filesystem::path& file);
  ~XlsxFile();
  XlsxFile(const XlsxFile&) = delete;
  XlsxFile& operator=(const XlsxFile&) = delete;

  /// Adds a row to sheets()[sheet]. Errors: unwritable; not possible (past the rows or the cell
  /// size that XLSX allows; the hint names CSV).
  base::Result<void> add(std::size_t sheet, const std::vector<Value>& values, Look look);

  /// Writes all to disk, reads it through, and puts it in the place of `file`. Errors: unwritable.
  base::Result<void> close();

 private:
  struct Book;
  XlsxFile(std::filesystem::path file, std::unique_ptr<Book> book);
  base::Result<void> check_whole() const;

  std::filesystem::path file_;
  std::unique_ptr<Book> book_;
};

}  // namespace outturn::workbook
