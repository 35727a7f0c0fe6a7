// SPDX-License-Identifier: GPL-3.0-or-later
// Copying with Linux's own means; contract in copy_file.h.
#include "indexer/release/copy_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "schema/base/descriptor.h"

namespace outturn::ingest {
namespace {

using base::Code;
using base::Descriptor;
namespace fs = std::filesystem;

constexpr std::size_t kPiece = 16U << 20;

tl::unexpected<base::Error> failure(Code code, const fs::path& path) {
  return base::fail(code, fmt::format("cannot be copied ({})", std::strerror(errno)),
                    "check the disk and the permissions; the published release is untouched",
                    path.string());
}

}  // namespace

base::Result<void> copy_large_file(const fs::path& from, const fs::path& to) {
  const Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (source.get() < 0) return failure(Code::kUnreadable, from);
  const Descriptor target(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (target.get() < 0) return failure(Code::kUnwritable, to);
  if (::ioctl(target.get(), FICLONE, source.get()) == 0) return {};
  for (off_t written = 0;;) {
    const ssize_t got =
        ::copy_file_range(source.get(), nullptr, target.get(), nullptr, kPiece, /*flags=*/0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failure(Code::kUnwritable, to);
    if (got == 0) return {};
    // Only a start: whether it got there is what syncing tells.
    static_cast<void>(::sync_file_range(target.get(), written, got, SYNC_FILE_RANGE_WRITE));
    written += got;
  }
}

void begin_writing_to_disk(const fs::path& file) {
  const Descriptor target(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
  if (target.get() >= 0)
    static_cast<void>(::sync_file_range(target.get(), 0, 0, SYNC_FILE_RANGE_WRITE));
}

}  // namespace outturn::ingest
