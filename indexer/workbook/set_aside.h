// SPDX-License-Identifier: GPL-3.0-or-later
// Texts too long for a cell while a workbook is written: on disk until it is known how many cells
// they need.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "schema/base/result.h"

namespace outturn::workbook {

class SetAside {
 public:
  struct Text {
    std::size_t sheet = 0;
    std::size_t row = 0;  ///< from 0, as XLSX counts
    std::size_t value = 0;
    std::uint64_t offset = 0;
    std::size_t size = 0;
  };

  /// The file is made with the first text, and taken away with this.
  explicit SetAside(std::filesystem::path path) : path_(std::move(path)) {}
  ~SetAside();
  SetAside(const SetAside&) = delete;
  SetAside& operator=(const SetAside&) = delete;

  /// Errors: unwritable.
  base::Result<void> put(std::size_t sheet, std::size_t row, std::size_t value,
                         const std::string& text);

  /// Errors: unreadable.
  base::Result<std::string> get(const Text& text);

  /// In the order they were put.
  const std::vector<Text>& texts() const { return texts_; }

 private:
  std::filesystem::path path_;
  std::fstream file_;
  std::uint64_t size_ = 0;
  std::vector<Text> texts_;
};

}  // namespace outturn::workbook
