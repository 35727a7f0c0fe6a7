// SPDX-License-Identifier: GPL-3.0-or-later
// One filter asked for by values; contract in facet_view.h.
#include "server/render/facet_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "schema/evidence/vocabulary.h"
#include "server/render/filter_words.h"
#include "server/render/format.h"
#include "server/render/object.h"

namespace outturn::render {
namespace {

using index::FilterId;
using nlohmann::json;
using search::FacetOption;

constexpr std::size_t kOptionsShown = 8;
constexpr std::size_t kOptionsListed = 24;  // those that are chosen come on top
constexpr std::size_t kDeepest = 3;

const evidence::Vocabulary* vocabulary_of(FilterId filter) {
  const std::string_view name = index::filter(filter).vocabulary;
  return name.empty() ? nullptr : &evidence::vocabulary(name);
}

std::string_view broader(const evidence::Vocabulary* vocabulary, std::string_view id) {
  const evidence::Term* term = vocabulary == nullptr ? nullptr : vocabulary->find(id);
  return term == nullptr ? std::string_view{} : std::string_view{term->broader};
}

/// A stable element id, so that htmx gives the focus back to the box that was clicked. Letters that
/// an id in an address could not hold are written as their number, so that no two values share one.
std::string element_id(std::string_view filter, std::string_view value) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string id = "f-";
  id.append(filter).append("-");
  for (const char c : value) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain || c == '-' || c == '_') {
      id += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      id += '.';
      id += kDigits[byte / 16];
      id += kDigits[byte % 16];
    }
  }
  return id;
}

/// There are hundreds on a page, so a key is only there where it says something.
json option_view(const search::Facet& facet, const PlacedOption& placed) {
  const search::FacetOption& option = *placed.option;
  Object view;
  view.with("option_id", element_id(index::filter(facet.filter).name, option.value))
      .with("value", option.value)
      .with("option_label", option_label(facet.filter, option))
      .with("count", count_figure(option.count));
  if (option.selected) view.with("checked", true);
  if (placed.depth > 0) view.with("indented", true);
  return view.take();
}

/// The options of a filter none of whose values lies below another.
std::vector<PlacedOption> in_flat_order(const search::Facet& facet) {
  std::vector<PlacedOption> placed;
  placed.reserve(facet.options.size());
  for (const FacetOption& option : facet.options) placed.push_back({&option, 0});
  return placed;
}

}  // namespace

std::vector<PlacedOption> in_tree_order(const search::Facet& facet) {
  const evidence::Vocabulary* vocabulary = vocabulary_of(facet.filter);
  if (vocabulary == nullptr) return in_flat_order(facet);
  std::map<std::string_view, std::vector<const FacetOption*>> children;
  std::map<std::string_view, bool> present;
  for (const FacetOption& option : facet.options) present[option.value] = true;
  for (const FacetOption& option : facet.options) {
    const std::string_view parent = broader(vocabulary, option.value);
    children[present.contains(parent) ? parent : std::string_view{}].push_back(&option);
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

/// Levels go by their height, the rest by their count.
void put_in_order(FilterId filter, std::vector<Branch>& all) {
  if (filter != FilterId::kMaryland) return;
  std::stable_sort(all.begin(), all.end(), [](const Branch& a, const Branch& b) {
    return a.top.option->value > b.top.option->value;
  });
}

/// Of a list too long for a page the commonest, and whatever is chosen. Says how many were left.
std::size_t cut(const search::Facet& facet, std::vector<Branch>& all) {
  if (vocabulary_of(facet.filter) != nullptr) return 0;
  std::vector<Branch> kept;
  std::size_t counted = 0;
  for (Branch& branch : all) {
    if (kept.size() >= kOptionsListed && !branch.chosen) continue;
    if (branch.top.option->count > 0) ++counted;
    kept.push_back(std::move(branch));
  }
  all = std::move(kept);
  return facet.distinct > counted ? facet.distinct - counted : 0;
}

/// How to come by the options that are not listed.
std::string more_words(FilterId filter, std::size_t more) {
  const std::string words = fmt::format("{} more {}.", count_figure(more), many_of(filter));
  const std::string_view name = index::filter(filter).name;
  if (filter == FilterId::kProgramme || filter == FilterId::kSource)
    return fmt::format("{} Search for one by name, such as {}:\"\u2026\".", words, name);
  if (filter == FilterId::kArea)
    return fmt::format("{} Search for one by name, such as place:\"\u2026\".", words);
  return words;
}

/// The options as they stand on the page, while they are gathered.
struct Listing {
  json shown = json::array();
  json folded = json::array();
  bool unfold = false;
  std::size_t total = 0;
  std::size_t selected = 0;

  void add(json& list, const search::Facet& facet, const PlacedOption& placed) {
    ++total;
    if (placed.option->selected) ++selected;
    list.push_back(option_view(facet, placed));
  }
};

Listing listing_of(const search::Facet& facet, const std::vector<Branch>& all) {
  Listing out;
  const bool tree = std::any_of(all.begin(), all.end(),
                                [](const Branch& branch) { return !branch.below.empty(); });
  // A list that would fold away one option alone is shown whole.
  const std::size_t in_sight_at_most = all.size() <= kOptionsShown + 1 ? all.size() : kOptionsShown;
  std::size_t tops = 0;
  for (const Branch& branch : all) {
    const bool in_sight = tree || tops++ < in_sight_at_most;
    out.add(in_sight ? out.shown : out.folded, facet, branch.top);
    out.unfold = out.unfold || (!in_sight && branch.chosen);
    json& list = in_sight && branch.chosen ? out.shown : out.folded;
    if (in_sight && !branch.chosen && !branch.below.empty()) list.push_back(parent_name(branch));
    for (const PlacedOption& placed : branch.below) out.add(list, facet, placed);
  }
  return out;
}

}  // namespace

json facet_view(const search::Facet& facet) {
  std::vector<Branch> all = branches(facet);
  put_in_order(facet.filter, all);
  const std::size_t more = cut(facet, all);
  Listing listing = listing_of(facet, all);
  if (listing.shown.empty()) return nullptr;
  const index::Filter& filter = index::filter(facet.filter);
  json view{{"facet_name", filter.name},
            {"facet_label", filter.label},
            {"selected_count",
             listing.selected > 0 ? json(std::to_string(listing.selected)) : json(nullptr)},
            {"options", std::move(listing.shown)},
            {"rest", nullptr},
            {"more_note", more > 0 ? json(more_words(facet.filter, more)) : json(nullptr)}};
  if (!listing.folded.empty()) {
    const char* all_or_some = more > 0 ? "The commonest" : "All";
    view["rest"] = {
        {"all", fmt::format("{} {} {}", all_or_some, listing.total, many_of(facet.filter))},
        {"unfold", listing.unfold},
        {"options", std::move(listing.folded)}};
  }
  return view;
}

}  // namespace outturn::render
