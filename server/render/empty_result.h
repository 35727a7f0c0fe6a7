// SPDX-License-Identifier: GPL-3.0-or-later
// What a search without results says: whether nothing is held or filters exclude it, which filter
// to lift and how many that would bring.
#pragma once

#include <nlohmann/json.hpp>

#include "server/render/site.h"
#include "server/search/answer.h"

namespace outturn::render {

/// What _nothing.mustache draws; null where there are results.
nlohmann::json empty_result(const Site& site, const search::Answer& answer);

}  // namespace outturn::render
