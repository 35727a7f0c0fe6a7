// SPDX-License-Identifier: GPL-3.0-or-later
// What a file is, by what it holds. Its name decides only where the content leaves it open.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "indexer/readers/text_source.h"

namespace outturn::ingest {

enum class FileKind { kDelimited, kJson, kJsonLines, kWorkbook };

/// A file opened as far as is needed to know what it is.
struct OpenedFile {
  FileKind kind = FileKind::kDelimited;
  std::unique_ptr<TextSource> text;  ///< at its beginning; none of a workbook
};

/// Errors: of TextSource::open; invalid data: a kind of file that is known and not read (PDF, the
/// old .xls, a compressed file), with what to do instead.
base::Result<OpenedFile> open_file(const std::filesystem::path& path,
                                   const std::optional<std::string>& encoding = {});

}  // namespace outturn::ingest
