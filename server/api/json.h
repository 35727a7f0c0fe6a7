// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON answers. Their shapes are promised: fields may be added within v1, none taken away or
// changed.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/base/result.h"
#include "schema/evidence/audit/audit.h"
#include "schema/evidence/record.h"
#include "server/api/message.h"
#include "server/api/problem.h"
#include "server/search/answer.h"

namespace outturn::api {

/// {release, query, total, results: [...], facets: [...], next}
Response search_json(const search::Answer& answer);

/// {release, record: {...}, flags: [...]}: the record as it is kept, field for field, and apart
/// from it what the audit says of it (schema/evidence/audit/flag_json.h).
Response record_json(std::string_view release, const evidence::Record& record,
                     std::span<const evidence::Flag> flags);

/// {vocabularies: [{name, label, description, terms: [{id, label, synonyms, broader}]}]}
Response vocabularies_json();

/// The one error shape: {error: {code, message, hint, problems: [{parameter, message, hint}]}}
Response error_json(int status, std::string_view code, std::string_view message,
                    std::string_view hint, const std::vector<Problem>& problems);

}  // namespace outturn::api
