// SPDX-License-Identifier: GPL-3.0-or-later
// A programme as JSON.
#pragma once

#include <string_view>

#include "server/api/message.h"
#include "server/search/programme/programme.h"

namespace outturn::api {

/// {release, id, names, aliases, total, read, disagreements: [{kind, about, sentence, sides:
/// [{what, words, records: [{id, detail}]}]}], results: [{outcome, record, findings: [number],
/// in_favour, against, not_clear, not_told, effects, g_low, g_high, ci_low, ci_high, se}], ratios:
/// [{kind, perspective, basis, record, appraisal, low, central, high, currency, price_year}],
/// records:
/// [{id, title, places, design, maryland, ratings: [{scale, value}], year}]}. Where `read` is less
/// than `total`, all but `total` is about those with the strongest evidence.
Response programme_json(std::string_view release, const search::Programme& programme);

}  // namespace outturn::api
