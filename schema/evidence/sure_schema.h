// SPDX-License-Identifier: GPL-3.0-or-later
// A quick yes: whether a record surely passes the JSON Schema, the vocabularies and the limits on
// texts. Nearly every record does, and the library that explains what is wrong is some twenty times
// slower. It says yes only where the library would find nothing; a no means "look closely".
#pragma once

#include <nlohmann/json.hpp>

namespace outturn::evidence {

/// Read from record.schema.json; a keyword, pattern or type it does not know makes what it stands
/// on never sure. Safe from any thread; any JSON at all may be given.
bool surely_fits_schema(const nlohmann::json& record);

}  // namespace outturn::evidence
