// SPDX-License-Identifier: GPL-3.0-or-later
// Where exported records go. One writer per format; a new one is a class and a line in
// commands/export.cc.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>

#include "schema/base/result.h"

namespace outturn::ingest {

/// Takes the records of a base one after the other. One thread.
class ExportWriter {
 public:
  virtual ~ExportWriter() = default;

  /// `json` is the record as the store keeps it (record_json.h). Errors: unwritable.
  virtual base::Result<void> add(std::string_view json) = 0;

  /// After the last. Nothing is there under the file's name before. Errors: unwritable.
  virtual base::Result<void> finish() = 0;
};

/// One record a line, to a file or, where `file` is empty, to standard output. Memory does not grow
/// with the number of records. Errors: unwritable.
base::Result<std::unique_ptr<ExportWriter>> export_jsonl(const std::filesystem::path& file);

}  // namespace outturn::ingest
