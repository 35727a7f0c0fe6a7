// SPDX-License-Identifier: GPL-3.0-or-later
// A spreadsheet file as sheets of rows, XLSX or ODS. Cells come as the file keeps them: nothing is
// named, joined or filled in here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "indexer/readers/sheets/archive.h"
#include "indexer/readers/table.h"
#include "schema/base/result.h"

namespace outturn::ingest {

/// What the formats allow; a position past it is a fault of the file.
inline constexpr std::size_t kMostSheetRows = 1'048'576;
inline constexpr std::size_t kMostSheetColumns = 16'384;

/// What the texts that cells share may take in memory, bytes.
inline constexpr std::size_t kLargestSharedTexts = 256U << 20;

/// What the cells of one row may take in memory, bytes.
inline constexpr std::size_t kLargestSheetRow = 64U << 20;

/// Merged areas held of one sheet.
inline constexpr std::size_t kMostMerged = 1U << 18;

struct SheetInfo {
  std::string name;
  bool hidden = false;
};

struct SheetCell {
  std::size_t column = 0;  ///< from 0
  Cell cell;
};

/// A row that has at least one cell that is not empty.
struct SheetRow {
  std::size_t number = 0;        ///< from 1
  std::vector<SheetCell> cells;  ///< not empty, by column
};

/// A merged area; the value stands in its first cell.
struct Merged {
  std::size_t first_row = 0;  ///< from 1
  std::size_t last_row = 0;
  std::size_t first_column = 0;  ///< from 0
  std::size_t last_column = 0;
};

/// One reading of a sheet from its first row. One thread.
class SheetReader {
 public:
  virtual ~SheetReader() = default;

  /// Errors: invalid data. After an error nothing more can be read.
  virtual base::Result<bool> next(SheetRow& row) = 0;

  /// Those met so far; all of them when next() has said false.
  virtual const std::vector<Merged>& merged() const = 0;

  /// Rows that are hidden in the file, met so far.
  virtual std::size_t hidden_rows() const = 0;

  /// The share of the sheet that has been read, 0 to 1.
  virtual double share() const = 0;
};

class Workbook {
 public:
  virtual ~Workbook() = default;

  virtual const std::string& name() const = 0;               ///< the file's
  virtual std::uint64_t file_size() const = 0;               ///< bytes
  virtual const std::vector<SheetInfo>& sheets() const = 0;  ///< those with cells, in order

  /// A new reading; several may be under way.
  virtual base::Result<std::unique_ptr<SheetReader>> read(std::size_t sheet) = 0;
};

/// By what the file holds. Errors: not found; unreadable; invalid data, where the hint says what to
/// save it as (old .xls, encrypted, binary .xlsb, Numbers, no spreadsheet at all).
base::Result<std::unique_ptr<Workbook>> open_workbook(const std::filesystem::path& file);
base::Result<std::unique_ptr<Workbook>> workbook_from_bytes(std::string bytes,
                                                            const std::string& name);

/// "AB12", from a row from 1 and a column from 0.
std::string cell_name(std::size_t row, std::size_t column);
std::string column_letters(std::size_t column);

/// Whether these bytes begin a zip archive or an old Office file, as spreadsheets do.
bool looks_like_workbook(std::string_view beginning);

}  // namespace outturn::ingest
