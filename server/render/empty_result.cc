// SPDX-License-Identifier: GPL-3.0-or-later
// A search without results; contract in empty_result.h.
#include "server/render/empty_result.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "server/render/filter_words.h"
#include "server/render/format.h"

namespace outturn::render {
namespace {

using nlohmann::json;
using search::Answer;

std::string records(const Answer& answer, std::size_t count) {
  return (answer.approximate ? "about " : "") + plural(count, "record", "records");
}

/// The filters that bring something when lifted alone, the best first.
json lifted_list(const Site& site, const Answer& answer) {
  std::vector<search::Lifted> lifted = answer.lifted;
  std::stable_sort(lifted.begin(), lifted.end(),
                   [](const auto& a, const auto& b) { return a.total > b.total; });
  json list = json::array();
  for (const search::Lifted& one : lifted) {
    if (one.total == 0) continue;
    list.push_back({{"lifted", filter_in_words(answer, one.filter)},
                    {"lifted_href", site.search_url(without_filter(answer.question, one.filter))},
                    {"lifted_count", records(answer, one.total)}});
  }
  return list;
}

json excluded_by_filters(const Site& site, const Answer& answer) {
  const std::size_t others = answer.total_without_filters;
  json list = lifted_list(site, answer);
  const bool several = answer.lifted.size() > 1;
  return {{"others", sentence_case(records(answer, others))},
          {"others_verb", others == 1 ? "matches" : "match"},
          {"words_too", !answer.question.text.empty()},
          {"several", several},
          {"lifted_any", several && !list.empty()},
          {"lifted_none", several && list.empty()},
          {"lifted_list", several ? std::move(list) : json::array()},
          {"without_href", site.search_url(without_filters(answer.question))},
          {"without_count", records(answer, others)}};
}

}  // namespace

json empty_result(const Site& site, const Answer& answer) {
  if (!answer.hits.empty()) return nullptr;
  const search::Question& question = answer.question;
  const bool filtered = question.filters.any();
  json view{{"past_end", nullptr},
            {"filters_exclude", nullptr},
            {"no_words", nullptr},
            {"empty_base", nullptr},
            {"browse_href", site.base_url + "/search"}};
  if (answer.total > 0) {
    view["past_end"] = {{"start_href", site.search_url(from_start(question))}};
  } else if (filtered && answer.total_without_filters > 0) {
    view["filters_exclude"] = excluded_by_filters(site, answer);
  } else if (!question.text.empty()) {
    view["no_words"] = {{"no_words_text", question.text}, {"not_the_filters", filtered}};
  } else {
    view["empty_base"] = true;
  }
  return view;
}

}  // namespace outturn::render
