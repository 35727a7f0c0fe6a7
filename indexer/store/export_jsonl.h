// SPDX-License-Identifier: GPL-3.0-or-later
// Records written as lines of JSON. What is written reads back as equal records.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "schema/base/result.h"

namespace outturn::ingest {

/// Puts the text of the next record into its argument; false when there are no more.
using NextText = std::function<base::Result<bool>(std::string& json)>;

/// One record a line, to a file or, where `file` is empty, to standard output. Memory does not grow
/// with the records; `file` is replaced when all is on disk. Errors: those of `next`; unwritable.
base::Result<void> export_jsonl(const NextText& next, const std::filesystem::path& file);

}  // namespace outturn::ingest
