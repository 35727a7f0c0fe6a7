// SPDX-License-Identifier: GPL-3.0-or-later
// Breakeven with a cost and caseload of one's own.
#pragma once

#include "server/routes/route.h"

namespace outturn::routes {

api::Response breakeven_json(const Asking& asking);
api::Response breakeven_page(const Asking& asking);

}  // namespace outturn::routes
