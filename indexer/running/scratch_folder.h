// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of our own under the system's temporary one, removed when it is no longer needed.
#pragma once

#include <filesystem>
#include <string_view>

#include "schema/base/result.h"

namespace outturn::ingest {

class ScratchFolder {
 public:
  /// Errors: unwritable.
  static base::Result<ScratchFolder> make(std::string_view name);

  ScratchFolder(ScratchFolder&& other) noexcept;
  ScratchFolder& operator=(ScratchFolder&&) = delete;
  ~ScratchFolder();

  const std::filesystem::path& path() const { return path_; }

 private:
  explicit ScratchFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;  // empty: given away
};

}  // namespace outturn::ingest
