// SPDX-License-Identifier: GPL-3.0-or-later
// From the description of the API to the view of its page; see docs_view.h.
#include "server/render/docs_view.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "server/render/format.h"
#include "server/search/cursor.h"

namespace outturn::render {
namespace {

using evidence::Json;
using nlohmann::json;

constexpr std::string_view kSearch = "/api/v1/search";

std::string text_at(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// A value of the description as a reader sees it: strings without quotes.
std::string shown(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string joined(const Json& values) {
  std::string out;
  for (const Json& value : values) out += (out.empty() ? "" : ", ") + shown(value);
  return out;
}

class View {
 public:
  explicit View(const Json& description) : all_(description) {}

  json operations() const {
    json list = json::array();
    for (const auto& [path, methods] : all_.at("paths").items())
      list.push_back(operation(path, methods.at("get")));
    return list;
  }

  json filters() const {
    json list = json::array();
    for (const auto& [key, parameter] : all_.at("components").at("parameters").items())
      if (key.starts_with("filter.")) list.push_back(parameter_view(parameter));
    return list;
  }

  static json samples(const Json& list, const std::string& anchor) {
    json out = json::array();
    for (const Json& sample : list)
      out.push_back({{"label", sample.at("label")},
                     {"source", sample.at("source")},
                     {"sample_id", fmt::format("{}-{}", anchor, shown(sample.at("label")))}});
    return out;
  }

 private:
  const Json& resolved(const Json& part) const {
    const auto ref = part.find("$ref");
    if (ref == part.end()) return part;
    return all_.at(Json::json_pointer(ref->get<std::string>().substr(1)));
  }

  json operation(const std::string& path, const Json& operation) const {
    const std::string anchor = text_at(operation, "operationId");
    json view{{"path", path},
              {"anchor", anchor},
              {"summary", operation.at("summary")},
              {"example", text_at(operation, "x-example")},
              {"samples", json::array()},
              {"parameters", json::array()},
              {"takes_search", false},
              {"takes_filters", false},
              {"fields", fields(operation)}};
    if (const auto samples_of = operation.find("x-codeSamples"); samples_of != operation.end())
      view["samples"] = samples(*samples_of, anchor);
    for (const Json& parameter : operation.at("parameters")) {
      const std::string target = text_at(parameter, "$ref");
      if (target.find("/filter.") != std::string::npos)
        view["takes_filters"] = true;
      else if (target.find("/search.") != std::string::npos && path != kSearch)
        view["takes_search"] = true;
      else
        view["parameters"].push_back(parameter_view(resolved(parameter)));
    }
    if (view["takes_search"] == true) view["takes_filters"] = false;
    view["has_parameters"] = !view["parameters"].empty();
    view["has_fields"] = !view["fields"].empty();
    return view;
  }

  static std::string kind_of(const Json& schema) {
    if (const auto values = schema.find("enum"); values != schema.end())
      return fmt::format("one of {}", joined(*values));
    const std::string type = text_at(schema, "type");
    std::string out = type == "integer" ? "whole number" : type == "string" ? "text" : type;
    if (schema.contains("minimum") && schema.contains("maximum") && type == "integer")
      out +=
          fmt::format(" from {} to {}", shown(schema.at("minimum")), shown(schema.at("maximum")));
    return out;
  }

  static json parameter_view(const Json& parameter) {
    const Json& schema = parameter.at("schema");
    const bool repeats = text_at(schema, "type") == "array";
    std::string kind = kind_of(repeats ? schema.at("items") : schema);
    if (repeats) kind += "; may be repeated";
    const auto fallback = schema.find("default");
    return {{"name", parameter.at("name")},
            {"meaning", parameter.at("description")},
            {"kind", kind},
            {"needed", parameter.value("required", false)},
            {"fallback", fallback == schema.end() ? "" : shown(*fallback)}};
  }

  /// The fields of the JSON that the operation answers with.
  json fields(const Json& operation) const {
    json list = json::array();
    const auto& content = operation.at("responses").at("200").at("content");
    const auto media = content.find("application/json");
    if (media == content.end() || !media->contains("schema")) return list;
    const Json* schema = &media->at("schema");
    if (schema->contains("anyOf")) schema = &schema->at("anyOf").front();
    const Json& answer = resolved(*schema);
    if (const auto properties = answer.find("properties"); properties != answer.end())
      for (const auto& [name, field] : properties->items())
        list.push_back({{"field", name}, {"says", says(field)}});
    return list;
  }

  std::string says(const Json& field) const {
    const std::string own = text_at(field, "description");
    return own.empty() ? text_at(resolved(field), "description") : own;
  }

  const Json& all_;
};

}  // namespace

json docs_view(const Site& site, const Release& release, const Json& description) {
  const View of(description);
  json view = page_view(site, &release, "API");
  view["query"] = "";
  view["server"] = description.at("servers").front().at("url");
  view["operations"] = of.operations();
  view["filters"] = of.filters();
  view["paging"] = View::samples(description.at("x-guide").at("paging"), "paging");
  view["unchanged"] = View::samples(description.at("x-guide").at("unchanged"), "unchanged");
  view["most_per_page"] = std::to_string(search::kMostPerPage);
  return view;
}

}  // namespace outturn::render
