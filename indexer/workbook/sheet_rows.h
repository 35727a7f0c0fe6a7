// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of our sheets as they are read: columns found by name, cells with their places.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/readers/candidate.h"
#include "indexer/readers/notes.h"
#include "indexer/readers/table.h"
#include "indexer/workbook/cell_reading.h"
#include "indexer/workbook/columns.h"

namespace outturn::workbook {

/// A row of one of our sheets, its empty cells left out.
struct KeptRow {
  std::size_t number = 0;
  std::vector<std::pair<std::size_t, ingest::Cell>> cells;  ///< by column of Sheet::columns
  std::string record;                                       ///< the key, trimmed
  std::string appraisal;                                    ///< the key, trimmed
  std::optional<ingest::Fault> fault;                       ///< the row could not be read
  bool is_shared = false;  ///< a row of several records, held for one that is not the first

  std::size_t bytes() const;
};

/// A sheet that is being read.
class SheetRows {
 public:
  /// Notes columns that are not ours, but for that of the reasons. Errors: invalid data, where a
  /// column stands twice or a key is missing.
  static base::Result<SheetRows> open(const Sheet& sheet, std::unique_ptr<ingest::Table> table,
                                      bool guarded, ingest::NoteBook& notes);

  /// The next row; false at the end. Errors: those of the table.
  base::Result<bool> next(KeptRow& row);

  const Sheet& sheet() const { return *sheet_; }
  const ingest::Table& table() const { return *table_; }
  const CellForm& form() const { return form_; }

  ingest::Place place(const KeptRow& row) const;
  ingest::Place place(const KeptRow& row, std::string_view column, std::string_view value) const;

  /// The row as a file of refusals hands it back: numbers with a point, texts without a guard.
  ingest::InputRow input(KeptRow row) const;

 private:
  SheetRows(const Sheet& sheet, std::unique_ptr<ingest::Table> table, CellForm form)
      : sheet_(&sheet), table_(std::move(table)), form_(form) {}

  /// What a column of the table holds: a field of the sheet, or what its cells go on with.
  struct Field {
    std::size_t column = 0;
    std::size_t piece = 1;
  };

  base::Result<void> find_column(const std::string& title, ingest::NoteBook& notes);
  void join_pieces(KeptRow& row);

  const Sheet* sheet_;
  std::unique_ptr<ingest::Table> table_;
  CellForm form_;
  std::vector<std::optional<Field>> fields_;  ///< by column of the table
  std::optional<std::size_t> record_key_;
  std::optional<std::size_t> appraisal_key_;
  std::set<std::pair<std::size_t, std::size_t>> met_;  ///< names of header_of(), and pieces
  ingest::Row row_;
  std::vector<std::pair<Field, ingest::Cell>> more_;  ///< of the row, what goes on
};

}  // namespace outturn::workbook
