// SPDX-License-Identifier: GPL-3.0-or-later
// Comparables: of the record in the address, or of what is described.
#pragma once

#include "server/routes/route.h"

namespace outturn::routes {

api::Response comparables_json(const Asking& asking);
api::Response comparables_page(const Asking& asking);

}  // namespace outturn::routes
