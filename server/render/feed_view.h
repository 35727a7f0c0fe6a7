// SPDX-License-Identifier: GPL-3.0-or-later
// The view of an Atom feed (RFC 4287): the records of a search that changed last.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "server/render/site.h"
#include "server/search/latest.h"

namespace outturn::render {

/// For the template "feed".
nlohmann::json feed_view(const Site& site, const Release& release, const search::Latest& latest);

/// "urn:uuid:...", the same for the same name in every release and on every host: a name-based UUID
/// of version 8. Source: RFC 9562 section 5.8 and appendix B.2.
std::string stable_urn(std::string_view name);

/// What came with the version that the record has now: "New." or "Changed: title (was ...)".
std::string news(const search::LatestRecord& latest);

}  // namespace outturn::render
