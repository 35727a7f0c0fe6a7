// SPDX-License-Identifier: GPL-3.0-or-later
// A file in memory under a path, for what reads files.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

namespace outturn::fuzz {

/// Used again and again: a fuzzer has no time to make files.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(::memfd_create("input", MFD_CLOEXEC)) {
    if (descriptor_ < 0) std::abort();
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { ::close(descriptor_); }

  void write(std::string_view text) {
    if (::ftruncate(descriptor_, 0) != 0) std::abort();
    for (off_t at = 0; !text.empty();) {
      const ssize_t put = ::pwrite(descriptor_, text.data(), text.size(), at);
      if (put <= 0) std::abort();
      at += put;
      text.remove_prefix(static_cast<std::size_t>(put));
    }
  }
  std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

}  // namespace outturn::fuzz
