// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the description of the API; contract in description.h.
#include "server/routes/description.h"

#include <fmt/format.h>

#include <array>
#include <set>

#include "schema/base/text.h"
#include "schema/evidence/vocabulary.h"
#include "schema/index/filters.h"
#include "server/api/parameters.h"
#include "server/api/schemas.h"
#include "server/downloads/download.h"
#include "server/routes/samples.h"

namespace outturn::routes {
namespace {

using evidence::Json;

/// A vocabulary with more terms is named, not listed.
constexpr std::size_t kFewTerms = 40;

Json ref(std::string_view kind, std::string_view name) {
  return {{"$ref", fmt::format("#/components/{}/{}", kind, name)}};
}

/// A value of a parameter, written as text in the tables, as what it is.
Json value_of(std::string_view type, std::string_view text) {
  if (type == "string") return text;
  return Json::parse(text);
}

Json schema_of(const ParameterNote& note) {
  Json value{{"type", note.type}};
  for (const std::string_view one : note.values) value["enum"].push_back(one);
  if (note.least) value["minimum"] = evidence::number(*note.least);
  if (note.most) value["maximum"] = evidence::number(*note.most);
  if (!note.fallback.empty()) value["default"] = value_of(note.type, note.fallback);
  if (!note.repeats) return value;
  return {{"type", "array"}, {"items", std::move(value)}};
}

Json parameter_of(const ParameterNote& note) {
  Json out{{"name", note.name},
           {"in", "query"},
           {"description", note.meaning},
           {"required", note.required},
           {"schema", schema_of(note)}};
  if (!note.example.empty()) {
    Json example = value_of(note.type, note.example);
    out["example"] = note.repeats ? Json::array({std::move(example)}) : std::move(example);
  }
  return out;
}

/// The values of a filter, where they are few enough to be listed.
Json values_of(const index::Filter& filter) {
  Json values = Json::array();
  if (!filter.vocabulary.empty()) {
    const auto& terms = evidence::vocabulary(filter.vocabulary).terms();
    if (terms.size() <= kFewTerms)
      for (const evidence::Term& term : terms) values.push_back(term.id);
  } else {
    for (const index::OwnValue& own : index::kOwnValues)
      if (own.filter == filter.id) values.push_back(own.value);
  }
  return values;
}

std::string_view level_text(index::Level level) {
  switch (level) {
    case index::Level::kFinding:
      return " Of a finding: all such filters must be met by one and the same finding.";
    case index::Level::kAppraisal:
      return " Of an appraisal: all such filters must be met by one and the same appraisal.";
    case index::Level::kRecord:
      break;
  }
  return "";
}

Json parameter_of(const index::Filter& filter, const std::string& name) {
  const bool by_values = filter.asked == index::Asked::kValues;
  Json schema{{"type", "number"}};
  std::string more;
  if (by_values) {
    Json value{{"type", "string"}};
    if (Json values = values_of(filter); !values.empty())
      value["enum"] = std::move(values);
    else if (!filter.vocabulary.empty())
      more = fmt::format(" A term of the vocabulary {}.", filter.vocabulary);
    schema = {{"type", "array"}, {"items", std::move(value)}};
  }
  std::string says = fmt::format("{}: {}.", filter.label, filter.description);
  if (!by_values) says += name.ends_with("_min") ? " At least this." : " At most this.";
  return {{"name", name},
          {"in", "query"},
          {"description", says + more + std::string(level_text(filter.level))},
          {"required", false},
          {"schema", std::move(schema)}};
}

std::string filter_key(std::string_view name) { return fmt::format("filter.{}", name); }
std::string search_key(std::string_view name) { return fmt::format("search.{}", name); }

/// The parameters that several addresses share.
Json shared_parameters() {
  Json out = Json::object();
  for (const ParameterNote& note : api::search_parameters())
    out[search_key(note.name)] = parameter_of(note);
  for (const index::Filter& filter : index::kFilters)
    for (const std::string& name : api::parameters_of(filter))
      out[filter_key(name)] = parameter_of(filter, name);
  return out;
}

/// Calls `use` with every form that an address ending in {format} comes in.
template <typename Use>
void for_each_format(std::string_view pattern, const Use& use) {
  const bool parts = pattern.find("/findings.") != std::string_view::npos ||
                     pattern.find("/appraisals.") != std::string_view::npos;
  const auto holds = parts ? downloads::JsonHolds::kRows : downloads::JsonHolds::kRecords;
  for (const downloads::FormatRow& row : downloads::kFormats)
    if (downloads::holds(holds, row.format)) use(row);
}

Json path_parameter(std::string_view name, std::string_view pattern) {
  Json schema{{"type", "string"}};
  std::string_view says = "The id of what is asked for.";
  if (name == "format") {
    says = "In which form: the ending of a file's name.";
    for_each_format(pattern,
                    [&](const downloads::FormatRow& row) { schema["enum"].push_back(row.name); });
  }
  if (name == "id" && pattern.find("/records/") != std::string_view::npos) {
    says = "The id of the record.";
    schema = ref("schemas", "Slug");
  }
  return {{"name", name},
          {"in", "path"},
          {"description", says},
          {"required", true},
          {"schema", std::move(schema)}};
}

bool has(const Route& route, std::string_view name) {
  return route.pattern.find(fmt::format("{{{}}}", name)) != std::string_view::npos;
}

Json parameters_of(const Route& route) {
  Json out = Json::array();
  for (const std::string_view name : {"id", "format"})
    if (has(route, name)) out.push_back(path_parameter(name, route.pattern));
  if (route.takes == Takes::kSearch)
    for (const ParameterNote& note : api::search_parameters())
      out.push_back(ref("parameters", search_key(note.name)));
  for (const ParameterNote& note : route.parameters) out.push_back(parameter_of(note));
  if (route.takes == Takes::kSearch || route.takes == Takes::kFilters)
    for (const index::Filter& filter : index::kFilters)
      for (const std::string& name : api::parameters_of(filter))
        out.push_back(ref("parameters", filter_key(name)));
  return out;
}

Json content_of(const Route& route) {
  const std::string name = api::schema_of(route.pattern);
  if (name.empty() && has(route, "format")) {
    Json out = Json::object();
    for_each_format(route.pattern, [&](const downloads::FormatRow& row) {
      out[std::string(row.bare_type())] = Json::object();
    });
    return out;
  }
  Json schema{{"type", "object"}};
  if (!name.empty()) schema = ref("schemas", name);
  if (api::schemas().contains(name + "Part"))
    schema = {{"anyOf", {schema, ref("schemas", name + "Part")}}};
  return {{"application/json", {{"schema", std::move(schema)}}}};
}

/// Whether the answer is of records that may have been removed. Of several, as /compare has them,
/// those that are left are enough, or too few, which is a mistake.
bool names_record(const Route& route) {
  if (has(route, "id")) return route.pattern.find("/records/") != std::string_view::npos;
  const auto named = [&](std::string_view name) {
    return api::find_note(route.parameters, name) != nullptr;
  };
  return named("id") || (named("ids") && has(route, "format"));
}

Json responses_of(const Route& route) {
  Json out{
      {"200",
       {{"description", route.summary},
        {"headers",
         {{"ETag", ref("headers", "ETag")}, {"Cache-Control", ref("headers", "CacheControl")}}},
        {"content", content_of(route)}}},
      {"304", ref("responses", "NotModified")},
      {"400", ref("responses", "BadRequest")}};
  if (names_record(route) || has(route, "id") || has(route, "format"))
    out["404"] = ref("responses", "NotFound");
  if (names_record(route)) out["410"] = ref("responses", "Gone");
  out["503"] = ref("responses", "Unavailable");
  out["default"] = ref("responses", "Refused");
  return out;
}

/// "records_history" of "/api/v1/records/{id}/history".
std::string operation_of(std::string_view pattern) {
  std::string out;
  for (const char c : pattern.substr(kApi.size() + 1)) out += c == '/' || c == '.' ? '_' : c;
  for (const std::string_view name : {"{id}", "{format}"})
    if (const auto at = out.find(name); at != std::string::npos)
      out.replace(at, name.size(), name.substr(1, name.size() - 2));
  return out;
}

Json operation_of(const Route& route, const std::string& server) {
  Json out{{"operationId", operation_of(route.pattern)},
           {"summary", route.summary},
           {"parameters", parameters_of(route)},
           {"responses", responses_of(route)}};
  if (route.example.empty()) return out;
  out["x-example"] = route.example;
  out["x-codeSamples"] = samples_of(route, server);
  return out;
}

Json error_response(std::string_view says) {
  return {{"description", says},
          {"content", {{"application/json", {{"schema", ref("schemas", "Error")}}}}}};
}

Json shared_responses() {
  return {
      {"NotModified", {{"description", "What you hold under that ETag has not changed."}}},
      {"BadRequest", error_response("Parameters are unknown or wrong; all of them are listed.")},
      {"NotFound", error_response("There is nothing of that name.")},
      {"Gone", error_response("The record was removed; its history says when and why.")},
      {"Unavailable", error_response("Not ready, or too busy; try again in a few seconds.")},
      {"Refused", error_response("Any other error, in the same shape: 404 for an address that is "
                                 "not there, 405 for a method other than GET, 414 for an address "
                                 "beyond 24 kB, 500 for a fault of the service.")}};
}

Json shared_headers() {
  return {{"ETag",
           {{"description",
             "Stands for this answer; sent back as If-None-Match it asks whether it has changed. "
             "Answers that nobody is to keep have none."},
            {"schema", {{"type", "string"}}}}},
          {"CacheControl",
           {{"description", "no-cache: keep it, and ask whether it has changed; or no-store."},
            {"schema", {{"type", "string"}}}}}};
}

Json info() {
  return {{"title", "Outturn"},
          {"version", "1"},
          {"summary", "What interventions achieved and returned, with where each figure stands."},
          {"description",
           "For reading alone: GET and HEAD, without a key. Within version 1 fields, parameters "
           "and values may be added, none is taken away or changes its meaning; so pass over what "
           "you do not know. Answers name the release they were made from."},
          {"license", {{"name", "GPL-3.0-or-later"}, {"identifier", "GPL-3.0-or-later"}}}};
}

}  // namespace

Json describe(std::span<const Route> rows, const std::string& server) {
  Json paths = Json::object();
  for (const Route& route : rows)
    if (route.pattern.starts_with(kApi))
      paths[std::string(route.pattern)] = {{"get", operation_of(route, server)}};
  return {{"openapi", "3.1.0"},
          {"info", info()},
          {"servers", Json::array({{{"url", server.empty() ? "/" : server}}})},
          {"paths", std::move(paths)},
          {"components",
           {{"schemas", api::schemas()},
            {"parameters", shared_parameters()},
            {"responses", shared_responses()},
            {"headers", shared_headers()}}},
          {"x-guide", guide_samples(server)}};
}

}  // namespace outturn::routes
