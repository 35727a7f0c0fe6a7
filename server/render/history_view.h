// SPDX-License-Identifier: GPL-3.0-or-later
// The view of a record's history, and of the page in place of a record that was removed. Pure
// functions, safe from any thread.
#pragma once

#include <nlohmann/json.hpp>

#include "schema/store/history.h"
#include "server/render/pages.h"
#include "server/render/site.h"

namespace outturn::render {

/// What history.mustache draws from.
nlohmann::json history_view(const Site& site, const Release& release,
                            const store::History& history);

/// What gone.mustache draws from.
nlohmann::json gone_view(const Site& site, const Release& release, const store::History& history);

}  // namespace outturn::render
