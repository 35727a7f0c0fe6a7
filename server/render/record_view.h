// SPDX-License-Identifier: GPL-3.0-or-later
// The view of a record's page, in reading order: what it is, the key figures, what changed, what it
// returned, who and where, lessons, sources.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "server/render/site.h"

namespace outturn::render {

/// `back` is the query string of the search the reader came from, or empty.
nlohmann::json record_view(const Site& site, const Release& release,
                           const search::AuditedRecord& found, std::string_view back);

}  // namespace outturn::render
