// SPDX-License-Identifier: GPL-3.0-or-later
// A programme: all its records, and where they disagree.
#pragma once

#include "server/routes/route.h"

namespace outturn::routes {

api::Response programme_page(const Asking& asking);
api::Response programme_json(const Asking& asking);

}  // namespace outturn::routes
