// SPDX-License-Identifier: GPL-3.0-or-later
// The filters; see facet_view.h.
#include "server/render/facet_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "schema/evidence/vocabulary.h"
#include "schema/index/filters.h"
#include "server/render/format.h"

namespace outturn::render {
namespace {

using nlohmann::json;
using search::FacetOption;

constexpr std::size_t kOptionsShown = 8;
constexpr std::size_t kDeepest = 3;

const evidence::Vocabulary* vocabulary_of(index::FilterId filter) {
  const index::Filter& row = index::filter(filter);
  return row.vocabulary.empty() ? nullptr : &evidence::vocabulary(row.vocabulary);
}

std::string_view broader(const evidence::Vocabulary* vocabulary, std::string_view id) {
  const evidence::Term* term = vocabulary == nullptr ? nullptr : vocabulary->find(id);
  return term == nullptr ? std::string_view{} : std::string_view{term->broader};
}

/// What the options are called together: "All 38 outcomes".
std::string_view many_of(std::string_view facet) {
  static const std::map<std::string_view, std::string_view> kMany{{"outcome", "outcomes"},
                                                                  {"setting", "settings"},
                                                                  {"group", "groups of people"},
                                                                  {"design", "kinds of evidence"},
                                                                  {"type", "types"},
                                                                  {"country", "countries"},
                                                                  {"source", "sources"}};
  const auto found = kMany.find(facet);
  return found == kMany.end() ? "options" : found->second;
}

/// A stable element id, so that htmx gives the focus back to the box that was clicked.
std::string element_id(std::string_view facet, std::string_view value) {
  std::string id = fmt::format("f-{}-", facet);
  for (const char c : value) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    id += plain || c == '-' || c == '_' ? c : '.';
  }
  return id;
}

json option_view(const search::Facet& facet, const PlacedOption& placed) {
  return {{"parent", nullptr},
          {"option_id", element_id(index::filter(facet.filter).name, placed.option->value)},
          {"facet", index::filter(facet.filter).name},
          {"value", placed.option->value},
          {"option_label", placed.option->label},
          {"count", count_figure(placed.option->count)},
          {"checked", placed.option->selected},
          {"indented", placed.depth > 0}};
}

}  // namespace

std::vector<PlacedOption> in_tree_order(const search::Facet& facet) {
  const evidence::Vocabulary* vocabulary = vocabulary_of(facet.filter);
  std::map<std::string_view, std::vector<const FacetOption*>> children;
  std::map<std::string_view, bool> present;
  for (const FacetOption& option : facet.options) present[option.value] = true;
  for (const FacetOption& option : facet.options) {
    const std::string_view parent = broader(vocabulary, option.value);
    children[present.contains(parent) ? parent : std::string_view{}].push_back(&option);
  }
  for (auto& [parent, group] : children) {
    std::stable_sort(group.begin(), group.end(), [](const FacetOption* a, const FacetOption* b) {
      return a->count > b->count;
    });
  }
  std::vector<PlacedOption> placed;
  const std::function<void(std::string_view, std::size_t)> place = [&](std::string_view parent,
                                                                       std::size_t depth) {
    const auto group = children.find(parent);
    if (group == children.end() || depth > kDeepest) return;
    for (const FacetOption* option : group->second) {
      placed.push_back({option, depth});
      if (!option->value.empty()) place(option->value, depth + 1);
    }
  };
  place({}, 0);
  return placed;
}

namespace {

/// An option of the top with what lies below it, as far as there is anything to choose.
struct Branch {
  PlacedOption top;
  std::vector<PlacedOption> below;
  bool chosen = false;  ///< it, or one below it, is selected
};

std::vector<Branch> branches(const search::Facet& facet) {
  std::vector<Branch> list;
  for (const PlacedOption& placed : in_tree_order(facet)) {
    if (placed.option->count == 0 && !placed.option->selected) continue;
    if (placed.depth == 0 || list.empty()) {
      list.push_back({placed, {}, placed.option->selected});
    } else {
      list.back().below.push_back(placed);
      list.back().chosen = list.back().chosen || placed.option->selected;
    }
  }
  return list;
}

/// The name that options stand below where their parent's own box is in the list above.
json parent_name(const Branch& branch) { return {{"parent", branch.top.option->label}}; }

}  // namespace

json facet_view(const search::Facet& facet) {
  json shown = json::array();
  json folded = json::array();
  bool unfold = false;
  std::size_t total = 0;
  std::size_t selected = 0;
  std::size_t tops = 0;
  const auto add = [&](json& list, const PlacedOption& placed) {
    ++total;
    if (placed.option->selected) ++selected;
    list.push_back(option_view(facet, placed));
  };
  const std::vector<Branch> all = branches(facet);
  const bool tree = std::any_of(all.begin(), all.end(),
                                [](const Branch& branch) { return !branch.below.empty(); });
  for (const Branch& branch : all) {
    const bool in_sight = tree || tops++ < kOptionsShown;
    add(in_sight ? shown : folded, branch.top);
    unfold = unfold || (!in_sight && branch.chosen);
    json& list = in_sight && branch.chosen ? shown : folded;
    if (in_sight && !branch.chosen && !branch.below.empty()) list.push_back(parent_name(branch));
    for (const PlacedOption& placed : branch.below) add(list, placed);
  }
  if (shown.empty()) return nullptr;
  json view{{"facet_name", index::filter(facet.filter).name},
            {"facet_label", index::filter(facet.filter).label},
            {"selected_count", selected > 0 ? json(std::to_string(selected)) : json(nullptr)},
            {"options", shown},
            {"rest", nullptr}};
  if (!folded.empty()) {
    const std::string words =
        fmt::format("All {} {}", total, many_of(index::filter(facet.filter).name));
    view["rest"] = {{"all", words}, {"unfold", unfold}, {"options", folded}};
  }
  return view;
}

}  // namespace outturn::render
