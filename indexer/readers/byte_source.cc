// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes from the file system; contract in byte_source.h.
#include "indexer/readers/byte_source.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace outturn::ingest {
namespace {

using base::Code;
using base::fail;

tl::unexpected<base::Error> system_failure(std::string_view action, const std::string& name) {
  const int reason = errno;
  if (reason == ENOENT || reason == ENOTDIR)
    return fail(Code::kNotFound, "no such file", "check the path", name);
  std::string hint;
  if (reason == EACCES || reason == EPERM)
    hint = "check the permissions of the file and its folder";
  return fail(Code::kUnreadable, fmt::format("cannot {} ({})", action, std::strerror(reason)),
              std::move(hint), name);
}

bool same(const struct timespec& a, const struct timespec& b) {
  return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

bool same_file(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino && a.st_size == b.st_size &&
         same(a.st_mtim, b.st_mtim);
}

}  // namespace

base::Result<std::unique_ptr<ByteSource>> ByteSource::open(const std::filesystem::path& path) {
  const std::string name = path.string();
  // Opening a pipe for reading would wait for a writer.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0) return system_failure("open it for reading", name);
  struct stat opened {};
  if (::fstat(descriptor, &opened) != 0) {
    auto failure = system_failure("look at it", name);
    ::close(descriptor);
    return failure;
  }
  if (!S_ISREG(opened.st_mode)) {
    ::close(descriptor);
    if (S_ISDIR(opened.st_mode))
      return fail(Code::kUnreadable, "a folder, not a file", "name a file in it", name);
    return fail(Code::kUnreadable, "neither a file nor a folder", "save it as a file", name);
  }
  return std::unique_ptr<ByteSource>(new ByteSource(descriptor, path, opened));
}

ByteSource::ByteSource(int descriptor, const std::filesystem::path& path, const struct stat& opened)
    : descriptor_(descriptor), name_(path.string()), opened_(opened), block_(kBlock) {}

ByteSource::~ByteSource() { ::close(descriptor_); }

bool ByteSource::changed() const {
  struct stat held {};
  struct stat named {};
  // What the name leads to counts too: an editor writes a new file and renames it.
  return ::fstat(descriptor_, &held) != 0 || ::stat(name_.c_str(), &named) != 0 ||
         !same_file(held, opened_) || !same_file(named, opened_) ||
         done_ != static_cast<std::uintmax_t>(opened_.st_size);
}

base::Result<std::string_view> ByteSource::read() {
  ssize_t got = 0;
  do {
    got = ::read(descriptor_, block_.data(), block_.size());
  } while (got < 0 && errno == EINTR);
  if (got < 0) return system_failure("read it", name_);
  done_ += static_cast<std::uintmax_t>(got);
  // A file that grows as fast as it is read would never end.
  const bool past_end = done_ > static_cast<std::uintmax_t>(opened_.st_size);
  if (past_end || (got == 0 && changed())) {
    return fail(Code::kUnreadable, "it changed while it was read",
                "nothing of it was taken: read it again when nothing writes to it", name_);
  }
  return std::string_view(block_.data(), static_cast<std::size_t>(got));
}

Extent ByteSource::extent() const { return {done_, static_cast<std::uintmax_t>(opened_.st_size)}; }

}  // namespace outturn::ingest
