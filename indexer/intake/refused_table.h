// SPDX-License-Identifier: GPL-3.0-or-later
// Refused rows of a table as a text table: RFC 4180, UTF-8, the input's columns and delimiter, and
// the reasons in the last column.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "indexer/intake/refusals.h"

namespace outturn::ingest {

class RefusedTable : public RefusedRows {
 public:
  explicit RefusedTable(std::filesystem::path path) : path_(std::move(path)) {}

  base::Result<void> add(const FileAccount& file, const Checked& refused) override;
  base::Result<void> finish() override;

 private:
  void begin(const FileAccount& file);
  void write_line(const std::vector<std::string>& cells, std::string_view last);
  tl::unexpected<base::Error> unwritable() const;

  std::filesystem::path path_;
  std::ofstream file_;
  std::vector<std::string> header_;
  char delimiter_ = ',';
};

}  // namespace outturn::ingest
