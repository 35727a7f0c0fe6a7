// SPDX-License-Identifier: GPL-3.0-or-later
// Search as a page and as JSON, and what is offered while a person types.
#pragma once

#include "server/api/parameters.h"
#include "server/routes/route.h"

namespace outturn::routes {

/// What a page shows of a search, and that a newer release moved its results where it did.
search::Answer found_by(const Asking& asking, const api::QuestionReading& reading);

api::Response search_json(const Asking& asking);
api::Response search_page(const Asking& asking);
api::Response suggest_json(const Asking& asking);

}  // namespace outturn::routes
