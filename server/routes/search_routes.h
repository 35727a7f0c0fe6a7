// SPDX-License-Identifier: GPL-3.0-or-later
// Search as a page and as JSON, and what is offered while a person types.
#pragma once

#include "server/routes/route.h"

namespace outturn::routes {

api::Response search_json(const Asking& asking);
api::Response search_page(const Asking& asking);
api::Response suggest_json(const Asking& asking);

}  // namespace outturn::routes
