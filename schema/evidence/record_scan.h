// SPDX-License-Identifier: GPL-3.0-or-later
// A record straight from its text, where that is the canonical JSON that to_json() writes and the
// store keeps: fields in their order, no space between them. Anything else is not read here, and
// the caller reads it the long way.
#pragma once

#include <optional>
#include <string_view>

#include "schema/evidence/record.h"

namespace outturn::evidence {

/// None where the text is not canonical, or not certainly. What is read is what from_json() reads.
std::optional<Record> scan_record(std::string_view text);

}  // namespace outturn::evidence
