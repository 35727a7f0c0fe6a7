// SPDX-License-Identifier: GPL-3.0-or-later
// A columns file mapped into memory for reading. Opening it proves everything that reading it takes
// for granted (checksums, sizes, that every code and offset points at something), so that no file,
// however damaged, makes a reader step outside it. Immutable; any number of threads may read it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "schema/base/result.h"
#include "schema/index/columns_layout.h"

namespace outturn::index {

/// A value of a dictionary. The text lies in the file and lives as long as it is mapped.
struct NamedValue {
  FilterId filter;
  std::string_view value;
};

class ColumnsFile {
 public:
  /// Errors: not found, unreadable, corrupt, newer version.
  static base::Result<ColumnsFile> open(const std::filesystem::path& path);

  ColumnsFile(ColumnsFile&&) noexcept;
  ColumnsFile& operator=(ColumnsFile&&) noexcept;
  ~ColumnsFile();

  std::uint32_t slots() const { return header().slots; }
  std::uint32_t records() const { return header().records; }
  const ColumnsHeader& header() const;

  const std::vector<NamedValue>& terms() const { return terms_; }
  const std::vector<NamedValue>& names() const { return names_; }
  /// By bit; an empty value for a bit that stands for nothing yet, and for bins.
  const std::vector<NamedValue>& bits(Level level) const {
    return level == Level::kFinding ? finding_bits_ : appraisal_bits_;
  }

  /// A section as the type its elements have. The type must be the one in columns_writer.cc.
  template <typename T>
  std::span<const T> column(Section section) const {
    const SectionRow& row = header().sections[static_cast<std::size_t>(section)];
    // Sections lie at multiples of 64 bytes from the start of a page.
    return {reinterpret_cast<const T*>(data() + row.offset), row.bytes / sizeof(T)};
  }

  /// What adds up to a record's rows: positions [begin, end) in the sections of that kind.
  struct Rows {
    std::uint32_t begin;
    std::uint32_t end;
  };
  Rows rows(Section offsets, std::uint32_t number) const {
    const auto column_of = column<std::uint32_t>(offsets);
    return {column_of[number], column_of[number + 1]};
  }
  std::string_view title_key(std::uint32_t number) const;

  /// Gives the pages back that were read so far; they come again as they are read.
  void forget_pages() const;

 private:
  struct Mapping;
  explicit ColumnsFile(std::unique_ptr<Mapping> mapping);
  const std::byte* data() const;
  base::Result<void> read_dictionaries(const std::filesystem::path& path);

  std::unique_ptr<Mapping> mapping_;
  std::vector<NamedValue> terms_;
  std::vector<NamedValue> names_;
  std::vector<NamedValue> finding_bits_;
  std::vector<NamedValue> appraisal_bits_;
};

}  // namespace outturn::index
