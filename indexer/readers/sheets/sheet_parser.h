// SPDX-License-Identifier: GPL-3.0-or-later
// What the two formats' sheets have in common: rows are made by events and waited for by a reader.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/readers/sheets/workbook.h"
#include "indexer/readers/sheets/xml.h"

namespace outturn::ingest {

/// Hears a sheet's XML and leaves finished rows in `rows`.
class SheetParser : public XmlEvents {
 public:
  /// A row that stands more than once in a row of its own kind, as ODS writes them.
  struct Made {
    SheetRow row;
    std::size_t times = 1;
  };

  explicit SheetParser(std::string where) : where_(std::move(where)) {}

  std::deque<Made> rows;
  std::vector<Merged> merged;
  std::size_t hidden_rows = 0;
  bool done = false;  ///< nothing of what follows is of this sheet

  /// Enough has been made that it should be taken before more is read.
  bool full() const override { return waiting_bytes_ > kWaiting; }
  void taken() { waiting_bytes_ = 0; }

 protected:
  /// Errors name the cell. `row` from 1, `column` from 0.
  base::Result<void> merge(const Merged& area);
  base::Result<void> add(SheetRow& row, std::size_t column, Cell cell);
  void finish(SheetRow row, std::size_t times);
  base::Result<void> short_enough(const std::string& text, std::size_t row,
                                  std::size_t column) const;
  tl::unexpected<base::Error> fault(std::string message, std::string hint, std::size_t row,
                                    std::size_t column) const;

  std::string where_;  ///< "costs.xlsx:Sheet1"

 private:
  static constexpr std::size_t kWaiting = 4U << 20;

  std::size_t row_bytes_ = 0;
  std::size_t waiting_bytes_ = 0;
};

/// Feeds a parser as rows are asked for.
class StreamedSheet : public SheetReader {
 public:
  StreamedSheet(std::unique_ptr<Part> part, std::unique_ptr<SheetParser> parser)
      : parser_(std::move(parser)), xml_(std::move(part), *parser_) {}

  base::Result<bool> next(SheetRow& row) override;
  const std::vector<Merged>& merged() const override { return parser_->merged; }
  std::size_t hidden_rows() const override { return parser_->hidden_rows; }
  double share() const override;

 private:
  std::unique_ptr<SheetParser> parser_;
  XmlReader xml_;
};

/// A cell of a number, shown as one.
Cell number_cell(double value);
Cell text_cell(std::string text);

/// A cell of a day or a time as ISO 8601, where midnight is not told; an error where it is none.
Cell date_cell(std::string iso);

/// "#DIV/0!", "Err:502" and the like: what a formula gives where it fails.
bool is_error_text(std::string_view text);

}  // namespace outturn::ingest
