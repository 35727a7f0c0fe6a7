// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a delimited file: reading never crashes, what is read is UTF-8 and has a place, and
// a table that is written down again in quotation marks reads as the same cells.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/csv_table.h"
#include "indexer/readers/text_source.h"
#include "indexer/readers/utf8.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/sound.h"

namespace {

using namespace outturn;
using fuzz::require;

struct Outcome {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  ///< the sound ones
  bool whole = false;                          ///< read to the end
  std::string error;                           ///< why not
};

std::string check(const base::Error& error) {
  require(!error.message.empty() && !error.where.empty(), "error", "says not what or where");
  return error.message;
}

void check(const ingest::Row& row, const ingest::Row& before, std::size_t columns) {
  require(row.number > before.number, "row", "numbers do not go up");
  require(row.line > before.line, "row", "lines do not go up");
  require(row.line >= row.number, "row", "begins before the lines of the rows above it");
  if (row.fault) {
    check(*row.fault);
  } else {
    require(row.cells.size() == columns, "row", "has another number of cells than columns");
  }
  std::size_t full = 0;
  for (const ingest::Cell& cell : row.cells) {
    require(ingest::is_utf8(cell.text), "cell", "is not UTF-8");
    require(cell.text.size() <= 4 * ingest::kLargestCell, "cell", "is too large");
    require((cell.kind == ingest::CellKind::kEmpty) == cell.text.empty(), "cell", "is of no kind");
    full += cell.text.empty() ? 0 : 1;
  }
  require(full > 0 || row.fault, "row", "is empty");
}

Outcome read(const fuzz::MemoryFile& file, const ingest::TableOptions& options) {
  Outcome out;
  auto text = ingest::TextSource::open(file.path(), options.encoding);
  if (!text) return out.error = check(text.error()), out;
  auto table = ingest::open_csv_table(std::move(*text), options);
  if (!table) return out.error = check(table.error()), out;
  out.header = (*table)->header();
  require(out.header.size() <= ingest::kMostColumns, "header", "is too wide");
  ingest::Row row;
  for (;;) {
    const ingest::Row before = row;
    const auto more = (*table)->next(row);
    if (!more) return out.error = check(more.error()), out;
    if (!*more) break;
    check(row, before, out.header.size());
    if (row.fault) continue;
    out.rows.emplace_back();
    for (const ingest::Cell& cell : row.cells) out.rows.back().push_back(cell.text);
  }
  for (const ingest::Note& note : (*table)->notes())
    require(note.times > 0 && !note.where.empty(), "note", "has no place");
  out.whole = true;
  return out;
}

std::string line_of(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) {
    line += line.empty() ? "\"" : ",\"";
    for (const char c : cell) line += c == '"' ? "\"\"" : std::string(1, c);
    line += '"';
  }
  return line + "\n";
}

ingest::TableOptions options_of(std::uint8_t byte) {
  ingest::TableOptions options;
  constexpr char kDelimiters[] = {',', ';', '\t', '|'};
  if ((byte & 1U) != 0) options.delimiter = kDelimiters[(byte >> 1U) & 3U];
  if ((byte & 8U) != 0) options.header_row = 1 + ((byte >> 4U) & 1U);
  if ((byte & 32U) != 0) options.encoding = (byte & 64U) != 0 ? "utf-8" : "windows-1252";
  return options;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static fuzz::MemoryFile file;
  file.write({reinterpret_cast<const char*>(data) + 1, size - 1});
  const Outcome first = read(file, options_of(data[0]));
  if (!first.whole) return 0;
  std::string again = line_of(first.header);
  for (const auto& row : first.rows) again += line_of(row);
  file.write(again);
  ingest::TableOptions options;
  options.delimiter = ',';
  options.header_row = 1;
  options.encoding = "utf-8";
  const Outcome second = read(file, options);
  // Without the rows that were refused, control characters may be all over the beginning.
  if (second.error == "the file is not text") return 0;
  require(second.whole, "a table written down again", second.error);
  require(second.header == first.header, "a table written down again", "has other columns");
  require(second.rows == first.rows, "a table written down again", "has other cells");
  return 0;
}
