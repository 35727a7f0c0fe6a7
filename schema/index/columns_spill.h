// SPDX-License-Identifier: GPL-3.0-or-later
// The sections of a columns file while they grow: each in a nameless file beside the one being
// written, joined at the end. For columns_writer.cc alone.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "schema/base/result.h"
#include "schema/index/columns_layout.h"

namespace outturn::index {

class Spills {
 public:
  /// Errors: unwritable; `path` exists.
  static base::Result<Spills> create(const std::filesystem::path& path);

  Spills(Spills&&) noexcept = default;
  Spills& operator=(Spills&&) noexcept = default;
  ~Spills();

  void put_bytes(Section section, const void* bytes, std::size_t count);
  template <typename T>
  void put(Section section, const T& element) {
    put_bytes(section, &element, sizeof element);
  }

  /// Errors: unwritable, where any put failed since.
  base::Result<void> check() const;

  /// Fills kTitleRank from the titles: by their bytes, then by number; absent slots last.
  base::Result<void> rank_titles(std::uint32_t slots);

  /// Writes the header and all sections to the file and syncs it to disk.
  base::Result<void> join(ColumnsHeader header);

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  using File = std::unique_ptr<std::FILE, Close>;

  Spills() = default;
  base::Result<void> failed() const;
  base::Result<void> append(std::size_t section, SectionRow& row, std::uint64_t& offset);

  std::filesystem::path path_;
  File out_;
  std::array<File, kSectionCount> files_;
  int fault_ = 0;  ///< errno of the first put that failed
};

}  // namespace outturn::index
