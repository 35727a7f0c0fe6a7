// SPDX-License-Identifier: GPL-3.0-or-later
// A flag as JSON, the same for programs that ask the API and for those that read `check`. Pure,
// safe from any thread.
#pragma once

#include <span>

#include "schema/evidence/audit/audit.h"
#include "schema/evidence/record_json.h"

namespace outturn::evidence {

/// {"code", "severity", "title", "pointer", "reported", "printed", "derived", "sentence"}; a figure
/// that is not there is null.
Json to_json(const Flag& flag);
Json to_json(std::span<const Flag> flags);

}  // namespace outturn::evidence
