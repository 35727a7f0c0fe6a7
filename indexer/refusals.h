// SPDX-License-Identifier: GPL-3.0-or-later
// The file of refusals: the rows of a table that were not taken, in the table's own columns with
// the reason behind them, ready to be corrected and given again.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "indexer/intake.h"
#include "schema/base/result.h"

namespace outturn::ingest {

/// Name of the column that the reasons are in; a table that has one of that name keeps it too.
inline constexpr const char* kReasonColumn = "Refused because";

class Refusals {
 public:
  /// Where a file's refusals go if nobody says: "wwc.refused.csv" in the working folder, or
  /// "wwc.refused-2.csv" where that is there, since someone may be correcting it.
  static std::filesystem::path default_path(const std::filesystem::path& input);

  explicit Refusals(std::filesystem::path path) : path_(std::move(path)) {}

  /// Writes every row of a refused candidate of that file, in the same form, so that what reads the
  /// one reads the other; made with the first. A candidate without rows, as those of JSON are, adds
  /// nothing. Errors: unwritable; usage: another header than before.
  base::Result<void> add(const FileAccount& file, const Checked& refused);

  /// Errors: unwritable.
  base::Result<void> finish();

  const std::filesystem::path& path() const { return path_; }
  std::size_t rows() const { return rows_; }

 private:
  void begin(const FileAccount& file);
  void write_line(const std::vector<std::string>& cells, const std::string& last);
  tl::unexpected<base::Error> unwritable() const;

  std::filesystem::path path_;
  std::ofstream file_;
  std::vector<std::string> header_;
  char delimiter_ = ',';
  std::size_t rows_ = 0;
};

}  // namespace outturn::ingest
