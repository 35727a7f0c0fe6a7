// SPDX-License-Identifier: GPL-3.0-or-later
// What the audit found, in plain words: one list for the record, and beside each figure that came
// out otherwise the figure as worked out again. Pure functions, safe from any thread.
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>

#include "schema/evidence/audit/audit.h"
#include "schema/evidence/record.h"

namespace outturn::render {

/// {"summary", "flags": [{"flag_anchor", "severity", "tone", "title", "sentence", "place",
/// "place_anchor"}]}; gravest first. Null where the audit says nothing.
nlohmann::json audit_view(const evidence::Record& record, std::span<const evidence::Flag> flags);

/// The figures below the pointer `part` ("/appraisals/0") that differ when worked out again:
/// [{"figure", "reported", "printed", "recomputed", "flag_anchor"}]. `currency` is that of its
/// amounts.
nlohmann::json recomputed(std::span<const evidence::Flag> flags, const std::string& part,
                          const std::optional<std::string>& currency);

}  // namespace outturn::render
