// SPDX-License-Identifier: GPL-3.0-or-later
// Findings in words: the figure as its source gives it, in its unit. Pure functions, safe from any
// thread.
#pragma once

#include <optional>
#include <string>

#include "schema/evidence/record.h"

namespace outturn::render {

/// Whether a unit is a currency by its ISO 4217 code.
bool is_currency(const std::optional<std::string>& unit);

/// The value of a finding that has one, with a sign where it is a difference: "+12%", "3 points".
std::string reported_value(const evidence::Finding& finding);

/// The pairs behind a figure: before and after, intervention and comparison.
std::string pair_text(const evidence::Finding& finding);

/// The figure of a finding as its source gives it, in its unit: "−0.40", "12%", "Before 12%, after
/// 9%"; empty where it has none.
std::string reported_figure(const evidence::Finding& finding);

/// The number by which the page cites a source, such as "1"; empty where the record does not list
/// it.
std::string source_number(const evidence::Record& record, const std::string& id);

}  // namespace outturn::render
