// SPDX-License-Identifier: GPL-3.0-or-later
// The API described as OpenAPI 3.1, made from the table of routes, the tables of parameters and
// filters, the vocabularies and the schemas of answers, so that it cannot say anything else.
#pragma once

#include <span>
#include <string>

#include "schema/evidence/record_json.h"
#include "server/routes/route.h"

namespace outturn::routes {

/// The document. `server` is scheme, host and base URL, without a slash at the end; empty where
/// they are not known. Each operation has its example under `x-example` and as code under
/// `x-codeSamples` ([{lang, label, source}]); `x-guide` has code for tasks of several requests.
/// Source: OpenAPI Specification 3.1.0.
evidence::Json describe(std::span<const Route> rows, const std::string& server);

}  // namespace outturn::routes
