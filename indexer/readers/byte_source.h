// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a regular file, block by block. A file that changes while it is read is an error:
// what was read would be neither its old content nor its new.
#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/table.h"
#include "schema/base/result.h"

namespace outturn::ingest {

/// One thread. Holds one block.
class ByteSource {
 public:
  static constexpr std::size_t kBlock = 1U << 16;

  /// Errors: not found; unreadable: a folder, a pipe or a device (which may never end), no
  /// permission.
  static base::Result<std::unique_ptr<ByteSource>> open(const std::filesystem::path& path);

  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  ~ByteSource();

  /// The next block, valid until the next call; empty at the end. Errors: unreadable, also where
  /// the file was written, cut or replaced since it was opened.
  base::Result<std::string_view> read();

  const std::string& name() const { return name_; }  ///< the path as given
  Extent extent() const;

 private:
  ByteSource(int descriptor, const std::filesystem::path& path, const struct stat& opened);

  bool changed() const;

  int descriptor_;
  std::string name_;
  struct stat opened_;
  std::uintmax_t done_ = 0;
  std::vector<char> block_;
};

}  // namespace outturn::ingest
