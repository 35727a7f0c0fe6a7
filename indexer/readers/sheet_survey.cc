// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/readers/sheet_survey.h"

#include <algorithm>

namespace outturn::ingest {
namespace {

/// What is remembered of a row at the top of the sheet.
struct Outline {
  std::size_t number = 0;
  std::size_t filled = 0;
  std::size_t texts = 0;
  std::size_t columns = 0;
};

constexpr std::size_t kRowsLookedAt = 200;

Outline outline_of(const SheetRow& row) {
  Outline outline{row.number, row.cells.size(), 0, row.cells.back().column + 1};
  for (const SheetCell& cell : row.cells)
    outline.texts += cell.cell.kind == CellKind::kText ? 1 : 0;
  return outline;
}

/// The first row that names columns: of at least 60% of the cells that the widest rows have (a
/// title or a remark has fewer), and mostly text. Otherwise the first row.
std::size_t find_header(const std::vector<Outline>& top) {
  std::vector<std::size_t> filled;
  for (const Outline& row : top) filled.push_back(row.filled);
  std::sort(filled.begin(), filled.end());
  const std::size_t usual = filled[filled.size() * 3 / 4];
  for (const Outline& row : top)
    if (row.filled * 10 >= usual * 6 && row.texts * 10 >= row.filled * 6) return row.number;
  return top.front().number;
}

}  // namespace

base::Result<SheetSurvey> survey_sheet(SheetReader& sheet, std::optional<std::size_t> header_row) {
  SheetSurvey survey;
  std::vector<Outline> top;
  std::size_t rows = 0;
  std::size_t columns_later = 0;  // of the rows after those in `top`
  std::size_t above = 0;          // of a header row that was given
  SheetRow row;
  for (;;) {
    const auto more = sheet.next(row);
    if (!more) return tl::unexpected(more.error());
    if (!*more) break;
    ++rows;
    if (header_row && row.number < *header_row) {
      ++above;
    } else if (top.size() < kRowsLookedAt) {
      top.push_back(outline_of(row));
    } else {
      columns_later = std::max(columns_later, row.cells.back().column + 1);
    }
  }
  survey.merged = sheet.merged();
  std::sort(survey.merged.begin(), survey.merged.end(),
            [](const Merged& a, const Merged& b) { return a.first_row < b.first_row; });
  survey.hidden_rows = sheet.hidden_rows();
  if (top.empty()) return survey;
  survey.header_row = header_row ? top.front().number : find_header(top);
  survey.columns = columns_later;
  for (const Outline& one : top) {
    if (one.number == survey.header_row) survey.names = one.filled;
    if (one.number < survey.header_row)
      ++above;
    else
      survey.columns = std::max(survey.columns, one.columns);
  }
  survey.rows_above = above;
  survey.rows_below = rows - above - 1;
  return survey;
}

}  // namespace outturn::ingest
