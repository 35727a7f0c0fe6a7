// SPDX-License-Identifier: GPL-3.0-or-later
// Whether records agree in one respect, and which of them stands apart. Pure functions, safe from
// any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/record_json.h"

namespace outturn::compare {

/// How the records stand to one another in one respect.
enum class Likeness {
  kNotJudged,     ///< free words, or fewer than two report it
  kSame,          ///< all report it, and the same
  kDiffers,       ///< all report it, and not the same
  kNotAllReport,  ///< those that report it agree, and some do not report it
};

/// "same", "differs", "not_all_report", "not_judged": part of the API.
std::string_view name_of(Likeness likeness);

struct Cell {
  std::vector<std::string> lines;  ///< in words; empty where nothing is reported
  std::string missing;             ///< what is said then
  bool unlike = false;             ///< most of the others agree, and not with this one
  evidence::Json value = nullptr;  ///< what is compared, for programs: ids, a number; lists sorted
};

/// Sets `unlike` where more than half of three or more cells that report agree. Cells are the same
/// where their values are, or their lines where no cell has a value.
Likeness judge(std::vector<Cell>& cells);

}  // namespace outturn::compare
