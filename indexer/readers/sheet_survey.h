// SPDX-License-Identifier: GPL-3.0-or-later
// A first look over a whole sheet: where its table begins, how wide it is, what is merged.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "indexer/readers/sheets/workbook.h"
#include "schema/base/result.h"

namespace outturn::ingest {

struct SheetSurvey {
  std::size_t header_row = 0;  ///< from 1; 0 where the sheet is empty
  std::size_t names = 0;       ///< cells of the header row that hold something
  std::size_t rows_above = 0;  ///< rows with something in them before it
  std::size_t rows_below = 0;
  std::size_t columns = 0;     ///< up to the last that holds something, from the header row on
  std::vector<Merged> merged;  ///< by first row
  std::size_t hidden_rows = 0;

  /// A page of words has rows too, but no row that names columns.
  bool holds_table() const { return names > 1 && rows_below > 0; }
};

/// `header_row` where it is given. Errors: as SheetReader::next().
base::Result<SheetSurvey> survey_sheet(SheetReader& sheet, std::optional<std::size_t> header_row);

}  // namespace outturn::ingest
