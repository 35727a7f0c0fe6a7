// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/workbook/export.h"

#include <fmt/format.h>

#include <fstream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "indexer/readers/sheets/number_format.h"
#include "indexer/workbook/cells.h"
#include "indexer/workbook/columns.h"
#include "indexer/workbook/rows.h"
#include "indexer/workbook/xlsx_file.h"
#include "schema/base/files.h"
#include "schema/base/spreadsheet.h"

namespace outturn::workbook {
namespace {

using base::Code;
using base::fail;
using base::Result;

/// Feeds every record's rows to `take`.
Result<Written> pour(const NextRecord& next, const TakeRow& take) {
  Written written;
  evidence::Record record;
  for (;;) {
    record = {};
    const auto more = next(record);
    if (!more) return tl::unexpected(more.error());
    if (!*more) return written;
    const auto given = spread(record, [&](std::size_t sheet, const std::vector<Value>& values) {
      ++written.rows;
      return take(sheet, values);
    });
    if (!given) return tl::unexpected(given.error());
    ++written.records;
  }
}

/// One CSV while it is written; its name is given to it at the end.
class CsvFile {
 public:
  explicit CsvFile(std::filesystem::path path)
      : path_(std::move(path)),
        partial_(path_.string() + ".partial"),
        out_(partial_, std::ios::binary | std::ios::trunc) {
    out_ << "\xEF\xBB\xBF";
  }
  CsvFile(const CsvFile&) = delete;
  CsvFile& operator=(const CsvFile&) = delete;
  ~CsvFile() {
    std::error_code ignored;  // once it has its name it is not there
    std::filesystem::remove(partial_, ignored);
  }

  Result<void> line(const std::vector<std::string>& fields) {
    std::string_view between;
    for (const std::string& field : fields) {
      out_ << between << quoted(field);
      between = ",";
    }
    out_ << "\r\n";
    return sound();
  }

  Result<void> close() {
    out_.close();
    if (auto good = sound(); !good) return good;
    if (auto synced = base::sync_to_disk(partial_); !synced) return synced;
    std::error_code moved;
    std::filesystem::rename(partial_, path_, moved);
    if (!moved) return {};
    return fail(Code::kUnwritable, moved.message(), "check the folder's permissions",
                path_.string());
  }

 private:
  static std::string quoted(const std::string& field) {
    // Spaces at the ends are quoted too, since some readers drop them.
    const bool plain = field.find_first_of(",;\"\r\n\t") == std::string::npos &&
                       !field.starts_with(' ') && !field.ends_with(' ');
    if (plain) return field;
    std::string out = "\"";
    for (const char at : field) out += at == '"' ? "\"\"" : std::string(1, at);
    return out + '"';
  }

  Result<void> sound() const {
    if (out_) return {};
    return fail(Code::kUnwritable, "cannot be written",
                "check its permissions and that there is room on the disk", path_.string());
  }

  std::filesystem::path path_;
  std::filesystem::path partial_;
  std::ofstream out_;
};

}  // namespace

Result<Written> write_workbook(const NextRecord& next, const std::filesystem::path& file) {
  auto book = XlsxFile::create(file);
  if (!book) return tl::unexpected(book.error());
  auto written = pour(next, [&](std::size_t sheet, const std::vector<Value>& values) {
    return (*book)->add(sheet, values, Look::kPlain);
  });
  if (!written) return written;
  if (auto closed = (*book)->close(); !closed) return tl::unexpected(closed.error());
  return written;
}

Result<Written> write_csv(const NextRecord& next, const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed)
    return fail(Code::kUnwritable, failed.message(), "name a folder that can be made",
                folder.string());
  std::vector<std::unique_ptr<CsvFile>> files;
  for (const Sheet& sheet : sheets()) {
    files.push_back(std::make_unique<CsvFile>(folder / (sheet.name + ".csv")));
    if (auto begun = files.back()->line(header_of(sheet)); !begun)
      return tl::unexpected(begun.error());
  }
  std::vector<std::string> fields;
  auto written = pour(next, [&](std::size_t sheet, const std::vector<Value>& values) {
    fields.clear();
    for (const Value& value : values)
      fields.push_back(value.number ? ingest::number_text(*value.number)
                                    : base::guarded(value.text));
    return files[sheet]->line(fields);
  });
  if (!written) return written;
  for (const auto& file : files)
    if (auto closed = file->close(); !closed) return tl::unexpected(closed.error());
  return written;
}

}  // namespace outturn::workbook
