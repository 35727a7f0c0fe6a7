// SPDX-License-Identifier: GPL-3.0-or-later
// The view of the front page; see home_view.h.
#include "server/render/home_view.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "server/render/facet_view.h"
#include "server/render/format.h"

namespace outturn::render {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 4> kExamples{"nurse home visits", "reading",
                                                    "drug use prevention", "social prescribing"};

json facet_link(const Site& site, index::FacetId facet, const search::FacetOption& option) {
  search::Question question;
  question.selected[static_cast<std::size_t>(facet)].push_back(option.value);
  return {{"link_label", option.label},
          {"link_href", site.search_url(question)},
          {"link_count", count_figure(option.count)}};
}

const search::Facet* find_facet(const search::Answer& browse, index::FacetId id) {
  const auto at = static_cast<std::size_t>(id);
  return at < browse.facets.size() ? &browse.facets[at] : nullptr;
}

/// Domains, each with the outcomes below it that some record speaks of.
json domains(const Site& site, const search::Answer& browse) {
  json list = json::array();
  const search::Facet* facet = find_facet(browse, index::FacetId::kOutcome);
  if (facet == nullptr) return list;
  for (const PlacedOption& placed : in_tree_order(*facet)) {
    if (placed.option->count == 0) continue;
    json link = facet_link(site, index::FacetId::kOutcome, *placed.option);
    if (placed.depth == 0 || list.empty()) {
      link["outcomes"] = json::array();
      list.push_back(std::move(link));
    } else {
      list.back()["outcomes"].push_back(std::move(link));
    }
  }
  return list;
}

json links_of(const Site& site, const search::Answer& browse, index::FacetId id) {
  json list = json::array();
  const search::Facet* facet = find_facet(browse, id);
  if (facet == nullptr) return list;
  for (const PlacedOption& placed : in_tree_order(*facet))
    if (placed.option->count > 0) list.push_back(facet_link(site, id, *placed.option));
  return list;
}

}  // namespace

json home_view(const Site& site, const Release& release, const search::Answer& browse) {
  json view = page_view(site, &release, "");
  view["page_title"] = "Outturn \u2013 what works, and what it returned";
  view["examples"] = json::array();
  for (const std::string_view example : kExamples) {
    search::Question question;
    question.text = example;
    view["examples"].push_back({{"example", example}, {"example_href", site.search_url(question)}});
  }
  view["domains"] = domains(site, browse);
  view["has_domains"] = !view["domains"].empty();
  view["people"] = links_of(site, browse, index::FacetId::kGroup);
  view["has_people"] = !view["people"].empty();
  view["settings"] = links_of(site, browse, index::FacetId::kSetting);
  view["has_settings"] = !view["settings"].empty();
  view["stats"] = json::array({
      {{"stat", count_figure(release.records)}, {"stat_label", "interventions"}},
      {{"stat", count_figure(release.findings)}, {"stat_label", "findings on outcomes"}},
      {{"stat", count_figure(release.appraisals)}, {"stat_label", "appraisals of cost and return"}},
  });
  view["all_href"] = site.base_url + "/search";
  return view;
}

}  // namespace outturn::render
