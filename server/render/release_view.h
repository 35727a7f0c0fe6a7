// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of releases: what one held, and which are kept.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "schema/store/manifest.h"
#include "server/render/site.h"

namespace outturn::render {

/// Of release.mustache. `served` is the release that pages are drawn from.
nlohmann::json release_view(const Site& site, const Release& served,
                            const store::Manifest& manifest);

/// Of releases.mustache. `missing` names the release that was asked for and is not kept; empty
/// where none was.
nlohmann::json releases_view(const Site& site, const Release& served,
                             const std::vector<store::Manifest>& releases,
                             const std::string& missing);

}  // namespace outturn::render
