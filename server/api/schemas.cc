// SPDX-License-Identifier: GPL-3.0-or-later
// Brings the schemas of answers, of the record and of the vocabularies together; see schemas.h.
#include "server/api/schemas.h"

#include <array>
#include <stdexcept>

#include "schema/evidence/embedded.h"
#include "schema/evidence/vocabulary.h"
#include "schema/index/filters.h"
#include "server/api/parameters.h"

namespace outturn::api {
namespace {

using evidence::Json;

constexpr std::string_view kComponents = "#/components/schemas/";
constexpr std::string_view kRecordSchema = "record.schema.json";

/// The names that the parts of the record's schema have among all schemas.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kRecordParts{
    {{"slug", "Slug"},
     {"line", "Line"},
     {"text", "Text"},
     {"lines", "Lines"},
     {"date", "Date"},
     {"as_printed", "AsPrinted"},
     {"finding", "Finding"},
     {"appraisal", "Appraisal"}}};

std::string record_part(std::string_view part) {
  for (const auto& [old_name, name] : kRecordParts)
    if (old_name == part) return std::string(name);
  throw std::logic_error("record.schema.json: no name is set for its part " + std::string(part));
}

Json read(std::span<const std::pair<std::string_view, std::string_view>> files,
          std::string_view name) {
  for (const auto& [file, text] : files)
    if (file == name) return Json::parse(text);
  throw std::logic_error(std::string(name) + " is not compiled in");
}

/// References of record.schema.json as references among all schemas, and vocabularies as enums.
void settle(Json& schema) {
  constexpr std::string_view kDefinitions = "#/definitions/";
  if (schema.is_object()) {
    if (const auto ref = schema.find("$ref"); ref != schema.end() && ref->is_string()) {
      const std::string target = *ref;
      if (target.starts_with(kDefinitions))
        *ref = std::string(kComponents) + record_part(target.substr(kDefinitions.size()));
    }
    if (const auto named = schema.find("x-vocabulary");
        named != schema.end() && named->is_string() && !schema.contains("enum")) {
      Json terms = Json::array();
      for (const auto& term : evidence::vocabulary(named->get<std::string>()).terms())
        terms.push_back(term.id);
      schema["enum"] = std::move(terms);
    }
  }
  if (schema.is_structured())
    for (Json& part : schema) settle(part);
}

Json filter_schema(const index::Filter& filter, std::string_view end_type) {
  if (filter.asked != index::Asked::kValues) {
    Json end{{"type", "number"}};
    if (end_type == "null") end["type"] = {"number", "null"};
    return end;
  }
  Json value{{"type", "string"}};
  if (!filter.vocabulary.empty()) value["x-vocabulary"] = filter.vocabulary;
  return {{"type", "array"}, {"items", std::move(value)}};
}

/// The filters of a search among the properties of a schema that asks for them: all of them, an end
/// that is not set being null; or those that are set.
void add_filters(Json& schema) {
  const bool all = schema.contains("x-filters");
  if (!all && !schema.contains("x-set-filters")) return;
  for (const index::Filter& filter : index::kFilters)
    for (const std::string& name : parameters_of(filter)) {
      schema["properties"][name] = filter_schema(filter, all ? "null" : "");
      if (all) schema["required"].push_back(name);
    }
}

/// What is left of an answer of which some fields are wanted: any of them, and of each that has
/// parts any part.
Json in_part(const Json& all, Json schema) {
  const auto loosen = [&](Json& one) {
    if (const auto ref = one.find("$ref"); ref != one.end()) {
      Json target = all.at(ref->get<std::string>().substr(kComponents.size()));
      if (target.contains("properties")) one = std::move(target);
    }
    one.erase("required");
  };
  schema.erase("required");
  schema.erase("x-answers");
  schema.erase("x-selectable");
  schema["description"] = "The same where the parameter fields leaves some of it out.";
  for (Json& field : schema.at("properties")) {
    Json* inner = &field;
    if (field.contains("items")) inner = &field.at("items");
    if (field.contains("anyOf")) inner = &field.at("anyOf").front();
    loosen(*inner);
  }
  return schema;
}

Json all_schemas() {
  Json out = read(embedded_schemas(), "answers.schema.json").at("schemas");
  Json record = read(evidence::embedded_files(), kRecordSchema);
  const Json definitions = record.at("definitions");
  for (const auto& [part, schema] : definitions.items()) out[record_part(part)] = schema;
  record.erase("definitions");
  record.erase("$schema");
  record.erase("$id");
  out["Record"] = std::move(record);
  for (Json& schema : out) add_filters(schema);
  settle(out);
  Json parts = Json::object();
  for (const auto& [name, schema] : out.items())
    if (schema.contains("x-selectable")) parts[name + "Part"] = in_part(out, schema);
  out.update(parts);
  return out;
}

/// The schema that `schema` refers to, or whose lists' members it describes; itself elsewhere.
const Json& followed(const Json& schema) {
  if (const auto ref = schema.find("$ref"); ref != schema.end())
    return followed(schemas().at(ref->get<std::string>().substr(kComponents.size())));
  if (const auto items = schema.find("items"); items != schema.end()) return followed(*items);
  if (const auto either = schema.find("anyOf"); either != schema.end())
    return followed(either->front());
  return schema;
}

std::vector<std::string> names_in(const Json& schema) {
  std::vector<std::string> out;
  if (const auto fields = schema.find("properties"); fields != schema.end())
    for (const auto& [name, field] : fields->items()) out.push_back(name);
  return out;
}

}  // namespace

const Json& schemas() {
  static const Json all = all_schemas();
  return all;
}

std::string schema_of(std::string_view pattern) {
  for (const auto& [name, schema] : schemas().items())
    if (const auto answers = schema.find("x-answers"); answers != schema.end())
      for (const Json& one : *answers)
        if (one == pattern) return name;
  return {};
}

std::vector<std::string> fields_of(std::string_view schema) {
  return names_in(schemas().at(std::string(schema)));
}

std::vector<std::string> parts_of(std::string_view schema, std::string_view field) {
  return names_in(
      followed(schemas().at(std::string(schema)).at("properties").at(std::string(field))));
}

}  // namespace outturn::api
