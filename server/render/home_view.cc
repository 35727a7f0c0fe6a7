// SPDX-License-Identifier: GPL-3.0-or-later
// The view of the front page; see home_view.h.
#include "server/render/home_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/render/about.h"
#include "server/render/facet_view.h"
#include "server/render/format.h"

namespace outturn::render {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 4> kExamples{"nurse home visits", "reading",
                                                    "drug use prevention", "social prescribing"};

constexpr std::size_t kOutcomesShown = 4;  // below each domain
constexpr std::size_t kLinksShown = 12;

json facet_link(const Site& site, index::FilterId filter, const search::FacetOption& option) {
  search::Question question;
  question.filters.chosen(filter).push_back(option.value);
  return {{"link_label", option.label},
          {"link_href", site.search_url(question)},
          {"link_count", count_figure(option.count)}};
}

/// Domains, each with the most frequent outcomes below it and a way to the rest.
json domains(const Site& site, const search::Answer& browse) {
  json list = json::array();
  std::vector<std::vector<const search::FacetOption*>> below;
  for (const PlacedOption& placed :
       in_tree_order(search::facet_of(browse, index::FilterId::kOutcome))) {
    if (placed.option->count == 0) continue;
    if (placed.depth == 0 || list.empty()) {
      list.push_back(facet_link(site, index::FilterId::kOutcome, *placed.option));
      below.emplace_back();
    } else {
      below.back().push_back(placed.option);
    }
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    std::stable_sort(below[i].begin(), below[i].end(),
                     [](const auto* a, const auto* b) { return a->count > b->count; });
    json& domain = list[i];
    domain["outcomes"] = json::array();
    domain["more"] = nullptr;
    for (std::size_t k = 0; k < below[i].size() && k < kOutcomesShown; ++k)
      domain["outcomes"].push_back(facet_link(site, index::FilterId::kOutcome, *below[i][k]));
    if (below[i].size() > kOutcomesShown) {
      domain["more"] = {{"more_href", domain["link_href"]},
                        {"more_count", std::to_string(below[i].size() - kOutcomesShown)},
                        {"more_of", domain["link_label"]}};
    }
  }
  return list;
}

/// The most frequent options of a facet, and the rest to unfold; null where there is none.
json links_of(const Site& site, const search::Answer& browse, index::FilterId id,
              const char* many) {
  std::vector<const search::FacetOption*> options;
  for (const PlacedOption& placed : in_tree_order(search::facet_of(browse, id)))
    if (placed.option->count > 0) options.push_back(placed.option);
  if (options.empty()) return nullptr;
  std::stable_sort(options.begin(), options.end(),
                   [](const auto* a, const auto* b) { return a->count > b->count; });
  json view{{"links", json::array()}, {"folded", nullptr}};
  json rest = json::array();
  for (std::size_t i = 0; i < options.size(); ++i)
    (i < kLinksShown ? view["links"] : rest).push_back(facet_link(site, id, *options[i]));
  if (!rest.empty())
    view["folded"] = {{"folded_words", fmt::format("{} more {}", rest.size(), many)},
                      {"links", rest}};
  return view;
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
  view["people"] = links_of(site, browse, index::FilterId::kGroup, "groups of people");
  view["settings"] = links_of(site, browse, index::FilterId::kSetting, "settings");
  view["stats"] = json::array({
      {{"stat", count_figure(release.records)}, {"stat_label", "records of interventions"}},
      {{"stat", count_figure(release.findings)}, {"stat_label", "findings on outcomes"}},
      {{"stat", count_figure(release.appraisals)}, {"stat_label", "appraisals of cost and return"}},
  });
  view["all_href"] = site.base_url + "/search";
  put_about(view, site, release, about_home(site, release));
  return view;
}

}  // namespace outturn::render
