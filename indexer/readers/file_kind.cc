// SPDX-License-Identifier: GPL-3.0-or-later
// Tells files apart by their first bytes, and JSON from JSON lines by what comes after the first
// line; contract in file_kind.h.
#include "indexer/readers/file_kind.h"

#include <fmt/format.h>

#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

using base::Code;

/// A kind of file that begins in its own way and is not read.
struct Foreign {
  std::string_view begins;
  std::string_view what;
  std::string_view hint;
};
using namespace std::string_view_literals;
constexpr Foreign kForeign[] = {
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "a workbook of the old Excel (.xls), or a locked one",
     "save it as XLSX without a password"},
    {"%PDF-"sv, "a PDF", "copy its table into a spreadsheet or a CSV file"},
    {"\x1F\x8B"sv, "a compressed file (gzip)", "unpack it first"},
    {"BZh"sv, "a compressed file (bzip2)", "unpack it first"},
    {"\xFD"
     "7zXZ\0"sv,
     "a compressed file (xz)", "unpack it first"},
    {"\x28\xB5\x2F\xFD"sv, "a compressed file (zstd)", "unpack it first"},
    {"{\\rtf"sv, "a rich text document", "save its table as CSV (UTF-8)"},
    {"SQLite format 3\0"sv, "an SQLite database", "export its table as CSV"},
    {"<!DOCTYPE"sv, "a web page", "the download may have failed: fetch the file itself"},
    {"<html"sv, "a web page", "the download may have failed: fetch the file itself"},
    {"<?xml"sv, "an XML document", "save it as XLSX, ODS or CSV"}};

/// First and last character of the first line that is not blank, and the first of the second; 0
/// where there is none.
class Lines {
 public:
  /// False when no more is needed.
  bool take(std::string_view text) {
    for (const char c : text) {
      const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
      if (first_ended_ && !blank) second_ = c;
      if (second_ != 0) return false;
      if (c == '\n' && first_ != 0) first_ended_ = true;
      if (blank) continue;
      if (first_ == 0) first_ = c;
      last_ = c;
    }
    return true;
  }
  bool are_records() const { return first_ == '{' && last_ == '}' && second_ == '{'; }

 private:
  char first_ = 0;
  char last_ = 0;
  char second_ = 0;
  bool first_ended_ = false;
};

/// The first line may be long: it is passed over in a stream of its own.
base::Result<FileKind> json_or_lines(const std::filesystem::path& path) {
  auto text = TextSource::open(path);
  if (!text) return tl::unexpected(text.error());
  Lines lines;
  for (;;) {
    const auto piece = (*text)->read();
    if (!piece) return tl::unexpected(piece.error());
    if (piece->empty() || !lines.take(*piece)) break;
  }
  return lines.are_records() ? FileKind::kJsonLines : FileKind::kJson;
}

}  // namespace

base::Result<OpenedFile> open_file(const std::filesystem::path& path,
                                   const std::optional<std::string>& encoding) {
  auto text = TextSource::open(path, encoding);
  if (!text) return tl::unexpected(text.error());
  const std::string_view head = (*text)->head();
  if (head.starts_with("PK\x03\x04"sv) || head.starts_with("PK\x05\x06"sv))
    return OpenedFile{FileKind::kWorkbook, nullptr};
  for (const Foreign& one : kForeign) {
    if (head.starts_with(one.begins)) {
      return base::fail(Code::kInvalidData, fmt::format("this is {}, which is not read", one.what),
                        std::string(one.hint), path.string());
    }
  }
  OpenedFile opened{FileKind::kDelimited, std::move(*text)};
  const std::string ending = base::lower(path.extension().string());
  const std::string_view content = base::trim(head);
  if (ending == ".jsonl" || ending == ".ndjson") {
    opened.kind = FileKind::kJsonLines;
  } else if (content.starts_with('{')) {
    const auto kind = json_or_lines(path);
    if (!kind) return tl::unexpected(kind.error());
    opened.kind = *kind;
  } else if (content.starts_with('[') || ending == ".json") {
    opened.kind = FileKind::kJson;
  }
  return opened;
}

}  // namespace outturn::ingest
