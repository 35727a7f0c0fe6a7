// SPDX-License-Identifier: GPL-3.0-or-later
// A table as a file holds it: named columns and rows of cells, read one row at a time, whatever the
// file's format. Cells keep their positions, so that a problem can be shown where a person finds
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "schema/base/result.h"

namespace outturn::ingest {

/// What a cell holds. Text formats know empty and text only.
enum class CellKind { kEmpty, kText, kNumber, kTruth, kDate, kError };

struct Cell {
  CellKind kind = CellKind::kEmpty;
  std::string text;              ///< UTF-8, as a person reads it; a date as ISO 8601; "#DIV/0!"
  std::optional<double> number;  ///< of kNumber, unrounded
};

struct Row {
  std::size_t number = 0;   ///< as a spreadsheet counts: the file's first row is 1
  std::size_t line = 0;     ///< of text formats: the line it begins on, from 1; else 0
  std::vector<Cell> cells;  ///< as many as there are columns; more or fewer where `fault` says so
  std::optional<base::Error> fault;  ///< this row cannot be used; those after it can
};

/// Something that was repaired, skipped or assumed while reading, once per kind.
struct Note {
  std::string text;
  std::string where;  ///< of the first time: file, file:line, file:sheet:cell
  std::size_t times = 1;
};

/// How far reading has come, in bytes of the file; `total` is 0 where it is not known.
struct Extent {
  std::uintmax_t done = 0;
  std::uintmax_t total = 0;
};

/// How a table stands in its file.
struct TableForm {
  char delimiter = ',';
  std::size_t header_row = 1;
};

/// One thread. Memory does not grow with the number of rows for text formats.
class Table {
 public:
  virtual ~Table() = default;

  /// The file, and the sheet where it has several: "wwc.csv", "costs.xlsx:Sheet1".
  virtual const std::string& name() const = 0;

  /// Column names as the header row has them, trimmed; a column without a name is "" .
  virtual const std::vector<std::string>& header() const = 0;

  /// The next row that is not wholly empty; false at the end. Errors: unreadable, invalid data.
  /// After an error nothing more can be read.
  virtual base::Result<bool> next(Row& row) = 0;

  virtual const std::vector<Note>& notes() const = 0;
  virtual Extent extent() const = 0;

  /// How the table stands in its file, so that one like it can be written.
  virtual TableForm form() const { return {}; }

  /// The decimal mark of numbers that stand as text, for to_number().
  virtual char decimal() const { return '.'; }
};

/// What becomes of text that looks as if it had been encoded twice.
enum class DoubleEncoding { kUndone, kLeft };

/// What a person or a profile may say of a file; what is absent is found out.
struct TableOptions {
  std::optional<std::string> sheet = {};       ///< by name; absent: the first that holds a table
  std::optional<std::size_t> header_row = {};  ///< from 1; absent: the first that looks like one
  std::optional<char> delimiter = {};          ///< ',', ';', tab or '|'
  std::optional<char> decimal = {};            ///< '.' or ','
  std::optional<std::string> encoding = {};    ///< "utf-8", "windows-1252"
  DoubleEncoding double_encoding = DoubleEncoding::kUndone;  ///< of delimited text
};

/// Bounds on what a file may ask of memory; past them the error names the row and the column.
inline constexpr std::size_t kLargestCell = 1U << 20;  ///< bytes
inline constexpr std::size_t kMostColumns = 4096;

/// Opens a file as a table, by what it holds and not by what it is called: CSV and TSV, XLSX, ODS.
/// Errors: not found, unreadable, invalid data (no such sheet, encrypted, truncated, too large).
base::Result<std::unique_ptr<Table>> open_table(const std::filesystem::path& file,
                                                const TableOptions& options = {});

}  // namespace outturn::ingest
