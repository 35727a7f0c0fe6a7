// SPDX-License-Identifier: GPL-3.0-or-later
// Releases: which are kept, and what one held.
#pragma once

#include "server/routes/route.h"

namespace outturn::routes {

api::Response releases_page(const Asking& asking);
api::Response releases_json(const Asking& asking);

/// The id "current" stands for the release that is served.
api::Response release_page(const Asking& asking);
api::Response release_json(const Asking& asking);

}  // namespace outturn::routes
