// SPDX-License-Identifier: GPL-3.0-or-later
// Files read and written so that a failure has a name and a crash leaves either the old or the new
// content.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "schema/base/result.h"

namespace outturn::base {

/// The whole of a regular file. Errors: not found, unreadable, larger than `limit` bytes.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit);

/// Writes a new file and syncs it to disk. Errors: unwritable (with the system's reason).
Result<void> write_file(const std::filesystem::path& path, std::string_view content);

/// Syncs a file or a folder's entries to disk.
Result<void> sync_to_disk(const std::filesystem::path& path);

/// SHA-256 of a file's content in lower-case hexadecimal.
Result<std::string> file_sha256(const std::filesystem::path& path);

/// SHA-256 of a text in lower-case hexadecimal.
std::string sha256(std::string_view text);

/// "2026-11-22T09:30:00Z", the time now in UTC.
std::string utc_now();

}  // namespace outturn::base
