// SPDX-License-Identifier: GPL-3.0-or-later
// The view of the page that explains the API. It says what the description says: it is made of it.
#pragma once

#include <nlohmann/json.hpp>

#include "schema/evidence/record_json.h"
#include "server/render/site.h"

namespace outturn::render {

/// `description`: what /api/v1/openapi.json answers.
nlohmann::json docs_view(const Site& site, const Release& release,
                         const evidence::Json& description);

}  // namespace outturn::render
