// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the JSON answers; shapes in json.h.
#include "server/api/json.h"

#include "schema/evidence/audit/flag_json.h"
#include "schema/evidence/derive.h"
#include "schema/evidence/record_json.h"
#include "schema/evidence/vocabulary.h"
#include "schema/index/bins.h"
#include "server/api/derived.h"
#include "server/search/cursor.h"
#include "server/search/permalink.h"

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

std::string_view favours_name(evidence::Favours favours) {
  switch (favours) {
    case evidence::Favours::kIntervention:
      return "intervention";
    case evidence::Favours::kComparison:
      return "comparison";
    case evidence::Favours::kNotClear:
      return "not_clear";
    case evidence::Favours::kNotKnown:
      return "not_known";
  }
  return "not_known";
}

/// The figure as reported; value_favourable has the sign that is positive where it favours the
/// intervention.
Json effect_json(const evidence::Record& record, const std::vector<std::string>& outcomes) {
  const auto best = evidence::best_effect(record, outcomes);
  if (!best) return nullptr;
  const evidence::Finding& finding = record.findings[best->finding];
  const evidence::OrientedEffect reported = evidence::as_reported(best->effect);
  return {{"finding", best->finding},
          {"outcome", finding.outcome},
          {"better", finding.better},
          {"value", number(reported.value)},
          {"ci_low", optional_number(reported.low)},
          {"ci_high", optional_number(reported.high)},
          {"value_favourable", number(best->effect.value)},
          {"favours", favours_name(evidence::favours(best->effect))}};
}

Json places_json(const evidence::Record& record) {
  Json places = Json::array();
  for (const auto& place : record.places) {
    Json one{{"country", place.country}};
    if (place.area) one["area"] = *place.area;
    places.push_back(std::move(one));
  }
  return places;
}

Json hit_json(const search::Hit& hit, const search::Question& question) {
  const evidence::Record& record = hit.record;
  Json why = Json::array();
  for (const search::Reason& reason : hit.why)
    why.push_back({{"field", reason.field}, {"words", reason.words}});
  return {
      {"id", record.id},
      {"title", record.title},
      {"programme", record.programme ? Json(record.programme->name) : Json(nullptr)},
      {"summary", record.summary},
      {"snippet", hit.snippet_html},
      {"type", record.type},
      {"places", places_json(record)},
      {"outcomes", evidence::outcomes_of(record)},
      {"effect",
       effect_json(record, question.filters.values[index::number_of(index::FilterId::kOutcome)])},
      {"ratio", ratio_json(record)},
      {"design", record.evidence.design},
      {"maryland", record.evidence.maryland ? Json(*record.evidence.maryland) : Json(nullptr)},
      {"narrative", evidence::is_narrative(record)},
      {"findings", record.findings.size()},
      {"appraisals", record.appraisals.size()},
      {"why", std::move(why)},
      {"lacks", hit.lacks},
      {"in_programme", hit.in_programme},
      {"restored_figures", evidence::restored_figures(record)}};
}

Json facet_json(const search::Facet& facet) {
  Json options = Json::array();
  for (const auto& option : facet.options)
    options.push_back({{"value", option.value},
                       {"label", option.label},
                       {"count", option.count},
                       {"selected", option.selected}});
  const index::Filter& row = index::filter(facet.filter);
  return {{"name", row.name},
          {"label", row.label},
          {"distinct", facet.distinct},
          {"options", std::move(options)}};
}

/// A bin holds its lower edge and not its upper; the first has no lower, the last no upper.
Json histogram_json(const search::Histogram& histogram) {
  const auto edges = index::edges_of(histogram.filter);
  Json bins = Json::array();
  for (std::size_t bin = 0; bin < histogram.counts.size(); ++bin)
    bins.push_back({{"from", bin == 0 ? Json(nullptr) : number(edges[bin - 1])},
                    {"to", bin == edges.size() ? Json(nullptr) : number(edges[bin])},
                    {"count", histogram.counts[bin]}});
  const index::Filter& row = index::filter(histogram.filter);
  return {{"name", row.name}, {"label", row.label}, {"bins", std::move(bins)}};
}

/// What the order keeps to; null for an order that compares no figures.
Json order_json(const search::Answer& answer) {
  const auto sort = answer.question.sort;
  if (sort != search::Sort::kRatio && sort != search::Sort::kEffect && sort != search::Sort::kCost)
    return nullptr;
  const auto text = [](const std::string& value) {
    return value.empty() ? Json(nullptr) : Json(value);
  };
  const search::Comparability& kept = answer.comparable;
  return {{"kind", text(kept.kind)},
          {"perspective", text(kept.perspective)},
          {"domain", text(kept.domain)},
          {"currency", text(kept.currency)},
          {"records_with_figure", answer.with_figure}};
}

Json reading_json(const query::Reading& reading) {
  Json widened = Json::array();
  for (const auto& one : reading.widened)
    widened.push_back({{"words", one.words}, {"with", one.with}});
  Json corrected = Json::array();
  for (const auto& one : reading.corrected)
    corrected.push_back({{"typed", one.typed}, {"searched", one.searched}});
  Json dropped = Json::array();
  for (const auto& one : reading.dropped)
    dropped.push_back({{"word", one.word}, {"unknown", one.unknown}});
  return {{"widened", std::move(widened)},
          {"corrected", std::move(corrected)},
          {"dropped", std::move(dropped)},
          {"nearest", reading.nearest},
          {"long_text", reading.long_text}};
}

std::string_view words_name(search::WordMatch words) {
  switch (words) {
    case search::WordMatch::kAllWords:
      return "all";
    case search::WordMatch::kSomeWords:
      return "some";
    case search::WordMatch::kNoWords:
      return "none";
  }
  return "none";
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

search::AnswerParts parts_for(const Selection& wanted) {
  // Where a word is in the summary is read from the snippet.
  const auto of_hits = [&](std::string_view part) {
    return wanted.has("results", part) || wanted.has("near", part);
  };
  return {.counts = wanted.has("facets") || wanted.has("histograms") || wanted.has("without"),
          .hits = wanted.has("results"),
          .snippets = of_hits("snippet") || of_hits("why"),
          .reasons = of_hits("why"),
          .near = wanted.has("near")};
}

Response search_json(const search::Answer& answer, const Selection& wanted) {
  Json json{{"release", answer.release},
            {"query", query_json(answer.question)},
            {"total", answer.total},
            {"approximate", answer.approximate},
            {"order", order_json(answer)},
            {"words_matched", words_name(answer.words)},
            {"reading", reading_json(answer.reading)},
            {"notes", answer.notes},
            {"results", Json::array()},
            {"near", Json::array()},
            {"facets", Json::array()},
            {"histograms", Json::array()},
            {"without", Json::object()},
            {"total_without_filters", answer.total_without_filters},
            {"next", nullptr}};
  for (const auto& hit : answer.hits) json["results"].push_back(hit_json(hit, answer.question));
  for (const auto& hit : answer.near) json["near"].push_back(hit_json(hit, answer.question));
  if (wanted.has("facets"))
    for (const auto& facet : answer.facets) json["facets"].push_back(facet_json(facet));
  if (wanted.has("histograms"))
    for (const auto& histogram : answer.histograms)
      json["histograms"].push_back(histogram_json(histogram));
  for (const auto& lifted : answer.lifted)
    json["without"][std::string(index::filter(lifted.filter).name)] = lifted.total;
  if (answer.next_offset)
    json["next"] = search::cursor_text(*answer.next_offset, answer.question.seal);
  wanted.prune(json);
  return response(200, json);
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
