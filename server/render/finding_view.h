// SPDX-License-Identifier: GPL-3.0-or-later
// What changed: the findings of a record, those with a figure as a table with a plot, the others in
// words.
#pragma once

#include <nlohmann/json.hpp>
#include <span>

#include "schema/evidence/audit/audit.h"
#include "schema/evidence/record.h"
#include "server/render/finding_words.h"

namespace outturn::render {

/// Null where the record has no findings. Findings keep their order; each row names its source by
/// number.
nlohmann::json findings_view(const evidence::Record& record, std::span<const evidence::Flag> flags);

/// How many findings there are with a figure; of those that are standardised, how many are clearly
/// in favour or against, and how many have no interval that could tell.
struct FindingCounts {
  std::size_t effects = 0;
  std::size_t standardised = 0;
  std::size_t clear_good = 0;
  std::size_t clear_bad = 0;
  std::size_t interval_unknown = 0;
};
FindingCounts count_findings(const evidence::Record& record);

}  // namespace outturn::render
