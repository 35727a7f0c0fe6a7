// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/running/scratch_folder.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace outturn::ingest {

namespace fs = std::filesystem;

base::Result<ScratchFolder> ScratchFolder::make(std::string_view name) {
  std::error_code fault;
  const fs::path parent = fs::temp_directory_path(fault);
  std::string path = (parent / fmt::format("{}-XXXXXX", name)).string();
  if (fault || ::mkdtemp(path.data()) == nullptr) {
    return base::fail(base::Code::kUnwritable,
                      fmt::format("no temporary folder can be made ({})",
                                  fault ? fault.message() : std::strerror(errno)),
                      "set TMPDIR to a folder with room", parent.string());
  }
  return ScratchFolder(fs::path(path));
}

ScratchFolder::ScratchFolder(ScratchFolder&& other) noexcept : path_(std::move(other.path_)) {
  other.path_.clear();
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;  // the system clears its temporary folder sooner or later
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

}  // namespace outturn::ingest
