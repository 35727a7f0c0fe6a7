// SPDX-License-Identifier: GPL-3.0-or-later
// What a cell says, as the JSON of its column.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "indexer/readers/table.h"
#include "indexer/workbook/columns.h"

namespace outturn::workbook {

/// How a file keeps its cells.
struct CellForm {
  bool guarded = false;  ///< texts have the apostrophe of cells.h before what would run
  char decimal = '.';    ///< of numbers that stand as text
};

struct CellRead {
  nlohmann::json value;  ///< null: the cell is empty, or wrong
  std::string message;   ///< what is wrong with it; empty where nothing is
  std::string hint;
  std::string note;  ///< what was assumed of it; empty where nothing was
};

CellRead read_cell(const Column& column, const ingest::Cell& cell, const CellForm& form);

}  // namespace outturn::workbook
