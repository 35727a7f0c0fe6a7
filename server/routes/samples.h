// SPDX-License-Identifier: GPL-3.0-or-later
// How a program asks: a working example for each address in curl, R and Python, and for what takes
// several requests. A test runs every one of them.
#pragma once

#include <string>

#include "schema/evidence/record_json.h"
#include "server/routes/route.h"

namespace outturn::routes {

/// [{lang, label, source}] that ask for the example of a route. `server` as in describe().
evidence::Json samples_of(const Route& route, const std::string& server);

/// {paging: [...], unchanged: [...]}: every row of a search, and asking again whether something has
/// changed.
evidence::Json guide_samples(const std::string& server);

}  // namespace outturn::routes
