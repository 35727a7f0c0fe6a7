// SPDX-License-Identifier: GPL-3.0-or-later
// The API's description, for programs and for people.
#pragma once

#include "server/routes/route.h"

namespace outturn::routes {

api::Response description_json(const Asking& asking);
api::Response docs_page(const Asking& asking);

}  // namespace outturn::routes
