// SPDX-License-Identifier: GPL-3.0-or-later
// The view of the page that asks whether an intervention would pay here: the form with the record's
// figures beside its boxes, and the answer with its working.
#pragma once

#include <nlohmann/json.hpp>

#include "server/api/breakeven.h"
#include "server/render/site.h"

namespace outturn::render {

/// Everything breakeven.mustache draws. `answer` is null where nothing is asked yet or something is
/// wrong with what is asked; `reading.problems` are then shown beside their boxes.
nlohmann::json breakeven_view(const Site& site, const Release& release,
                              const api::LocalReading& reading,
                              const evidence::LocalAnswer* answer);

/// The form alone: groups of boxes, each with its hint, what stood in it and what is wrong with it.
nlohmann::json breakeven_form(const Site& site, const api::LocalReading& reading);

/// What is wrong, each linked to its box.
nlohmann::json breakeven_problems(const api::LocalReading& reading);

/// Where a JSON pointer into a record is shown on its page: "#appraisal-1", "#finding-3".
std::string anchor_of(const std::string& pointer);

}  // namespace outturn::render
