// SPDX-License-Identifier: GPL-3.0-or-later
// The filters that are set; contract in chips.h.
#include "server/render/chips.h"

#include <fmt/format.h>

#include <utility>

#include "server/render/filter_groups.h"
#include "server/render/filter_words.h"
#include "server/render/format.h"

namespace outturn::render {
namespace {

using index::FilterId;
using nlohmann::json;

/// Each holds the address of the whole search, so that a page would grow with their square.
constexpr std::size_t kChipsShown = 30;

json chip(const Site& site, FilterId filter, std::string words, const search::Question& without) {
  return {{"chip_filter", index::filter(filter).label},
          {"chip", std::move(words)},
          {"chip_href", site.search_url(without)}};
}

void add_chips(const Site& site, const search::Answer& answer, FilterId filter, json& list) {
  const search::Question& question = answer.question;
  for (const std::string& value : chosen_of(question.filters, filter)) {
    if (list.size() >= kChipsShown) return;
    search::Question without = from_start(question);
    std::erase(without.filters.chosen(filter), value);
    list.push_back(chip(site, filter, option_words(answer, filter, value), without));
  }
  if (!range_of(question.filters, filter).any() || list.size() >= kChipsShown) return;
  list.push_back(
      chip(site, filter, range_words(question.filters, filter), without_filter(question, filter)));
}

/// The filters of a level that are set, as they are called on the page.
std::vector<std::string> set_at(const search::FilterSet& filters, index::Level level) {
  std::vector<std::string> labels;
  for (const FilterGroup& group : kFilterGroups)
    for (const FilterId filter : group.filters)
      if (index::filter(filter).level == level && filters.active(filter))
        labels.push_back(mid_sentence(std::string(index::filter(filter).label)));
  return labels;
}

}  // namespace

json chips(const Site& site, const search::Answer& answer) {
  json list = json::array();
  for (const FilterGroup& group : kFilterGroups)
    for (const FilterId filter : group.filters) add_chips(site, answer, filter, list);
  const std::size_t set = chip_count(answer.question.filters);
  if (set > list.size())
    list.push_back({{"more_chips", fmt::format("and {} more", count_figure(set - list.size()))}});
  return list;
}

std::size_t chip_count(const search::FilterSet& filters) {
  std::size_t count = 0;
  for (const index::Filter& filter : index::kFilters)
    count += chosen_of(filters, filter.id).size() + (range_of(filters, filter.id).any() ? 1 : 0);
  return count;
}

std::vector<std::string> joint_sentences(const search::FilterSet& filters) {
  std::vector<std::string> sentences;
  const std::pair<index::Level, const char*> levels[] = {{index::Level::kFinding, "finding"},
                                                         {index::Level::kAppraisal, "appraisal"}};
  for (const auto& [level, one] : levels) {
    const std::vector<std::string> labels = set_at(filters, level);
    if (labels.size() < 2) continue;
    sentences.push_back(sentence_case(
        fmt::format("{} are met by one and the same {} of each record.", list_text(labels), one)));
  }
  return sentences;
}

}  // namespace outturn::render
