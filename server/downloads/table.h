// SPDX-License-Identifier: GPL-3.0-or-later
// The tables that can be downloaded: what their columns are called and mean, and the rows that a
// record has in them. One row of an array is a column; every format, docs/downloads.md and its test
// read it there. Pure functions, safe from any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/downloads/cell.h"
#include "server/search/stored.h"

namespace outturn::downloads {

enum class Holds { kText, kFigure, kTruth };

/// A name is promised: columns may be added at the end, none renamed, moved or taken away.
struct Heading {
  std::string_view name;
  Holds holds;
  int width;                 ///< in characters, for spreadsheets
  std::string_view meaning;  ///< a sentence or two
};

/// What every row says beside its record.
struct Surroundings {
  std::string release;
  std::string site;  ///< whole address of the site, without a slash at its end
  const search::RowsAskedFor* findings = nullptr;    ///< null: all
  const search::RowsAskedFor* appraisals = nullptr;  ///< null: all
};

/// One record and what surrounds it.
struct Item {
  const search::StoredRecord& stored;
  const Surroundings& around;
};

using PutRow = std::function<void(std::span<const Cell> cells)>;

struct Table {
  std::string_view name;  ///< "records"
  std::string_view row;   ///< what a row is: "one record"
  std::vector<Heading> headings;
  /// Puts the record's rows, each with the columns of those numbers.
  void (*put_rows)(const Item& item, std::span<const std::size_t> columns, const PutRow& put);

  std::optional<std::size_t> column(std::string_view heading) const;
  std::vector<std::size_t> all_columns() const;
};

/// In which each record is a row; each finding; each appraisal.
const Table& records_table();
const Table& findings_table();
const Table& appraisals_table();

}  // namespace outturn::downloads
