// SPDX-License-Identifier: GPL-3.0-or-later
// Labels and puts in order; contract in facets.h.
#include "server/search/facets.h"

#include <algorithm>

#include "schema/evidence/vocabulary.h"

namespace outturn::search {

std::string label_of(const Generation& generation, const store::Reader& store,
                     index::FilterId filter, std::string_view value) {
  const index::Filter& row = index::filter(filter);
  if (!row.vocabulary.empty())
    return std::string(evidence::vocabulary(row.vocabulary).label_of(std::string(value)));
  for (const index::OwnValue& own : index::kOwnValues)
    if (own.filter == filter && own.value == value) return std::string(own.label);
  if (filter == index::FilterId::kSource) return generation.source_title(store, value);
  return std::string(value);
}

std::vector<Facet> chosen_facets(const Generation& generation, const store::Reader& store,
                                 const FilterSet& filters) {
  std::vector<Facet> out;
  for (const index::Filter& row : index::kFilters) {
    if (row.asked != index::Asked::kValues) continue;
    Facet& facet = out.emplace_back(Facet{row.id, {}, 0});
    for (const std::string& value : filters.values[index::number_of(row.id)])
      facet.options.push_back({value, label_of(generation, store, row.id, value), 0, true});
  }
  return out;
}

std::vector<Facet> facets_of(const Generation& generation, const store::Reader& store,
                             const Counts& counts) {
  std::vector<Facet> out;
  for (const index::Filter& row : index::kFilters) {
    if (row.asked != index::Asked::kValues) continue;
    const Split& split = counts.splits[index::number_of(row.id)];
    Facet& facet = out.emplace_back(Facet{row.id, {}, split.distinct});
    facet.options.reserve(split.options.size());
    for (const Option& option : split.options)
      facet.options.push_back({option.value, label_of(generation, store, row.id, option.value),
                               option.count, option.chosen});
    std::sort(facet.options.begin(), facet.options.end(), [](const auto& a, const auto& b) {
      return a.count != b.count ? a.count > b.count : a.label < b.label;
    });
  }
  return out;
}

std::vector<Histogram> histograms_of(const Counts& counts) {
  std::vector<Histogram> out;
  for (const index::FilterId filter : index::kHistograms)
    out.push_back({filter, counts.histograms[index::number_of(filter)]});
  return out;
}

std::vector<Lifted> lifted_of(const FilterSet& filters, const Counts& counts) {
  std::vector<Lifted> out;
  for (const index::Filter& row : index::kFilters)
    if (filters.active(row.id)) out.push_back({row.id, counts.without[index::number_of(row.id)]});
  return out;
}

}  // namespace outturn::search
