// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a spreadsheet: every sheet as a table, and all of it as our own format. An archive
// is taken as it is. Since mutations hardly get past a checksum, other bytes name the parts of an
// archive that is made of them: "=== xl/workbook.xml", a line break, and the part.
#include <fmt/format.h>
#include <zip.h>

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "indexer/readers/sheets/archive.h"
#include "indexer/readers/workbook_table.h"
#include "indexer/workbook/workbook_stream.h"
#include "schema/evidence/validate.h"
#include "tests/fuzz/sound.h"

namespace {

using namespace outturn;

void require(bool holds, std::string_view what) { fuzz::require(holds, "open_workbook", what); }

constexpr std::size_t kRowsRead = 3000;  // ODS repeats a row a million times in a word

std::string archive_of(std::string_view input) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(memory);
  zip_t* archive = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
  constexpr std::string_view kMark = "=== ";
  for (auto at = input.find(kMark); at != std::string_view::npos;) {
    const auto line = input.find('\n', at);
    if (line == std::string_view::npos) break;
    const std::string name(input.substr(at + kMark.size(), line - at - kMark.size()));
    const auto next = input.find("\n=== ", line);
    const auto part =
        input.substr(line + 1, next == std::string_view::npos ? next : next - line - 1);
    zip_source_t* source = zip_source_buffer(archive, part.data(), part.size(), 0);
    const auto added = zip_file_add(archive, name.c_str(), source, ZIP_FL_OVERWRITE);
    if (added < 0)
      zip_source_free(source);
    else
      zip_set_file_compression(archive, static_cast<zip_uint64_t>(added), ZIP_CM_STORE, 0);
    at = next == std::string_view::npos ? next : next + 1;
  }
  if (zip_close(archive) != 0) zip_discard(archive);
  std::string bytes;
  zip_stat_t stat;
  if (zip_source_stat(memory, &stat) == 0 && (stat.valid & ZIP_STAT_SIZE) != 0 &&
      zip_source_open(memory) == 0) {
    bytes.resize(static_cast<std::size_t>(stat.size));
    zip_source_read(memory, bytes.data(), bytes.size());
    zip_source_close(memory);
  }
  zip_source_free(memory);
  return bytes;
}

void read_table(const std::shared_ptr<ingest::Workbook>& workbook,
                const ingest::TableOptions& options) {
  auto table = ingest::open_sheet_table(workbook, options);
  if (!table) {
    require(!table.error().message.empty(), "an error has words");
    return;
  }
  ingest::Row row;
  std::size_t last = 0;
  for (std::size_t rows = 0; rows < kRowsRead; ++rows) {
    const auto more = (*table)->next(row);
    if (!more || !*more) break;
    require(row.number > last, "rows come in order");
    last = row.number;
    require(row.cells.size() == (*table)->header().size(), "a row has the columns of its header");
    require(row.cells.size() <= ingest::kMostColumns, "columns are bounded");
    for (const ingest::Cell& cell : row.cells) {
      require((cell.kind == ingest::CellKind::kNumber) == cell.number.has_value(),
              "numbers, and they alone, have a number");
      require(cell.text.size() <= ingest::kLargestCell, "cells are bounded");
      require((cell.kind == ingest::CellKind::kEmpty) == cell.text.empty(), "empty is empty");
    }
  }
  require((*table)->extent().done <= (*table)->extent().total, "no more is read than there is");
}

void read_records(const std::shared_ptr<ingest::Workbook>& workbook) {
  auto stream = workbook::read_own_workbook(workbook);
  if (!stream || *stream == nullptr) return;
  ingest::Candidate candidate;
  for (std::size_t records = 0; records < kRowsRead; ++records) {
    const auto more = (*stream)->next(candidate);
    if (!more || !*more) break;
    require(!candidate.record.is_null() || !candidate.faults.empty(), "no record, but a reason");
    require(!candidate.place.where.empty(), "a candidate has its place");
    for (const auto& row : candidate.rows)
      require(row.columns.size() == row.cells.size() && !row.sheet.empty(), "a row goes back");
    if (records > 50) continue;
    for (const auto& problem : evidence::validate_record(candidate.record))
      require(!ingest::place_of(candidate, problem.pointer).where.empty(), "a problem has a place");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  auto opened = ingest::workbook_from_bytes(
      input.starts_with("=== ") ? archive_of(input) : std::string(input), "f");
  if (!opened) {
    require(!opened.error().message.empty(), "an error has words");
    return 0;
  }
  const std::shared_ptr<ingest::Workbook> workbook = std::move(*opened);
  read_table(workbook, {});
  constexpr std::size_t kSheetsRead = 4;
  for (std::size_t i = 0; i < workbook->sheets().size() && i < kSheetsRead; ++i) {
    ingest::TableOptions options;
    options.sheet = workbook->sheets()[i].name;
    if (size % 2 == 0) options.header_row = 1;
    read_table(workbook, options);
  }
  read_records(workbook);
  return 0;
}
