// SPDX-License-Identifier: GPL-3.0-or-later
// The index plan: which words stand for a record. Pure data, so that
// it can be read in a test; the indexer's writer merely hands it to the full-text library.
#pragma once

#include <string>
#include <vector>

#include "schema/evidence/record.h"
#include "schema/index/fields.h"

namespace outturn::index {

/// Raised whenever a plan for the same record, or its contribution to the columns (contribution.h),
/// would change: both must then be built anew.
inline constexpr int kIndexVersion = 4;

struct Text {
  std::size_t field;  ///< index into kTextFields
  std::string words;
};

struct Plan {
  std::vector<Text> texts;
};

Plan plan(const evidence::Record& record);

}  // namespace outturn::index
