// SPDX-License-Identifier: GPL-3.0-or-later
// What the guide sheet says, and the example that shows it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/record.h"

namespace outturn::workbook {

struct GuideLine {
  enum Is { kTitle, kHeading, kParagraph } is = kParagraph;
  std::string text;
};

const std::vector<GuideLine>& guide();

/// The id of the example. A record of this id is left out when a workbook is read.
inline constexpr std::string_view kExampleId = "example-record";

/// A record that uses every sheet. It is made up, and says so.
evidence::Record example();

}  // namespace outturn::workbook
