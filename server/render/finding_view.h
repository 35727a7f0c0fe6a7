// SPDX-License-Identifier: GPL-3.0-or-later
// What changed: the findings of a record, those with a figure as a table with a plot, the others in
// words.
#pragma once

#include <nlohmann/json.hpp>
#include <span>

#include "schema/evidence/audit/audit.h"
#include "schema/evidence/record.h"

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

/// The figure of a finding as its source gives it, in its unit: "−0.40", "12%", "Before 12%, after
/// 9%"; empty where it has none.
std::string reported_figure(const evidence::Finding& finding);

/// The number by which the page cites a source, such as "1"; empty where the record does not list
/// it.
std::string source_number(const evidence::Record& record, const std::string& id);

}  // namespace outturn::render
