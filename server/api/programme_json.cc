// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a programme; shape in programme.h.
#include <optional>
#include <string>
#include <utility>

#include "schema/evidence/record_json.h"
#include "server/api/programme.h"
#include "server/render/programme_words.h"
#include "server/search/programme/disagreement.h"
#include "server/search/programme/results.h"

namespace outturn::api {
namespace {

using evidence::Json;
using evidence::Record;
using search::Way;

Json number_or_null(const std::optional<double>& value) {
  return value ? evidence::number(*value) : Json(nullptr);
}

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json disagreement_json(const search::Disagreement& disagreement,
                       const std::vector<Record>& records) {
  Json sides = Json::array();
  for (const search::Side& side : disagreement.sides) {
    Json on_it = Json::array();
    for (std::size_t i = 0; i < side.records.size(); ++i)
      on_it.push_back({{"id", records[side.records[i]].id}, {"detail", side.details[i]}});
    sides.push_back({{"what", side.what},
                     {"words", render::side_words(disagreement, side)},
                     {"records", std::move(on_it)}});
  }
  return {{"kind", search::to_text(disagreement.kind)},
          {"about", disagreement.about},
          {"sentence", render::sentence_words(disagreement)},
          {"sides", std::move(sides)}};
}

Json result_json(const search::OutcomeResult& result, const std::vector<Record>& records) {
  Json numbers = Json::array();
  for (const std::size_t finding : result.findings) numbers.push_back(finding + 1);
  const bool any = result.effects > 0;
  const auto end = [&](std::optional<double> evidence::OrientedEffect::*which) {
    return result.effect ? number_or_null((*result.effect).*which) : Json(nullptr);
  };
  return {{"outcome", result.outcome},
          {"record", records[result.record].id},
          {"findings", std::move(numbers)},
          {"in_favour", result.count(Way::kFavours)},
          {"against", result.count(Way::kAgainst)},
          {"not_clear", result.count(Way::kNotClear)},
          {"not_told", result.count(Way::kNotTold)},
          {"effects", result.effects},
          {"g_low", any ? evidence::number(result.lowest) : Json(nullptr)},
          {"g_high", any ? evidence::number(result.highest) : Json(nullptr)},
          {"ci_low", end(&evidence::OrientedEffect::low)},
          {"ci_high", end(&evidence::OrientedEffect::high)},
          {"se", number_or_null(result.se)}};
}

Json ratio_json(const search::ClassedRatio& ratio, const std::vector<Record>& records) {
  const Record& record = records[ratio.record];
  const evidence::Appraisal& appraisal = record.appraisals[ratio.appraisal];
  return {{"kind", appraisal.kind},
          {"perspective", appraisal.perspective},
          {"basis", appraisal.basis},
          {"record", record.id},
          {"appraisal", ratio.appraisal + 1},
          {"low", number_or_null(appraisal.ratio->low)},
          {"central", number_or_null(appraisal.ratio->central)},
          {"high", number_or_null(appraisal.ratio->high)},
          {"currency", or_null(appraisal.currency)},
          {"price_year", or_null(appraisal.price_year)}};
}

Json record_json(const Record& record) {
  Json places = Json::array();
  for (const auto& place : record.places) {
    Json one{{"country", place.country}};
    if (place.area) one["area"] = *place.area;
    places.push_back(std::move(one));
  }
  Json ratings = Json::array();
  for (const auto& rating : record.evidence.ratings)
    ratings.push_back({{"scale", rating.scale}, {"value", rating.value}});
  std::optional<int> year;
  for (const auto& source : record.sources)
    if (!year) year = source.year;
  return {{"id", record.id},
          {"title", record.title},
          {"places", std::move(places)},
          {"design", record.evidence.design},
          {"maryland", or_null(record.evidence.maryland)},
          {"ratings", std::move(ratings)},
          {"year", or_null(year)}};
}

}  // namespace

Response programme_json(std::string_view release, const search::Programme& programme) {
  const std::vector<Record>& records = programme.records;
  Json differ = Json::array();
  for (const auto& one : search::disagreements(records))
    differ.push_back(disagreement_json(one, records));
  Json results = Json::array();
  for (const auto& one : search::results_by_outcome(records))
    results.push_back(result_json(one, records));
  Json ratios = Json::array();
  for (const auto& one : search::ratios_by_class(records))
    ratios.push_back(ratio_json(one, records));
  Json list = Json::array();
  for (const Record& record : records) list.push_back(record_json(record));
  const Json json{{"release", release},
                  {"id", programme.id},
                  {"names", programme.names},
                  {"aliases", programme.aliases},
                  {"total", programme.total},
                  {"read", records.size()},
                  {"disagreements", std::move(differ)},
                  {"results", std::move(results)},
                  {"ratios", std::move(ratios)},
                  {"records", std::move(list)}};
  return {200,
          "application/json; charset=utf-8",
          json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n",
          {}};
}

}  // namespace outturn::api
