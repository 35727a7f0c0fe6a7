// SPDX-License-Identifier: GPL-3.0-or-later
// What belongs to the site as a whole: the front page, help, vocabularies.
#pragma once

#include "server/routes/route.h"

namespace outturn::routes {

api::Response home_page(const Asking& asking);
api::Response search_help_page(const Asking& asking);
api::Response vocabularies_json(const Asking& asking);

}  // namespace outturn::routes
