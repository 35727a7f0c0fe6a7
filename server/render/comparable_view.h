// SPDX-License-Identifier: GPL-3.0-or-later
// The views of comparables: the page with its form, and the section on a record's page.
#pragma once

#include <nlohmann/json.hpp>

#include "server/api/comparable.h"
#include "server/render/site.h"
#include "server/search/comparable/comparable.h"

namespace outturn::render {

/// Neighbours on a record's page; the rest are behind a link.
inline constexpr std::size_t kNeighboursOnRecord = 5;

/// Everything comparables.mustache draws. `found` is null where nothing is asked yet or something
/// is wrong with what is asked.
nlohmann::json comparables_view(const Site& site, const Release& release,
                                const api::ComparableReading& reading,
                                const search::Comparables* found);

/// The address of the page below the site: "/comparables?id=abecedarian&limit=50".
std::string comparables_path(const search::ComparableQuestion& question);

/// The section of a record's page.
nlohmann::json comparables_section(const Site& site, const search::Comparables& found);

}  // namespace outturn::render
