// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the JSON answers; shapes in json.h.
#include "server/api/json.h"

#include "schema/evidence/audit/flag_json.h"
#include "schema/evidence/derive.h"
#include "schema/evidence/record_json.h"
#include "schema/evidence/vocabulary.h"
#include "server/api/derived.h"
#include "server/search/cursor.h"

namespace outturn::api {
namespace {

using evidence::Json;
using evidence::number;

Response response(int status, const Json& json) {
  Response out;
  out.status = status;
  out.content_type = "application/json; charset=utf-8";
  out.body = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  return out;
}

Json optional_number(const std::optional<double>& value) {
  return value ? number(*value) : Json(nullptr);
}

}  // namespace

Json ratio_json(const evidence::Record& record) {
  const auto ratio = evidence::headline_ratio(record);
  if (!ratio) return nullptr;
  const evidence::Appraisal& appraisal = record.appraisals[ratio->appraisal];
  const auto& reported = *appraisal.ratio;
  return {{"low", optional_number(reported.low)},
          {"central", optional_number(reported.central)},
          {"high", optional_number(reported.high)},
          {"kind", appraisal.kind},
          {"perspective", appraisal.perspective},
          {"basis", appraisal.basis},
          {"currency", appraisal.currency ? Json(*appraisal.currency) : Json(nullptr)}};
}

Json query_json(const search::Question& question) {
  Json query{{"q", question.text}, {"widen", question.widen}, {"correct", question.correct}};
  for (const index::Filter& row : index::kFilters) {
    const std::string name(row.name);
    const std::size_t filter = index::number_of(row.id);
    if (row.asked == index::Asked::kValues) {
      query[name] = question.filters.values[filter];
    } else {
      query[name + "_min"] = optional_number(question.filters.ranges[filter].least);
      query[name + "_max"] = optional_number(question.filters.ranges[filter].most);
    }
  }
  query["sort"] = search::name_in(search::kSorts, question.sort);
  query["group_by"] = search::name_in(search::kGroupings, question.grouping);
  query["per_page"] = question.per_page;
  return query;
}

Response record_json(std::string_view release, const search::AuditedRecord& found,
                     const Selection& wanted) {
  Json json{{"release", release},
            {"record", evidence::to_json(found.record)},
            {"derived", nullptr},
            {"flags", evidence::to_json(std::span(found.flags))}};
  if (wanted.has("derived")) json["derived"] = derived_json(found.record);
  wanted.prune(json);
  return response(200, json);
}

Response history_json(std::string_view release, const store::History& history) {
  Json json{{"release", release}};
  json.update(store::to_json(history));
  return response(200, json);
}

Response vocabularies_json() {
  Json list = Json::array();
  for (const evidence::Vocabulary& vocabulary : evidence::vocabularies()) {
    Json terms = Json::array();
    for (const evidence::Term& term : vocabulary.terms())
      terms.push_back({{"id", term.id},
                       {"label", term.label},
                       {"synonyms", term.synonyms},
                       {"broader", term.broader.empty() ? Json(nullptr) : Json(term.broader)},
                       {"good", term.good.empty() ? Json(nullptr) : Json(term.good)}});
    list.push_back({{"name", vocabulary.name()},
                    {"label", vocabulary.label()},
                    {"description", vocabulary.description()},
                    {"terms", std::move(terms)}});
  }
  return response(200, {{"vocabularies", std::move(list)}});
}

Response error_json(int status, std::string_view code, std::string_view message,
                    std::string_view hint, const std::vector<Problem>& problems) {
  Json list = Json::array();
  for (const Problem& problem : problems)
    list.push_back(
        {{"parameter", problem.parameter}, {"message", problem.message}, {"hint", problem.hint}});
  return response(
      status,
      {{"error",
        {{"code", code}, {"message", message}, {"hint", hint}, {"problems", std::move(list)}}}});
}

}  // namespace outturn::api
