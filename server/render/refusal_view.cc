// SPDX-License-Identifier: GPL-3.0-or-later
// A refused search; contract in refusal_view.h.
#include "server/render/refusal_view.h"

#include <fmt/format.h>

#include "server/render/filter_words.h"
#include "server/render/format.h"

namespace outturn::render {
namespace {

using nlohmann::json;

/// What the box of a parameter is called; empty where the form has none.
std::string box_of(std::string_view parameter) {
  if (parameter == "q") return "Search words";
  for (const index::Filter& filter : index::kFilters) {
    if (!has_boxes(filter.id)) continue;
    for (const BoxName& name : {least_box(filter.id), most_box(filter.id)})
      if (name.parameter == parameter) return name.in_full;
  }
  return {};
}

}  // namespace

json problem_list(const Refusal& refusal) {
  json list = json::array();
  for (const Problem& problem : refusal.problems) {
    const std::string name = box_of(problem.parameter);
    json view{{"box", nullptr},
              {"parameter", problem.parameter},
              {"problem", problem.message},
              {"problem_hint", sentence_case(problem.hint)}};
    if (!name.empty()) {
      view["box"] = {{"box_id", problem.parameter}, {"box_name", name}};
      view["parameter"] = nullptr;
    }
    list.push_back(std::move(view));
  }
  return list;
}

json box_error(const Refusal& refusal, std::string_view parameter) {
  for (const Problem& problem : refusal.problems)
    if (problem.parameter == parameter)
      return {{"error_text", fmt::format("{}. {}.", sentence_case(problem.message),
                                         sentence_case(problem.hint))}};
  return nullptr;
}

std::string typed_in(const Refusal& refusal, std::string_view parameter) {
  const auto found = refusal.typed.ends.find(std::string(parameter));
  return found == refusal.typed.ends.end() ? std::string{} : found->second;
}

}  // namespace outturn::render
