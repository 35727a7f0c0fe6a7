// SPDX-License-Identifier: GPL-3.0-or-later
// A record and the whole base as schema.org has them, so that engines that gather data sets find
// them. Pure functions.
// Source: https://schema.org/Dataset, https://schema.org/DataCatalog.
#pragma once

#include <nlohmann/json.hpp>

#include "server/render/site.h"
#include "server/search/latest.h"

namespace outturn::render {

/// A Dataset; `standing` may be null.
nlohmann::json dataset(const Site& site, const Release& release, const evidence::Record& record,
                       const search::Standing* standing);

/// The base as a DataCatalog.
nlohmann::json catalogue(const Site& site, const Release& release);

}  // namespace outturn::render
