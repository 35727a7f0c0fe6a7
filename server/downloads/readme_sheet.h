// SPDX-License-Identifier: GPL-3.0-or-later
// What the first sheet of a workbook says of the others. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "server/downloads/lines.h"
#include "server/downloads/records.h"

namespace outturn::downloads {

struct ReadmeLine {
  enum Is { kTitle, kHeading, kPlain } is = kPlain;
  std::string name;  ///< in the first column
  std::string text;  ///< in the second
};

/// What became of a sheet.
struct Written {
  std::size_t rows = 0;
  std::size_t left_out = 0;  ///< rows past what a sheet can hold
  std::size_t cut = 0;       ///< texts that were longer than a cell can hold
};

/// `written` goes with `tables`; `today` is an ISO date.
std::vector<ReadmeLine> readme(const About& about, const std::vector<Chosen>& tables,
                               const std::vector<Written>& written, const std::string& today);

}  // namespace outturn::downloads
