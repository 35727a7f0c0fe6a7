// SPDX-License-Identifier: GPL-3.0-or-later
// Follows the rules of a profile for one row: conditions, texts, values. Never changes a cell; what
// cannot be read is a fault that names row, column and value.
#pragma once

#include <optional>
#include <string>

#include "indexer/profiles/rules.h"
#include "indexer/readers/candidate.h"

namespace outturn::ingest {

/// One row with what is needed to read it and to say where it stands. Refers to all of them.
class RowReader {
 public:
  RowReader(const ReadingRules& rules, const Row& row, const std::string& table)
      : rules_(rules), row_(row), table_(table) {}

  /// The cell, or null where the column is absent or blank.
  const Cell* cell(const Column& column) const;
  const ReadingRules& rules() const { return rules_; }
  const Row& row() const { return row_; }
  const std::string& table() const { return table_; }
  Place place(const Column& column) const;
  Place place() const;  ///< of the row as a whole

 private:
  const ReadingRules& rules_;
  const Row& row_;
  const std::string& table_;
};

/// What a rule gave for a row.
struct Found {
  nlohmann::json value;            ///< null: nothing
  const Column* column = nullptr;  ///< where it stands, if in one cell
  std::string printed;             ///< of an unreadable figure that is kept as printed
  bool clipped = false;
};

/// Errors: a column that holds no number is compared with one.
tl::expected<bool, Fault> holds(const Condition& condition, const RowReader& row);

/// Errors: a cell that cannot be read as the field asks, a text that is in no map or vocabulary.
tl::expected<Found, Fault> value_of(const ValueRule& rule, const RowReader& row);

}  // namespace outturn::ingest
