// SPDX-License-Identifier: GPL-3.0-or-later
// The view of the search page and of its live part, which is the same part of the same view.
#pragma once

#include <nlohmann/json.hpp>

#include "server/render/site.h"
#include "server/search/answer.h"

namespace outturn::render {

/// Everything search.mustache and search_fragment.mustache draw.
nlohmann::json search_view(const Site& site, const Release& release, const search::Answer& answer);

/// The same page where parts of the question were not understood: the boxes as they were filled in,
/// what is wrong beside each, and no results. `understood` answers what was understood.
nlohmann::json refused_search_view(const Site& site, const Release& release,
                                   const search::Answer& understood, const Refusal& refusal);

}  // namespace outturn::render
