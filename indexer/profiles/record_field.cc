// SPDX-License-Identifier: GPL-3.0-or-later
// Walks record.schema.json once and keeps every leaf under its list and path.
#include "indexer/profiles/record_field.h"

#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "schema/evidence/validate.h"

namespace outturn::ingest {
namespace {

using nlohmann::ordered_json;

struct Fields {
  std::map<std::string, std::vector<std::pair<std::string, RecordField>>, std::less<>> lists;
};

std::string joined(std::string_view a, std::string_view b) {
  return a.empty() ? std::string(b) : std::string(a) + "." + std::string(b);
}

class SchemaWalk {
 public:
  explicit SchemaWalk(const ordered_json& schema) : schema_(schema) {}

  Fields fields() {
    walk("", "", schema_);
    return std::move(fields_);
  }

 private:
  const ordered_json& resolved(const ordered_json& node) const {
    const auto ref = node.find("$ref");
    if (ref == node.end()) return node;
    return schema_.at(ordered_json::json_pointer(ref->get<std::string>().substr(1)));
  }

  void walk(const std::string& list, const std::string& path, const ordered_json& object) {
    for (const auto& [name, child] : object.at("properties").items())
      visit(list, joined(path, name), resolved(child), child.value("$ref", std::string()));
  }

  void visit(const std::string& list, const std::string& path, const ordered_json& node,
             const std::string& ref) {
    const std::string type = node.value("type", std::string("string"));
    if (type == "object") {
      // What is printed is put there by reading, not by naming it.
      if (node.contains("properties")) walk(list, path, node);
    } else if (type == "array") {
      const ordered_json& items = resolved(node.at("items"));
      if (items.value("type", std::string()) == "object") {
        fields_.lists[joined(list, path)];
        walk(joined(list, path), "", items);
      } else {
        RecordField field = leaf(items, node.at("items").value("$ref", std::string()));
        field.list = true;
        fields_.lists[list].emplace_back(path, field);
      }
    } else {
      fields_.lists[list].emplace_back(path, leaf(node, ref));
    }
  }

  static RecordField leaf(const ordered_json& node, const std::string& ref) {
    RecordField field;
    const std::string type = node.value("type", std::string());
    field.longest = node.value("maxLength", std::size_t{0});
    if (node.contains("x-vocabulary")) {
      field.kind = FieldKind::kTerm;
      field.vocabulary = &evidence::vocabulary(node["x-vocabulary"].get<std::string>());
    } else if (type == "number") {
      field.kind = FieldKind::kNumber;
    } else if (type == "integer") {
      field.kind = FieldKind::kInteger;
    } else if (type == "boolean") {
      field.kind = FieldKind::kTruth;
    } else if (ref.ends_with("/date")) {
      field.kind = FieldKind::kDate;
    } else if (ref.ends_with("/slug") || node.value("pattern", "") == "^[a-z0-9]+(-[a-z0-9]+)*$") {
      field.kind = FieldKind::kSlug;
    }
    return field;
  }

  const ordered_json& schema_;
  Fields fields_;
};

const Fields& all_fields() {
  static const Fields kFields = [] {
    const auto schema = ordered_json::parse(evidence::record_schema());
    return SchemaWalk(schema).fields();
  }();
  return kFields;
}

}  // namespace

std::optional<RecordField> record_field(std::string_view list, std::string_view path) {
  const auto found = all_fields().lists.find(list);
  if (found == all_fields().lists.end()) return {};
  for (const auto& [name, field] : found->second)
    if (name == path) return field;
  return {};
}

bool is_record_list(std::string_view list) {
  return !list.empty() && all_fields().lists.contains(list);
}

std::vector<std::string> record_paths(std::string_view list) {
  std::vector<std::string> paths;
  if (const auto found = all_fields().lists.find(list); found != all_fields().lists.end())
    for (const auto& [name, field] : found->second) paths.push_back(name);
  return paths;
}

std::vector<std::string> record_lists() {
  std::vector<std::string> lists;
  for (const auto& [name, fields] : all_fields().lists)
    if (!name.empty()) lists.push_back(name);
  return lists;
}

}  // namespace outturn::ingest
