// SPDX-License-Identifier: GPL-3.0-or-later
// Strict about values, lenient about how a spreadsheet program may have kept them.
#include "indexer/workbook/cell_reading.h"

#include <fmt/format.h>

#include <optional>

#include "indexer/readers/number_text.h"
#include "indexer/workbook/cells.h"
#include "schema/base/spreadsheet.h"
#include "schema/base/text.h"
#include "schema/evidence/record_json.h"

namespace outturn::workbook {
namespace {

using ingest::Cell;
using ingest::CellKind;

std::string shown(std::string_view text) { return base::clip(base::printable(text), 60); }

CellRead wrong(std::string message, std::string hint) {
  return {nullptr, std::move(message), std::move(hint), {}};
}

CellRead read_number(const Cell& cell, std::string_view text, char decimal) {
  if (cell.kind == CellKind::kDate)
    return wrong(fmt::format("holds a day, {}, where a number goes", shown(text)),
                 "the spreadsheet program took what was typed for a day; set the cell's format to "
                 "Number and type it again");
  const auto number = cell.number ? cell.number : ingest::to_number(base::trim(text), decimal);
  if (!number)
    return wrong(fmt::format("\"{}\" is not a number", shown(text)),
                 "type the number alone, such as 12500 or 0.05; what the page prints goes into "
                 "as_printed");
  return {nlohmann::json(evidence::number(*number)), {}, {}, {}};
}

CellRead read_truth(std::string_view text) {
  const std::string word = base::lower(base::trim(text));
  if (word == "yes" || word == "true" || word == "1") return {true, {}, {}, {}};
  if (word == "no" || word == "false" || word == "0") return {false, {}, {}, {}};
  return wrong(fmt::format("\"{}\" is neither yes nor no", shown(text)),
               "choose yes or no, or leave it empty where the source does not say");
}

CellRead read_printed(std::string_view text) {
  nlohmann::json printed = nlohmann::json::object();
  for (auto& [name, words] : split_pairs(text)) {
    if (name.empty() || words.empty())
      return wrong(fmt::format("\"{}\" does not say which column it is about",
                               shown(name.empty() ? words : name)),
                   "write the name of the column, a colon, and what is printed: \"value: .03\"");
    if (printed.contains(name))
      return wrong(fmt::format("\"{}\" stands twice", shown(name)), "leave one of the two out");
    printed[name] = std::move(words);
  }
  return {std::move(printed), {}, {}, {}};
}

CellRead read_text(const Column& column, const Cell& cell, std::string_view text) {
  if (column.word) text = base::trim(text);
  CellRead read;
  if (cell.kind == CellKind::kDate && column.day)
    text = text.substr(0, text.find('T'));
  else if (cell.kind == CellKind::kDate)
    read.note = fmt::format("{} is a text, but the cell holds a day; it is taken as {}",
                            column.name, "year-month-day");
  read.value = std::string(text);
  return read;
}

}  // namespace

CellRead read_cell(const Column& column, const Cell& cell, const CellForm& form) {
  if (cell.kind == CellKind::kError)
    return wrong(fmt::format("the cell shows {}", shown(cell.text)),
                 "correct the formula, or type the value");
  const std::string text = form.guarded ? base::unguarded(cell.text) : cell.text;
  if (cell.kind == CellKind::kEmpty || base::trim(text).empty()) return {};
  switch (column.holds) {
    case Holds::kNumber:
      return read_number(cell, text, form.decimal);
    case Holds::kTruth:
      return read_truth(text);
    case Holds::kPrinted:
      return read_printed(text);
    case Holds::kList:
      return {nlohmann::json(split_items(text, *between_of(column))), {}, {}, {}};
    case Holds::kText:
      break;
  }
  return read_text(column, cell, text);
}

}  // namespace outturn::workbook
