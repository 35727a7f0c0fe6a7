// SPDX-License-Identifier: GPL-3.0-or-later
// Judged comparables; see judged_comparables.h.
#include "tests/relevance/judged_comparables.h"

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

namespace outturn::relevance {

std::vector<ComparableCase> comparable_cases() {
  std::ifstream in(std::string(OUTTURN_SOURCE_DIR) + "/tests/relevance/comparables.json");
  std::vector<ComparableCase> out;
  const nlohmann::json all = nlohmann::json::parse(in);
  for (const auto& one : all.at("cases"))
    out.push_back({one.at("id"), one.at("held_out"), one.value("record", ""),
                   one.value("description", ""), one.at("grades").get<Grades>()});
  return out;
}

const testing::LikenessBase& comparable_base() {
  static const testing::LikenessBase base(corpus_questions().records);
  return base;
}

ComparableScores score_comparables(const std::vector<ComparableCase>& cases,
                                   const search::ByPart& weights, const EachCase& each) {
  static std::map<std::string, search::Likened> known;
  const testing::LikenessBase& base = comparable_base();
  search::NearOptions options;
  options.most = kDepth;
  options.weights = weights;
  ComparableScores out;
  double chosen_on = 0;
  double held_out = 0;
  for (const ComparableCase& one : cases) {
    auto place = known.find(one.id);
    if (place == known.end())
      place = known
                  .emplace(one.id, one.record.empty() ? base.of_text(one.description)
                                                      : base.of_record(one.record))
                  .first;
    const auto found = base.ids(base.near(place->second, options).neighbours);
    const double score = ndcg(found, one.grades);
    (one.held_out ? out.held_out : out.chosen_on) += score;
    (one.held_out ? held_out : chosen_on) += 1;
    if (each) each(one, score, found);
  }
  out.all = (out.chosen_on + out.held_out) / (chosen_on + held_out);
  out.chosen_on /= chosen_on;
  out.held_out /= held_out;
  return out;
}

search::ByPart words_alone() {
  search::ByPart out{};
  out[search::number_of(search::Part::kWords)] = 1;
  return out;
}

search::ByPart values_alone() {
  search::ByPart out = search::usual_weights();
  out[search::number_of(search::Part::kWords)] = 0;
  return out;
}

}  // namespace outturn::relevance
