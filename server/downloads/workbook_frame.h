// SPDX-License-Identifier: GPL-3.0-or-later
// A workbook but for the rows of its tables, which are put into it as they are made: the readme,
// and for each table a sheet with its heading, frozen, and a filter.
#pragma once

#include <string>
#include <vector>

#include "server/downloads/archive.h"
#include "server/downloads/lines.h"
#include "server/downloads/readme_sheet.h"

namespace outturn::downloads {

/// What stands around the rows of a sheet.
struct SheetFrame {
  std::string name;  ///< of the part
  std::string head;  ///< up to the first row below the heading
  std::string tail;
};

struct WorkbookFrame {
  std::vector<Part> parts;         ///< the same whatever the tables hold; come first
  std::vector<SheetFrame> sheets;  ///< one for each table
  std::vector<Part> last;          ///< say what the tables hold; come last
};

/// Of tables that hold so much, in some ten kilobytes. Only what is in `tail` and `last` depends on
/// `written`. Safe from any thread. Throws std::runtime_error where the disk is full.
WorkbookFrame workbook_frame(const About& about, const std::vector<Chosen>& tables,
                             const std::vector<Written>& written);

}  // namespace outturn::downloads
