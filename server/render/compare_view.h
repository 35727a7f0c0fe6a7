// SPDX-License-Identifier: GPL-3.0-or-later
// Records side by side as a page: a table with a column for each record, drawings on axes that the
// columns share, and below it the sources. And the page that asks what to compare, or says what is
// wrong with what was asked.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "server/api/compare.h"
#include "server/compare/comparison.h"
#include "server/render/pages.h"
#include "server/render/site.h"
#include "server/search/comparable/comparable.h"

namespace outturn::render {

/// What a page of a comparison stands in.
struct ComparePage {
  api::CompareFrame frame;
  std::string made_on;                       ///< ISO date on which the page is made
  const search::Answer* searched = nullptr;  ///< the search of frame.back, where it is understood
};

/// What compare.mustache draws.
nlohmann::json compare_view(const Site& site, const Release& release,
                            const compare::Comparison& found, const ComparePage& page);

/// What choose_compare.mustache draws: `records` as ticked boxes, `near` as others to choose from,
/// the problems, if any, above them.
nlohmann::json choose_view(const Site& site, const Release& release,
                           const compare::Records& records, const search::Comparables* near,
                           const std::vector<api::Problem>& problems, const ComparePage& page);

}  // namespace outturn::render
