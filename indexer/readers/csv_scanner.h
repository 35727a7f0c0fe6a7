// SPDX-License-Identifier: GPL-3.0-or-later
// Splits delimited text into rows and cells by RFC 4180, with exact positions and bounded memory.
// The cells are bytes as they stand; encodings are for who reads them.
//
// libcsv, which Debian has, was looked at: it tells neither lines nor where a quotation mark was
// opened, trims cells without quotation marks, skips empty lines uncounted and has no bound on a
// cell. Each of them is wanted here, so the splitting is ours.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/base/result.h"

namespace outturn::ingest {

/// Past this a row is refused, and its cells are dropped as they come.
inline constexpr std::size_t kLargestRow = 16U << 20;  ///< bytes

/// What is wrong with one row, the first thing that is.
struct RowFault {
  std::string message;
  std::string hint;
  std::size_t column = 0;  ///< from 0
};

/// A row as it stands. Used again and again, so that its memory is.
struct RawRow {
  std::size_t number = 0;  ///< from 1, empty rows counted
  std::size_t line = 0;    ///< on which it begins, from 1
  std::size_t count = 0;   ///< cells; `cells` may hold more from before
  std::vector<std::string> cells;
  std::size_t loose_quotes = 0;  ///< quotation marks inside cells that are not in such marks
  std::optional<RowFault> fault;
};

class CsvScanner {
 public:
  /// Gives the next piece of text; empty at the end.
  using Read = std::function<base::Result<std::string_view>()>;

  CsvScanner(char delimiter, Read read) : delimiter_(delimiter), read_(std::move(read)) {}

  /// The next row, empty ones too; false at the end. Errors: those of `read`; invalid data: a
  /// quotation mark that is never closed.
  base::Result<bool> next(RawRow& row);

 private:
  static constexpr int kEnd = -1;
  enum class State { kCellStart, kPlain, kQuoted, kAfterQuote };

  base::Result<int> peek();
  base::Result<void> fill();
  void start_cell(RawRow& row);
  void append(RawRow& row, std::string_view text);
  void fault(RawRow& row, std::string message, std::string hint);
  base::Result<void> quoted(RawRow& row);
  void plain(RawRow& row);
  base::Result<bool> step(RawRow& row, int c);
  base::Result<void> end_line(int c);
  void count_lines(std::string_view text);

  char delimiter_;
  Read read_;
  std::string_view rest_;
  bool ended_ = false;
  State state_ = State::kCellStart;
  std::size_t row_ = 0;
  std::size_t line_ = 1;
  std::size_t row_bytes_ = 0;
  bool after_return_ = false;    // a line feed now would be the second half of CR LF
  std::size_t opened_line_ = 0;  // of the quotation mark that is open
};

}  // namespace outturn::ingest
