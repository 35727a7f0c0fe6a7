// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a table as rows of a sheet of an XLSX (ECMA-376 part 1, 18.3.1): the part of a workbook
// that is long. Texts stand in their cells as texts whatever they begin with, so none becomes a
// formula. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "server/downloads/cell.h"
#include "server/downloads/readme_sheet.h"

namespace outturn::downloads {

/// What a sheet can hold: as many rows as Excel opens, and what an archive without 64-bit
/// extensions, which Excel refuses in one that is made as it is sent, can count.
struct SheetLimits {
  std::size_t rows = 1'048'575;  ///< below the heading
  std::uint64_t bytes = 4'000'000'000;
};

/// The rows below the heading of one sheet.
class SheetRows {
 public:
  explicit SheetRows(std::size_t columns, SheetLimits limits = {});

  /// Appends the next row; one that the sheet cannot hold is counted instead. A figure that is not
  /// finite is left empty, a text that is too long is cut.
  void add(std::span<const Cell> cells, std::string& xml);

  const Written& written() const { return written_; }

 private:
  void add_text(std::string_view value, std::string& xml);

  SheetLimits limits_;
  std::vector<std::string> columns_;  ///< "A", "B" and so on
  Written written_;
  std::uint64_t bytes_ = 0;
};

}  // namespace outturn::downloads
