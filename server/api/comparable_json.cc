// SPDX-License-Identifier: GPL-3.0-or-later
// Comparables as JSON; shape in comparable.h.
#include <string_view>
#include <utility>

#include "schema/evidence/derive.h"
#include "schema/evidence/record_json.h"
#include "server/api/comparable.h"
#include "server/api/json.h"
#include "server/render/comparable_words.h"

namespace outturn::api {
namespace {

using evidence::Json;
using evidence::number;

/// Scores are said to three places: more would look like knowledge.
Json score(double value) {
  constexpr double kPlaces = 1000;
  return number(static_cast<double>(static_cast<int>(value * kPlaces + 0.5)) / kPlaces);
}

Json ages_json(const std::optional<search::Ages>& ages) {
  if (!ages) return nullptr;
  const auto end = [](double age) {
    constexpr double kOpen = 1e6;
    return age > -kOpen && age < kOpen ? number(age) : Json(nullptr);
  };
  return {{"min", end(ages->least)}, {"max", end(ages->most)}};
}

Json common_json(const search::Common& common) {
  return {{"outcomes", common.outcomes}, {"domains", common.domains},
          {"groups", common.groups},     {"ages", ages_json(common.ages)},
          {"settings", common.settings}, {"targeting", common.targeting},
          {"areas", common.areas},       {"countries", common.countries},
          {"types", common.types},       {"words", common.words}};
}

std::string_view name_of(search::ResultsOn on) {
  switch (on) {
    case search::ResultsOn::kSharedOutcomes:
      return "shared_outcomes";
    case search::ResultsOn::kSharedDomains:
      return "shared_domains";
    case search::ResultsOn::kAllOutcomes:
      break;
  }
  return "all_outcomes";
}

Json hit_json(const search::ComparableHit& hit) {
  const evidence::Record& record = hit.record;
  Json places = Json::array();
  for (const auto& place : record.places) {
    Json one{{"country", place.country}};
    if (place.area) one["area"] = *place.area;
    places.push_back(std::move(one));
  }
  std::string sentence;
  Json parts = Json::array();
  for (const render::PartReason& reason : render::reasons(hit.common, hit.likeness)) {
    const search::PartRow& row = search::row_of(reason.part);
    parts.push_back({{"part", row.name},
                     {"weight", number(row.weight)},
                     {"likeness", score(hit.likeness[search::number_of(reason.part)])},
                     {"reason", reason.text}});
    sentence += (sentence.empty() ? "" : "; ") + reason.text;
  }
  const search::Directions& directions = hit.directions;
  return {{"id", record.id},
          {"title", record.title},
          {"programme", record.programme ? Json(record.programme->name) : Json(nullptr)},
          {"type", record.type},
          {"places", std::move(places)},
          {"score", score(hit.score)},
          {"reason", std::move(sentence)},
          {"parts", std::move(parts)},
          {"common", common_json(hit.common)},
          {"results",
           {{"on", name_of(directions.on)},
            {"positive", directions.positive},
            {"null", directions.null},
            {"negative", directions.negative},
            {"mixed", directions.mixed},
            {"unclear", directions.unclear},
            {"text", render::directions_text(directions, hit.common)}}},
          {"ratio", ratio_json(record)},
          {"design", record.evidence.design},
          {"maryland", record.evidence.maryland ? Json(*record.evidence.maryland) : Json(nullptr)}};
}

Json hits_json(const std::vector<search::ComparableHit>& hits) {
  Json list = Json::array();
  for (const auto& hit : hits) list.push_back(hit_json(hit));
  return list;
}

Json filters_json(const search::FilterSet& filters) {
  Json out = Json::object();
  for (const index::Filter& row : index::kFilters) {
    const std::size_t place = index::number_of(row.id);
    const std::string name(row.name);
    if (!filters.values[place].empty()) out[name] = filters.values[place];
    if (const auto& least = filters.ranges[place].least) out[name + "_min"] = number(*least);
    if (const auto& most = filters.ranges[place].most) out[name + "_max"] = number(*most);
  }
  return out;
}

}  // namespace

Json comparable_query(const search::ComparableQuestion& question) {
  return {{"id", question.id.empty() ? Json(nullptr) : Json(question.id)},
          {"q", question.id.empty() ? Json(question.description) : Json(nullptr)},
          {"limit", question.limit},
          {"filters", filters_json(question.filters)}};
}

Response comparables_json(const search::Comparables& found) {
  const search::ComparableQuestion& question = found.question;
  const bool named = found.record && found.record->programme;
  Json json{{"release", found.release},
            {"query", comparable_query(question)},
            {"asked", common_json(found.asked)},
            {"comparables", hits_json(found.hits)},
            {"same_programme",
             {{"programme", named ? Json(found.record->programme->name) : Json(nullptr)},
              {"total", found.siblings_in_all},
              {"records", hits_json(found.siblings)}}},
            {"approximate", found.approximate}};
  Response out;
  out.content_type = "application/json; charset=utf-8";
  out.body = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  return out;
}

}  // namespace outturn::api
