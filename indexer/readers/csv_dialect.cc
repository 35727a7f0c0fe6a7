// SPDX-License-Identifier: GPL-3.0-or-later
// Each delimiter is tried on the beginning of the file, and the one that gives the most regular
// table wins; contract in csv_dialect.h.
#include "indexer/readers/csv_dialect.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "indexer/readers/csv_scanner.h"
#include "indexer/readers/number_text.h"
#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

constexpr std::size_t kSampleRows = 200;
constexpr char kDelimiters[] = {'\t', ',', ';'};  // text holds tabs least often

struct SampleRow {
  std::size_t number = 0;
  std::vector<std::string> cells;
};
using Sample = std::vector<SampleRow>;  // rows that are not empty

bool is_blank(const std::string& cell) { return base::trim(cell).empty(); }

Sample split(std::string_view head, Head extent, char delimiter) {
  bool given = false;
  CsvScanner scanner(delimiter, [&]() -> base::Result<std::string_view> {
    return std::exchange(given, true) ? std::string_view() : head;
  });
  Sample sample;
  RawRow row;
  while (sample.size() <= kSampleRows) {
    const auto more = scanner.next(row);
    if (!more || !*more) break;  // what is wrong with the file is said when it is read
    const auto end =
        row.cells.begin() + static_cast<std::ptrdiff_t>(std::min(row.count, row.cells.size()));
    if (std::all_of(row.cells.begin(), end, is_blank)) continue;
    sample.push_back({row.number, {row.cells.begin(), end}});
  }
  if (extent == Head::kCut && sample.size() > 1 && sample.size() <= kSampleRows) sample.pop_back();
  return sample;
}

std::size_t usual_columns(const Sample& sample) {
  std::map<std::size_t, std::size_t> rows;
  for (const SampleRow& row : sample) ++rows[row.cells.size()];
  // The wider of two equally frequent widths: titles above a table are narrow.
  std::pair<std::size_t, std::size_t> best{0, 0};
  for (const auto& [columns, times] : rows)
    if (times >= best.second) best = {columns, times};
  return best.first;
}

/// How regular a table the delimiter gives: the share of rows that have the usual width.
double regularity(const Sample& sample) {
  const std::size_t columns = usual_columns(sample);
  if (columns < 2) return 0;
  const auto usual = std::count_if(sample.begin(), sample.end(), [&](const SampleRow& row) {
    return row.cells.size() == columns;
  });
  const double share = static_cast<double>(usual) / static_cast<double>(sample.size());
  // "a;b" above "1,5;2,5": commas give a regular table but for the names.
  return share + (sample.front().cells.size() == columns ? 1 : 0);
}

bool looks_like_number(const std::string& cell) {
  return to_number(cell, '.').has_value() || to_number(cell, ',').has_value();
}

/// The first row as wide as the table that is mostly names; where there is none, as under years,
/// the first that is wide.
std::size_t find_header(const Sample& sample, std::size_t columns) {
  std::size_t first_wide = 0;
  for (const SampleRow& row : sample) {
    std::size_t names = 0;
    std::size_t numbers = 0;
    for (const std::string& cell : row.cells)
      if (!is_blank(cell)) ++(looks_like_number(cell) ? numbers : names);
    if (2 * (names + numbers) <= columns && row.cells.size() <= columns) continue;
    if (names > numbers) return row.number;
    if (first_wide == 0) first_wide = row.number;
  }
  return std::max<std::size_t>(first_wide, 1);
}

/// "1,5" against "1.5"; a comma before three digits may separate thousands and says nothing.
char find_decimal(const Sample& sample, char delimiter) {
  std::size_t commas = 0;
  std::size_t points = 0;
  for (const SampleRow& row : sample) {
    for (const std::string& cell : row.cells) {
      const auto mark = cell.find_first_of(".,");
      if (mark == std::string::npos || cell.find_first_of(".,", mark + 1) != std::string::npos)
        continue;
      const bool unsure = cell.size() - mark - 1 == 3 && mark > 0 && cell[0] != '0';
      if (!unsure && to_number(cell, cell[mark])) ++(cell[mark] == ',' ? commas : points);
    }
  }
  if (commas == points) return delimiter == ';' && points == 0 ? ',' : '.';
  return commas > points ? ',' : '.';
}

}  // namespace

CsvDialect sniff(std::string_view head, Head extent, const TableOptions& options) {
  CsvDialect dialect;
  Sample sample;
  if (options.delimiter) {
    dialect.delimiter = *options.delimiter;
    sample = split(head, extent, dialect.delimiter);
  } else {
    double best = -1;
    for (const char delimiter : kDelimiters) {
      Sample tried = split(head, extent, delimiter);
      const double score = tried.empty() ? 0 : regularity(tried);
      const bool wider = score == best && usual_columns(tried) > usual_columns(sample);
      if (score <= best && !wider) continue;
      best = score;
      dialect.delimiter = delimiter;
      sample = std::move(tried);
    }
  }
  dialect.columns = usual_columns(sample);
  dialect.header_row = options.header_row.value_or(find_header(sample, dialect.columns));
  dialect.decimal = options.decimal.value_or(find_decimal(sample, dialect.delimiter));
  return dialect;
}

}  // namespace outturn::ingest
