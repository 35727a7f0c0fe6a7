// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/readers/sheets/sheet_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "indexer/readers/sheets/number_format.h"

namespace outturn::ingest {

using base::Code;
using base::fail;

tl::unexpected<base::Error> SheetParser::fault(std::string message, std::string hint,
                                               std::size_t row, std::size_t column) const {
  return fail(Code::kInvalidData, std::move(message), std::move(hint),
              where_ + ":" + cell_name(row, column));
}

base::Result<void> SheetParser::merge(const Merged& area) {
  if (merged.size() >= kMostMerged)
    return fail(Code::kInvalidData, fmt::format("has more than {} merged areas", kMostMerged),
                "save the sheet as CSV", where_);
  merged.push_back(area);
  return {};
}

base::Result<void> SheetParser::short_enough(const std::string& text, std::size_t row,
                                             std::size_t column) const {
  if (text.size() <= kLargestCell) return {};
  return fault(fmt::format("the cell holds more than {} bytes", kLargestCell),
               "shorten it or split it over several cells", row, column);
}

base::Result<void> SheetParser::add(SheetRow& row, std::size_t column, Cell cell) {
  if (cell.kind == CellKind::kEmpty) return {};
  if (row.cells.empty()) row_bytes_ = 0;
  row_bytes_ += sizeof(SheetCell) + cell.text.size();
  if (row_bytes_ > kLargestSheetRow)
    return fault(fmt::format("the row up to here holds more than {} MB", kLargestSheetRow >> 20),
                 "shorten its cells", row.number, column);
  if (column >= kMostColumns)
    return fault(fmt::format("has a value past column {} ({}); {} columns are read",
                             column_letters(kMostColumns - 1), kMostColumns, kMostColumns),
                 "delete the columns that are not needed, or turn the table so that they are rows",
                 row.number, column);
  if (!row.cells.empty() && row.cells.back().column >= column)
    return fault("stands twice, or after a cell to the right of it",
                 "open the file in a spreadsheet program and save it again", row.number, column);
  row.cells.push_back({column, std::move(cell)});
  return {};
}

void SheetParser::finish(SheetRow row, std::size_t times) {
  if (row.cells.empty()) return;
  waiting_bytes_ += row_bytes_;
  rows.push_back({std::move(row), times});
}

base::Result<bool> StreamedSheet::next(SheetRow& row) {
  while (parser_->rows.empty()) {
    if (parser_->done) return false;
    parser_->taken();
    const auto more = xml_.more();
    if (!more) return tl::unexpected(more.error());
    if (!*more && parser_->rows.empty()) return false;
  }
  SheetParser::Made& made = parser_->rows.front();
  if (made.times > 1) {
    row = made.row;
    --made.times;
    ++made.row.number;
  } else {
    row = std::move(made.row);
    parser_->rows.pop_front();
  }
  return true;
}

double StreamedSheet::share() const {
  const Part& part = xml_.part();
  return part.size() == 0 ? 1 : static_cast<double>(part.done()) / static_cast<double>(part.size());
}

Cell number_cell(double value) { return {CellKind::kNumber, number_text(value), value}; }

Cell text_cell(std::string text) {
  if (text.empty()) return {};
  return {CellKind::kText, std::move(text), std::nullopt};
}

Cell date_cell(std::string iso) {
  constexpr std::string_view kMidnight = "T00:00:00";
  if (iso.ends_with(kMidnight)) iso.resize(iso.size() - kMidnight.size());
  if (iso.empty()) return {CellKind::kError, "day without a stored value", std::nullopt};
  return {CellKind::kDate, std::move(iso), std::nullopt};
}

bool is_error_text(std::string_view text) {
  constexpr std::array<std::string_view, 10> kErrors{
      "#DIV/0!", "#N/A",    "#NAME?",  "#NULL!", "#NUM!",
      "#REF!",   "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA"};
  return std::find(kErrors.begin(), kErrors.end(), text) != kErrors.end() ||
         text.starts_with("Err:");
}

}  // namespace outturn::ingest
