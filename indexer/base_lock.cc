// SPDX-License-Identifier: GPL-3.0-or-later
// The writer's lock, by flock(2). The file holds the process id of the holder, for messages only:
// whether the lock is held is what the kernel says, so a file left by a dead process stops nobody.
#include "indexer/base_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace outturn::ingest {

using base::Code;
using base::fail;

base::Result<BaseLock> BaseLock::take(const store::Layout& layout) {
  std::error_code fault;
  std::filesystem::create_directories(layout.generations(), fault);
  if (fault) {
    return fail(Code::kUnwritable, fmt::format("cannot make the folder ({})", fault.message()),
                "--base names a folder that may be written to; a file cannot be one",
                layout.base.string());
  }
  const int fd = ::open(layout.lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) {
    return fail(Code::kUnwritable, fmt::format("cannot open it ({})", std::strerror(errno)),
                "check its permissions", layout.lock().string());
  }
  BaseLock lock(fd);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    std::array<char, 32> holder{};
    const ssize_t got = ::pread(fd, holder.data(), holder.size() - 1, 0);
    return fail(Code::kBusy,
                fmt::format("another outturn-index is writing to this base (process {})",
                            got > 0 ? std::string(holder.data()) : "unknown"),
                "wait until it has ended; reading is not held up", layout.base.string());
  }
  const std::string pid = std::to_string(::getpid());
  if (::ftruncate(fd, 0) != 0 || ::pwrite(fd, pid.data(), pid.size(), 0) < 0) {
    return fail(Code::kUnwritable, fmt::format("cannot write it ({})", std::strerror(errno)),
                "is the disk full?", layout.lock().string());
  }
  return lock;
}

BaseLock::BaseLock(BaseLock&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }

BaseLock::~BaseLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace outturn::ingest
