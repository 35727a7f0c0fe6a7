// SPDX-License-Identifier: GPL-3.0-or-later
// Copies large files: sharing their blocks where the file system can, else through the kernel, and
// on their way to the disk at once, so that syncing them later has little left to wait for.
#pragma once

#include <filesystem>

#include "schema/base/result.h"

namespace outturn::ingest {

/// `to` must not be there yet. Errors: unreadable, unwritable.
base::Result<void> copy_large_file(const std::filesystem::path& from,
                                   const std::filesystem::path& to);

/// Begins to write a file to the disk and does not wait; sync_to_disk() still is what makes sure.
void begin_writing_to_disk(const std::filesystem::path& file);

}  // namespace outturn::ingest
