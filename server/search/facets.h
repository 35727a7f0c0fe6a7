// SPDX-License-Identifier: GPL-3.0-or-later
// What the counts of a match look like to a reader: options with labels in a settled order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/search/answer.h"
#include "server/search/generation.h"

namespace outturn::search {

/// What people read for a value of a filter: a term's label, a source's title, else the value.
std::string label_of(const Generation& generation, const store::Reader& store,
                     index::FilterId filter, std::string_view value);

/// The values that are set, labelled and not counted.
std::vector<Facet> chosen_facets(const Generation& generation, const store::Reader& store,
                                 const FilterSet& filters);

/// One facet for every filter asked for by values; the most records first, then by label.
std::vector<Facet> facets_of(const Generation& generation, const store::Reader& store,
                             const Counts& counts);

std::vector<Histogram> histograms_of(const Counts& counts);

/// The filters that are set, each with what lifting it would bring.
std::vector<Lifted> lifted_of(const FilterSet& filters, const Counts& counts);

}  // namespace outturn::search
