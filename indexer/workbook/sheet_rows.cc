// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/workbook/sheet_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/readers/number_text.h"
#include "indexer/readers/sheets/number_format.h"
#include "indexer/workbook/cells.h"
#include "schema/base/spreadsheet.h"
#include "schema/base/text.h"

namespace outturn::workbook {
namespace {

using base::Code;
using base::fail;
using base::Result;

std::string shown(std::string_view text) { return base::clip(base::printable(text), 60); }

/// The name among `names` that is nearest, where one is near.
std::string nearest(const std::string& word, const std::vector<std::string>& names) {
  constexpr std::size_t kNear = 3;
  std::size_t best = kNear + 1;
  std::string found;
  for (const std::string& name : names)
    if (const auto distance = base::edit_distance(word, name, kNear); distance < best) {
      best = distance;
      found = name;
    }
  return found;
}

void note_unknown(const ingest::Table& table, const Sheet& sheet, const std::string& name,
                  ingest::NoteBook& notes) {
  if (name.empty() || base::lower(name) == base::lower(ingest::kReasonColumn)) return;
  const auto near = nearest(base::lower(name), header_of(sheet));
  notes.add(
      near.empty()
          ? fmt::format("column \"{}\" is not one of ours and is left alone", shown(name))
          : fmt::format("column \"{}\" is not one of ours and is left alone; is \"{}\" meant?",
                        shown(name), near),
      [&] { return table.name(); });
}

/// What reads in an XLSX as the cell did where it stood.
std::string text_of(const Column& column, ingest::Cell cell, const CellForm& form) {
  if (column.holds == Holds::kNumber && cell.kind != ingest::CellKind::kDate) {
    const auto number =
        cell.number ? cell.number : ingest::to_number(base::trim(cell.text), form.decimal);
    if (number) return ingest::number_text(*number);
  }
  if (cell.kind == ingest::CellKind::kDate && column.day)
    cell.text.resize(std::min(cell.text.find('T'), cell.text.size()));
  return form.guarded ? base::unguarded(cell.text) : std::move(cell.text);
}

}  // namespace

std::size_t KeptRow::bytes() const {
  std::size_t all = sizeof(KeptRow) + record.size() + appraisal.size();
  for (const auto& [column, cell] : cells) all += sizeof(cells.front()) + cell.text.capacity();
  return all;
}

Result<SheetRows> SheetRows::open(const Sheet& sheet, std::unique_ptr<ingest::Table> table,
                                  bool guarded, ingest::NoteBook& notes) {
  const CellForm form{guarded, table->decimal()};
  SheetRows rows(sheet, std::move(table), form);
  for (const std::string& title : rows.table_->header())
    if (auto found = rows.find_column(title, notes); !found) return tl::unexpected(found.error());
  if (keys_of(sheet) > 0 && !rows.record_key_)
    return fail(Code::kInvalidData, fmt::format("has no column \"{}\"", kRecordKey),
                "its first row must name the columns as the template does", rows.table_->name());
  return rows;
}

/// What the next column of the table is.
Result<void> SheetRows::find_column(const std::string& title, ingest::NoteBook& notes) {
  const auto names = header_of(*sheet_);
  const std::size_t keys = keys_of(*sheet_);
  const std::string name = base::lower(title);
  const std::size_t column = fields_.size();
  fields_.emplace_back();
  auto found = std::find(names.begin(), names.end(), name);
  std::size_t piece = 1;
  if (const auto more = continued(name); found == names.end() && more) {
    found = std::find(names.begin() + static_cast<std::ptrdiff_t>(keys), names.end(), more->column);
    piece = more->piece;
  }
  if (found == names.end()) {
    note_unknown(*table_, *sheet_, title, notes);
    return {};
  }
  const auto at = static_cast<std::size_t>(found - names.begin());
  if (!met_.emplace(at, piece).second)
    return fail(Code::kInvalidData, fmt::format("has the column \"{}\" twice", name),
                "rename or delete one of the two", table_->name());
  if (at >= keys)
    fields_.back() = Field{at - keys, piece};
  else
    (at == 0 ? record_key_ : appraisal_key_) = column;
  return {};
}

/// Gives the cells of columns that go on with another to that one, in the order of their numbers.
void SheetRows::join_pieces(KeptRow& row) {
  std::sort(more_.begin(), more_.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first.column, a.first.piece) < std::pair(b.first.column, b.first.piece);
  });
  for (auto& [field, cell] : more_) {
    const auto whole =
        std::find_if(row.cells.begin(), row.cells.end(),
                     [at = field.column](const auto& one) { return one.first == at; });
    if (whole == row.cells.end()) {
      row.cells.emplace_back(field.column, std::move(cell));
      continue;
    }
    if (cell.kind == ingest::CellKind::kError) whole->second.kind = cell.kind;
    whole->second.number.reset();
    join_piece(whole->second.text, cell.text, between_of(sheet_->columns[field.column]));
  }
  more_.clear();
}

Result<bool> SheetRows::next(KeptRow& row) {
  const auto more = table_->next(row_);
  if (!more || !*more) return more;
  row = {};
  row.number = row_.number;
  const auto key = [&](std::optional<std::size_t> column) -> std::string {
    if (!column || *column >= row_.cells.size()) return {};
    const std::string& text = row_.cells[*column].text;
    return std::string(base::trim(form_.guarded ? base::unguarded(text) : text));
  };
  row.record = key(record_key_);
  row.appraisal = key(appraisal_key_);
  if (row_.fault) {
    row.fault = ingest::Fault{place(row), row_.fault->message, row_.fault->hint};
    return true;
  }
  for (std::size_t column = 0; column < row_.cells.size() && column < fields_.size(); ++column)
    if (fields_[column] && row_.cells[column].kind != ingest::CellKind::kEmpty) {
      const Field& field = *fields_[column];
      if (field.piece == 1)
        row.cells.emplace_back(field.column, std::move(row_.cells[column]));
      else
        more_.emplace_back(field, std::move(row_.cells[column]));
    }
  if (!more_.empty()) join_pieces(row);
  return true;
}

ingest::Place SheetRows::place(const KeptRow& row) const {
  return {fmt::format("{}:{}", table_->name(), row.number), row.number, {}, {}, sheet_->name};
}

ingest::Place SheetRows::place(const KeptRow& row, std::string_view column,
                               std::string_view value) const {
  return {fmt::format("{}:{}:{}", table_->name(), row.number, column), row.number,
          std::string(column), std::string(value), sheet_->name};
}

ingest::InputRow SheetRows::input(KeptRow row) const {
  ingest::InputRow input{row.number, {}, sheet_->name, {}, row.is_shared};
  const auto put = [&](std::size_t column, std::string text) {
    if (text.empty()) return;
    input.columns.push_back(column);
    input.cells.push_back(std::move(text));
  };
  const std::size_t keys = keys_of(*sheet_);
  if (keys > 0) put(0, std::move(row.record));
  if (keys > 1) put(1, std::move(row.appraisal));
  for (auto& [index, cell] : row.cells)
    put(keys + index, text_of(sheet_->columns[index], std::move(cell), form_));
  return input;
}

}  // namespace outturn::workbook
