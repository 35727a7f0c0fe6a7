// SPDX-License-Identifier: GPL-3.0-or-later
// Which kind of spreadsheet a file is, by what it holds; what is none is told from what it may be.
#include "indexer/readers/sheets/workbook.h"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <string_view>

#include "indexer/readers/sheets/ods.h"
#include "indexer/readers/sheets/xlsx.h"

namespace outturn::ingest {
namespace {

using base::Code;
using base::fail;
using base::Result;

constexpr std::string_view kZip{"PK\x03\x04", 4};
constexpr std::string_view kOldOffice{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8};
constexpr const char* kSaveAs = "save it as XLSX or CSV";

/// Old Office files and encrypted new ones are the same kind of container; only the latter has a
/// stream of this name (MS-OFFCRYPTO 2.3.4.4), in UTF-16.
tl::unexpected<base::Error> old_office(std::string_view bytes, const std::string& name) {
  constexpr std::string_view kStream = "EncryptedPackage";
  std::string wide;
  for (const char at : kStream) {
    wide += at;
    wide += '\0';
  }
  if (bytes.find(wide) != std::string_view::npos)
    return fail(Code::kInvalidData, "is protected by a password", "save it without one", name);
  return fail(Code::kInvalidData, "is an old Excel file (.xls) or another old Office file", kSaveAs,
              name);
}

Result<std::unique_ptr<Workbook>> by_parts(std::shared_ptr<const Archive> archive) {
  const std::string name = archive->name();
  if (archive->has("xl/workbook.bin"))
    return fail(Code::kInvalidData, "is a binary Excel workbook (.xlsb)", kSaveAs, name);
  if (archive->has("Index/Document.iwa"))
    return fail(Code::kInvalidData, "is a Numbers document", "export it as Excel or CSV", name);
  if (archive->has("[Content_Types].xml")) {
    if (archive->has("word/document.xml") || archive->has("ppt/presentation.xml"))
      return fail(Code::kInvalidData, "is a document or a presentation, not a spreadsheet",
                  "copy its table into a spreadsheet", name);
    return open_xlsx(std::move(archive));
  }
  if (archive->has("content.xml")) return open_ods(std::move(archive));
  return fail(Code::kInvalidData, "is an archive, but not a spreadsheet",
              "unpack it and give the files that are in it", name);
}

}  // namespace

bool looks_like_workbook(std::string_view beginning) {
  return beginning.starts_with(kZip) || beginning.starts_with(kOldOffice);
}

Result<std::unique_ptr<Workbook>> open_workbook(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  std::error_code failed;
  const auto status = std::filesystem::status(file, failed);
  if (status.type() == std::filesystem::file_type::not_found)
    return fail(Code::kNotFound, "does not exist", "check the name", file.string());
  std::ifstream in(file, std::ios::binary);
  if (!in || status.type() == std::filesystem::file_type::directory)
    return fail(Code::kUnreadable, "cannot be read", "check its permissions", file.string());
  std::string beginning(4U << 20, '\0');  // as far as a container's list of streams is looked for
  in.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  beginning.resize(static_cast<std::size_t>(in.gcount()));
  if (in.bad()) return fail(Code::kUnreadable, "cannot be read", "copy it again", file.string());
  if (beginning.starts_with(kOldOffice)) return old_office(beginning, name);
  if (!beginning.starts_with(kZip))
    return fail(Code::kInvalidData, "is not a spreadsheet", kSaveAs, name);
  auto archive = Archive::open(file, name);
  if (!archive) return tl::unexpected(archive.error());
  return by_parts(std::move(*archive));
}

Result<std::unique_ptr<Workbook>> workbook_from_bytes(std::string bytes, const std::string& name) {
  if (bytes.starts_with(kOldOffice)) return old_office(bytes, name);
  if (!bytes.starts_with(kZip))
    return fail(Code::kInvalidData, "is not a spreadsheet", kSaveAs, name);
  auto archive = Archive::from_bytes(std::move(bytes), name);
  if (!archive) return tl::unexpected(archive.error());
  return by_parts(std::move(*archive));
}

std::string column_letters(std::size_t column) {
  std::string letters;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return letters;
}

std::string cell_name(std::size_t row, std::size_t column) {
  return column_letters(column) + std::to_string(row);
}

}  // namespace outturn::ingest
