// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON answers. Their shapes are promised: fields may be added within v1, none taken away or
// changed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/base/result.h"
#include "schema/evidence/audit/audit.h"
#include "schema/evidence/record.h"
#include "schema/evidence/record_json.h"
#include "schema/store/history.h"
#include "server/api/message.h"
#include "server/api/problem.h"
#include "server/api/selection.h"
#include "server/search/answer.h"

namespace outturn::api {

/// {release, query, total, approximate, order, words_matched, reading, notes, results: [...],
/// near: [...], facets: [...], histograms: [...], without: {filter: total}, total_without_filters,
/// next}, of which the fields that are wanted; answers.schema.json says what each holds
Response search_json(const search::Answer& answer, const Selection& wanted = {});

/// What the engine has to make for these fields.
search::AnswerParts parts_for(const Selection& wanted);

/// {release, record: {...}, derived: {...}, flags: [...]}: the record as it is kept, field for
/// field, and apart from it what is worked out from it (derived.h) and what the audit says
/// (schema/evidence/audit/flag_json.h).
Response record_json(std::string_view release, const search::AuditedRecord& found,
                     const Selection& wanted = {});

/// {release, id, title, removed, versions: [...]}: store::to_json(history) says of what
Response history_json(std::string_view release, const store::History& history);

/// {vocabularies: [{name, label, description, terms: [{id, label, synonyms, broader,
/// good}]}]}, where good is "higher" or "lower" for outcomes that are not domains, else null
Response vocabularies_json();

/// A record's headline ratio as reported, with its class: {low, central, high, kind, perspective,
/// basis, currency}; null where none is reported
evidence::Json ratio_json(const evidence::Record& record);

/// What a search asks for: every filter under its name, the order, the grouping
evidence::Json query_json(const search::Question& question);

/// The one error shape: {error: {code, message, hint, problems: [{parameter, message, hint}]}}
Response error_json(int status, std::string_view code, std::string_view message,
                    std::string_view hint, const std::vector<Problem>& problems);

}  // namespace outturn::api
