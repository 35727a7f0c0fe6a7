// SPDX-License-Identifier: GPL-3.0-or-later
// The file of refusals: the rows that were not taken, in the input's own columns with the reason
// beside them, ready to be corrected and given again. A table comes back as a table, our own
// spreadsheet as one of its kind.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "indexer/intake/intake.h"
#include "schema/base/result.h"

namespace outturn::ingest {

/// A file of refusals in one form.
class RefusedRows {
 public:
  virtual ~RefusedRows() = default;

  /// Errors: unwritable; usage: the rows do not fit those before.
  virtual base::Result<void> add(const FileAccount& file, const Checked& refused) = 0;

  /// Puts the file into its place. Errors: unwritable.
  virtual base::Result<void> finish() = 0;
};

class Refusals {
 public:
  /// `asked`: the file to write; a workbook gets ".xlsx" behind a name that has it not. Absent: in
  /// the working folder, named after `input`: "wwc.refused.csv", "evidence.refused.xlsx", or
  /// "wwc.refused-2.csv" where that is there, since someone may be correcting it.
  Refusals(std::optional<std::filesystem::path> asked, std::filesystem::path input)
      : asked_(std::move(asked)), input_(std::move(input)) {}

  /// Writes every row of a refused candidate of that file, in the same form, so that what reads the
  /// one reads the other; made with the first. A candidate without rows, as those of JSON are, adds
  /// nothing. Errors: unwritable; usage: other columns or another form than before.
  base::Result<void> add(const FileAccount& file, const Checked& refused);

  /// Errors: unwritable.
  base::Result<void> finish();

  /// Once there are rows.
  const std::filesystem::path& path() const { return path_; }
  std::size_t rows() const { return rows_; }

 private:
  base::Result<void> begin(Layout layout);

  std::optional<std::filesystem::path> asked_;
  std::filesystem::path input_;
  std::filesystem::path path_;
  Layout layout_ = Layout::kOneTable;
  std::unique_ptr<RefusedRows> file_;
  std::size_t rows_ = 0;
};

}  // namespace outturn::ingest
