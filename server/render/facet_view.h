// SPDX-License-Identifier: GPL-3.0-or-later
// The filters: each facet as a list of checkboxes with counts, a tree where its vocabulary is one.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "server/search/answer.h"

namespace outturn::render {

/// One facet: options nothing would match are left out unless selected; the first eight are shown,
/// the rest folded away (and unfolded where one of them is selected). Of names without a vocabulary
/// the commonest are listed, with a note how many more there are. Null where no option is left.
nlohmann::json facet_view(const search::Facet& facet);

/// The options in the order of the tree of their vocabulary, broader before narrower, with their
/// depth.
struct PlacedOption {
  const search::FacetOption* option = nullptr;
  std::size_t depth = 0;
};
std::vector<PlacedOption> in_tree_order(const search::Facet& facet);

}  // namespace outturn::render
