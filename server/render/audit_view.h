// SPDX-License-Identifier: GPL-3.0-or-later
// What the audit found, in plain words: one list for the record, and beside each figure that came
// out otherwise the figure as worked out again. Pure functions, safe from any thread.
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

#include "schema/evidence/audit/audit.h"
#include "schema/evidence/record.h"

namespace outturn::render {

/// {"summary", "flags": [{"flag_anchor", "severity", "tone", "title", "sentence", "place",
/// "place_anchor"}]}; gravest first. Null where the audit says nothing.
nlohmann::json audit_view(const evidence::Record& record, std::span<const evidence::Flag> flags);

/// Whether the print of the figure at `pointer`, or of one below it, is garbled and the figure that
/// is held was restored from it. A print that only words the figure otherwise is not restored.
bool restored(std::span<const evidence::Flag> flags, std::string_view pointer);

/// How many figures were restored from a garbled print.
std::size_t restored_count(std::span<const evidence::Flag> flags);

/// The figures below the pointer `part` ("/appraisals/0") that differ when worked out again:
/// [{"figure", "reported", "printed", "recomputed", "flag_anchor"}]. `currency` is that of its
/// amounts.
nlohmann::json recomputed(std::span<const evidence::Flag> flags, const std::string& part,
                          const std::optional<std::string>& currency);

}  // namespace outturn::render
