// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a sample; contract in guess_sample.h.
#include "indexer/profiles/guess_sample.h"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/readers/number_text.h"
#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

constexpr std::size_t kMostDistinct = 60;
constexpr std::size_t kLongestCell = 400;  // of a sample; no number and no term is longer
constexpr std::array<std::string_view, 8> kBlanks{"na",   "n/a",  "n.a.", "nan",
                                                  "null", "none", "-",    "."};

/// Percentages and bounds such as <0.05 count as numbers.
bool is_number(std::string_view text, char decimal) {
  text = base::trim(text);
  if (text.starts_with('<') || text.starts_with('>')) text = base::trim(text.substr(1));
  if (text.ends_with('%')) text = base::trim(text.substr(0, text.size() - 1));
  return to_number(without_currency(text), decimal).has_value();
}

void add_cell(const Cell& cell, TableSample& sample, ColumnSample& column) {
  const std::string text = base::clip(one_line(cell.text), kLongestCell);
  if (cell.kind == CellKind::kEmpty || text.empty()) return;
  if (std::find(kBlanks.begin(), kBlanks.end(), folded(text)) != kBlanks.end()) {
    sample.blanks.insert(text);
    return;
  }
  column.cells.push_back(text);
  if (column.distinct.size() < kMostDistinct) column.distinct.insert(text);
  column.with_point += cell.number || is_number(text, '.') ? 1U : 0U;
  column.with_comma += cell.number || is_number(text, ',') ? 1U : 0U;
}

}  // namespace

bool ColumnSample::numeric(char decimal) const {
  const std::size_t numbers = decimal == ',' ? with_comma : with_point;
  return !cells.empty() && numbers * 10 >= cells.size() * 9;
}

bool TableSample::repeats(std::size_t column) const {
  return columns[column].distinct.size() < kMostDistinct &&
         columns[column].distinct.size() < columns[column].cells.size();
}

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(base::lower(word));
    word.clear();
  };
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool digit = c >= '0' && c <= '9';
    if (!upper(c) && !lower(c) && !digit && static_cast<unsigned char>(c) < 0x80) {
      if (c != '\'') end_word();
      continue;
    }
    if (upper(c) && i > 0 && lower(name[i - 1])) end_word();
    word += c;
  }
  end_word();
  return words;
}

base::Result<TableSample> sample_of(Table& table, std::size_t rows) {
  TableSample sample;
  sample.name = table.name();
  for (const std::string& name : table.header()) {
    ColumnSample column;
    column.name = name;
    column.words = words_of(base::clip(name, kLongestCell));
    sample.columns.push_back(std::move(column));
  }
  Row row;
  while (sample.rows < rows) {
    const auto more = table.next(row);
    if (!more) return tl::unexpected(more.error());
    if (!*more) break;
    if (row.fault) continue;
    ++sample.rows;
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < std::min(row.cells.size(), sample.columns.size()); ++i) {
      add_cell(row.cells[i], sample, sample.columns[i]);
      texts.push_back(base::clip(row.cells[i].text, kLongestCell));
    }
    texts.resize(sample.columns.size());
    sample.texts.push_back(std::move(texts));
  }
  std::size_t points = 0;
  std::size_t commas = 0;
  for (const ColumnSample& column : sample.columns) {
    if (column.numeric('.') && !column.numeric(',')) ++points;
    if (column.numeric(',') && !column.numeric('.')) ++commas;
  }
  sample.decimal = points == commas ? table.decimal() : commas > points ? ',' : '.';
  return sample;
}

std::string exact_term(const evidence::Vocabulary& vocabulary, std::string_view text) {
  const std::string wanted = folded(text);
  std::string found;
  for (const evidence::Term& term : vocabulary.terms()) {
    if (folded(term.id) == wanted || folded(term.label) == wanted) return term.id;
    for (const std::string& synonym : term.synonyms) {
      if (folded(synonym) != wanted) continue;
      if (!found.empty() && found != term.id) return {};
      found = term.id;
    }
  }
  return found;
}

double share_of_terms(const ColumnSample& column, const evidence::Vocabulary& vocabulary) {
  if (column.distinct.empty()) return 0;
  const auto terms =
      std::count_if(column.distinct.begin(), column.distinct.end(),
                    [&](const std::string& text) { return !exact_term(vocabulary, text).empty(); });
  return static_cast<double>(terms) / static_cast<double>(column.distinct.size());
}

}  // namespace outturn::ingest
