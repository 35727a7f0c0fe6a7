// SPDX-License-Identifier: GPL-3.0-or-later
// One candidate from its row on the sheet records and its rows on the others.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "indexer/readers/candidate.h"
#include "indexer/workbook/cells.h"
#include "indexer/workbook/sheet_rows.h"

namespace outturn::workbook {

struct HeldRow {
  std::size_t sheet = 0;  ///< which of the file's sheets
  KeptRow row;
};
using HeldRows = std::vector<HeldRow>;

/// The id that a row of the sheet records gives.
std::string id_of(const KeptRow& row, const SheetRows& records);

/// Fills `candidate` with the record's JSON, the place of each part of it, and what is wrong.
/// `sheets` holds the sheet records first, and `held` is in the order of the sheets and their rows.
void assemble(ingest::Candidate& candidate, const std::vector<SheetRows>& sheets,
              const KeptRow& row, const HeldRows& held, ingest::NoteBook& notes);

}  // namespace outturn::workbook
