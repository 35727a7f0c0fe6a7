// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/workbook/sheet_rows.h"

#include <fmt/format.h>

#include <algorithm>

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
  if (name.empty()) return;
  const auto near = nearest(base::lower(name), header_of(sheet));
  notes.add(
      near.empty()
          ? fmt::format("column \"{}\" is not one of ours and is left alone", shown(name))
          : fmt::format("column \"{}\" is not one of ours and is left alone; is \"{}\" meant?",
                        shown(name), near),
      [&] { return table.name(); });
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
  const auto names = header_of(sheet);
  const std::size_t keys = keys_of(sheet);
  std::vector<bool> met(names.size());
  for (std::size_t column = 0; column < rows.table_->header().size(); ++column) {
    const std::string& title = rows.table_->header()[column];
    const auto found = std::find(names.begin(), names.end(), base::lower(title));
    rows.fields_.emplace_back();
    if (found == names.end()) {
      note_unknown(*rows.table_, sheet, title, notes);
      continue;
    }
    const auto at = static_cast<std::size_t>(found - names.begin());
    if (met[at])
      return fail(Code::kInvalidData, fmt::format("has the column \"{}\" twice", *found),
                  "rename or delete one of the two", rows.table_->name());
    met[at] = true;
    if (at >= keys)
      rows.fields_.back() = at - keys;
    else
      (at == 0 ? rows.record_key_ : rows.appraisal_key_) = column;
  }
  if (keys > 0 && !rows.record_key_)
    return fail(Code::kInvalidData, fmt::format("has no column \"{}\"", kRecordKey),
                "its first row must name the columns as the template does", rows.table_->name());
  return rows;
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
    if (fields_[column] && row_.cells[column].kind != ingest::CellKind::kEmpty)
      row.cells.emplace_back(*fields_[column], std::move(row_.cells[column]));
  return true;
}

ingest::Place SheetRows::place(const KeptRow& row) const {
  return {fmt::format("{}:{}", table_->name(), row.number), row.number, {}, {}};
}

ingest::Place SheetRows::place(const KeptRow& row, std::string_view column,
                               std::string_view value) const {
  return {fmt::format("{}:{}:{}", table_->name(), row.number, column), row.number,
          std::string(column), std::string(value)};
}

}  // namespace outturn::workbook
