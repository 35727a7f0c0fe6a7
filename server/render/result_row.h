// SPDX-License-Identifier: GPL-3.0-or-later
// One row of the results: the intervention in words, its effect and its return on the shared axes,
// and how well it is known.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "schema/evidence/derive.h"
#include "server/render/site.h"
#include "server/search/answer.h"

namespace outturn::render {

/// `back` is the query string of this search. Where outcomes are selected, the effect shown is on
/// one of them. Grouped by programme, the row says how many records stand behind it and leads to
/// them.
nlohmann::json result_row(const Site& site, const search::Answer& answer, const search::Hit& hit,
                          const std::string& back);

/// Pips and words for how an effect is known: the Maryland level if one is reported, and the
/// design.
nlohmann::json evidence_view(const evidence::Record& record);

/// "0.88 (0.45 to 1.31)", without the bracket where no interval is known.
std::string effect_text(const evidence::OrientedEffect& effect);

}  // namespace outturn::render
