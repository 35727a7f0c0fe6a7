// SPDX-License-Identifier: GPL-3.0-or-later
// The filters of the search page: groups that fold, in each the options with their counts, and
// number boxes below their histogram.
#pragma once

#include <nlohmann/json.hpp>

#include "server/render/pages.h"
#include "server/search/answer.h"

namespace outturn::render {

/// What _filters.mustache draws. Where the search was refused, the boxes hold what was typed, with
/// what is wrong below them, and their groups are open; null where it was made.
nlohmann::json filter_panel(const search::Answer& answer, const Refusal* refusal);

}  // namespace outturn::render
