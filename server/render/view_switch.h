// SPDX-License-Identifier: GPL-3.0-or-later
// The ways to see what was found: list, table, chart; the links between them, and the part of the
// page that the chosen way draws.
#pragma once

#include <nlohmann/json.hpp>

#include "server/render/site.h"
#include "server/search/answer.h"

namespace outturn::render {

/// Adds to the view of a search page: `views`, the links of _view_switch.mustache; and of
/// `as_list`, `as_table` and `as_chart` the one that is shown (the list's own rows are not made
/// here).
void add_view(nlohmann::json& view, const Site& site, const search::Answer& answer);

/// Whether the page has results on it: a table brings boxes for its columns, which the form sends.
enum class Results { kShown, kNone };

/// Adds to the hidden fields of the search form what it has to send for the way to stay chosen.
void add_kept_fields(nlohmann::json& fields, const search::Question& question, Results results);

}  // namespace outturn::render
