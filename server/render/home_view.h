// SPDX-License-Identifier: GPL-3.0-or-later
// The view of the front page: examples, outcomes to browse, what the base holds.
#pragma once

#include <nlohmann/json.hpp>

#include "server/render/site.h"
#include "server/search/answer.h"

namespace outturn::render {

/// `browse` is the answer to the empty question.
nlohmann::json home_view(const Site& site, const Release& release, const search::Answer& browse);

}  // namespace outturn::render
