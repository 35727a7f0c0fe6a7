// SPDX-License-Identifier: GPL-3.0-or-later
// A table in memory.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "indexer/readers/table.h"

namespace outturn::test {

/// A table of texts; an empty text is an empty cell.
class TextTable : public ingest::Table {
 public:
  explicit TextTable(std::vector<std::vector<std::string>> rows, std::string name = "table.csv")
      : name_(std::move(name)), header_(rows.at(0)), rows_(std::move(rows)) {}

  const std::string& name() const override { return name_; }
  const std::vector<std::string>& header() const override { return header_; }
  base::Result<bool> next(ingest::Row& row) override {
    if (++at_ >= rows_.size()) return false;
    row = {at_ + 1, at_ + 1, {}, {}};
    for (const std::string& text : rows_[at_])
      row.cells.push_back(
          {text.empty() ? ingest::CellKind::kEmpty : ingest::CellKind::kText, text, {}});
    row.cells.resize(header_.size());
    return true;
  }
  const std::vector<ingest::Note>& notes() const override { return notes_; }
  ingest::Extent extent() const override { return {at_, rows_.size()}; }

 private:
  std::string name_;
  std::vector<std::string> header_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<ingest::Note> notes_;
  std::size_t at_ = 0;
};

}  // namespace outturn::test
