// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/intake/refused_workbook.h"

#include <algorithm>

#include "indexer/intake/refusal_reason.h"
#include "indexer/readers/number_text.h"
#include "indexer/workbook/columns.h"

namespace outturn::ingest {
namespace {

using workbook::Sheet;
using workbook::Value;

/// As the column holds it: what is no number in a column of numbers stays the text that it was.
Value value_of(const Sheet& sheet, std::size_t at, const std::string& text) {
  const std::size_t keys = workbook::keys_of(sheet);
  const bool is_number =
      at < keys ? at == 1 : sheet.columns[at - keys].holds == workbook::Holds::kNumber;
  const auto number = is_number ? to_number(text, '.') : std::nullopt;
  return number ? Value{number, {}} : Value{{}, text};
}

}  // namespace

base::Result<std::unique_ptr<RefusedWorkbook>> RefusedWorkbook::create(
    const std::filesystem::path& path) {
  auto file = workbook::XlsxFile::create(path, workbook::Lead::kReasons);
  if (!file) return tl::unexpected(file.error());
  return std::unique_ptr<RefusedWorkbook>(new RefusedWorkbook(std::move(*file)));
}

base::Result<void> RefusedWorkbook::add(const FileAccount&, const Checked& refused) {
  const auto& sheets = workbook::sheets();
  for (const InputRow& row : refused.rows) {
    const auto sheet = std::find_if(sheets.begin(), sheets.end(),
                                    [&](const Sheet& one) { return one.name == row.sheet; });
    std::vector<Value> values(1 + workbook::header_of(*sheet).size());
    values[0].text = reason_of(row, refused.faults);
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      values[1 + row.columns[i]] = value_of(*sheet, row.columns[i], row.cells[i]);
    const auto index = static_cast<std::size_t>(sheet - sheets.begin());
    if (auto added = file_->add(index, values, workbook::Look::kPlain); !added) return added;
  }
  return {};
}

}  // namespace outturn::ingest
