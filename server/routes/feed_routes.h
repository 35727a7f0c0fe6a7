// SPDX-License-Identifier: GPL-3.0-or-later
// What is new among the records of a search, as an Atom feed.
#pragma once

#include "server/routes/route.h"

namespace outturn::routes {

api::Response search_feed(const Asking& asking);

}  // namespace outturn::routes
