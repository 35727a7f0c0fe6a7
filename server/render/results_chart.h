// SPDX-License-Identifier: GPL-3.0-or-later
// Results as two plots: what was returned per 1 of cost, on a log scale with the line at 1, and
// what changed, as effects with their intervals and the line at 0. Each stands above a table of the
// same figures, and says how many records have none.
#pragma once

#include <nlohmann/json.hpp>

#include "server/render/site.h"
#include "server/search/answer.h"

namespace outturn::render {

/// What _results_chart.mustache draws.
nlohmann::json results_chart(const Site& site, const search::Answer& answer);

}  // namespace outturn::render
