// SPDX-License-Identifier: GPL-3.0-or-later
// Validation in three passes: structure (json_schema.h), vocabulary terms, rules across fields. The
// later passes run only over what is well-formed, so that one slip gives one problem.
#include "schema/evidence/validate.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "schema/base/text.h"
#include "schema/evidence/embedded.h"
#include "schema/evidence/json_schema.h"
#include "schema/evidence/parse_json.h"
#include "schema/evidence/sure_schema.h"
#include "schema/evidence/vocabulary.h"

namespace outturn::evidence {
namespace {

using nlohmann::json;

constexpr std::string_view kSchemaFile = "record.schema.json";
constexpr std::size_t kDeepest = 32;

const JsonSchema& schema() {
  static const JsonSchema kSchema(record_schema(), "schema/evidence/record.schema.json");
  return kSchema;
}

const json& schema_json() { return schema().document(); }

/// Line breaks and tabs are text; other control characters are damage.
bool has_control_characters(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
  return base::printable(text) != text;
}

void check_limits(const json& node, const std::string& pointer, std::size_t depth,
                  std::vector<Problem>& problems) {
  if (depth > kDeepest) {
    problems.push_back({pointer, fmt::format("nested more than {} levels deep", kDeepest), ""});
  } else if (node.is_string() && node.get_ref<const std::string&>().size() > kLongestString) {
    problems.push_back({pointer, fmt::format("text longer than {} bytes", kLongestString),
                        "shorten it; summaries are a few sentences"});
  } else if (node.is_string() && has_control_characters(node.get_ref<const std::string&>())) {
    problems.push_back({pointer, "holds a control character or bytes that are not UTF-8",
                        "type the text anew at that place"});
  } else if (node.is_object()) {
    for (const auto& [key, child] : node.items())
      check_limits(child, pointer + "/" + pointer_step(base::clip(key, 80)), depth + 1, problems);
  } else if (node.is_array()) {
    for (std::size_t i = 0; i < node.size(); ++i)
      check_limits(node[i], fmt::format("{}/{}", pointer, i), depth + 1, problems);
  }
}

void check_terms(const json& schema, const json& node, const std::string& pointer,
                 std::vector<Problem>& problems) {
  if (const auto ref = schema.find("$ref"); ref != schema.end()) {
    const json::json_pointer target(ref->get<std::string>().substr(1));
    return check_terms(schema_json().at(target), node, pointer, problems);
  }
  if (const auto name = schema.find("x-vocabulary"); name != schema.end() && node.is_string()) {
    const Vocabulary& terms = vocabulary(name->get<std::string>());
    const auto& id = node.get_ref<const std::string&>();
    if (terms.find(id) != nullptr) return;
    const std::string near = terms.nearest(id);
    problems.push_back(
        {pointer,
         fmt::format("\"{}\" is not in the vocabulary \"{}\"", base::clip(base::printable(id), 60),
                     terms.name()),
         near.empty()
             ? fmt::format("see schema/evidence/vocab/{}.json", terms.name())
             : fmt::format("did you mean \"{}\"? All terms are in schema/evidence/vocab/{}.json",
                           near, terms.name())});
  } else if (node.is_object() && schema.contains("properties")) {
    for (const auto& [key, child] : schema.at("properties").items())
      if (const auto found = node.find(key); found != node.end())
        check_terms(child, *found, pointer + "/" + key, problems);
  } else if (node.is_array() && schema.contains("items")) {
    for (std::size_t i = 0; i < node.size(); ++i)
      check_terms(schema.at("items"), node[i], fmt::format("{}/{}", pointer, i), problems);
  }
}

/// Reports where two numbers of an object stand in the wrong order.
void check_order(const json& object, const std::string& pointer, const char* low, const char* high,
                 std::vector<Problem>& problems) {
  if (!object.contains(low) || !object.contains(high)) return;
  if (object[low].get<double>() <= object[high].get<double>()) return;
  problems.push_back({pointer + "/" + low,
                      fmt::format("{} {} is greater than {} {}", low, object[low].dump(), high,
                                  object[high].dump()),
                      "swap them, or correct the one that was misread"});
}

void check_source(const json& object, const std::string& pointer, const std::set<std::string>& ids,
                  std::vector<Problem>& problems) {
  const auto found = object.find("source");
  if (found == object.end() || ids.contains(found->get<std::string>())) return;
  problems.push_back(
      {pointer + "/source",
       fmt::format("\"{}\" is not one of the record's sources", found->get<std::string>()),
       "add it to \"sources\", or name one that is there"});
}

void check_as_printed(const json& schema, const json& object, const std::string& pointer,
                      std::vector<Problem>& problems) {
  const auto printed = object.find("as_printed");
  if (printed == object.end()) return;
  for (const auto& [key, text] : printed->items()) {
    if (schema.at("properties").contains(key) && key != "as_printed") continue;
    problems.push_back({pointer + "/as_printed/" + pointer_step(key),
                        fmt::format("\"{}\" is not a field of what it stands beside",
                                    base::clip(base::printable(key), 60)),
                        "name the field whose print differs"});
  }
}

class CrossFieldRules {
 public:
  CrossFieldRules(const json& record, std::vector<Problem>& problems)
      : record_(record), problems_(problems) {
    for (const auto& source : record.at("sources"))
      if (!ids_.insert(source.at("id").get<std::string>()).second)
        problems_.push_back({"/sources", "two sources share the id " + source.at("id").dump(), ""});
  }

  void check() {
    if (const auto people = record_.find("population"); people != record_.end())
      check_order(*people, "/population", "age_min", "age_max", problems_);
    each(record_.at("evidence"), "/evidence", "ratings", "rating");
    each(record_, "", "findings", "finding");
    each(record_, "", "appraisals", "appraisal");
  }

 private:
  void each(const json& parent, const std::string& pointer, const char* list,
            std::string_view what) {
    const auto found = parent.find(list);
    if (found == parent.end()) return;
    for (std::size_t i = 0; i < found->size(); ++i)
      check_part((*found)[i], fmt::format("{}/{}/{}", pointer, list, i), what);
  }

  void check_part(const json& part, const std::string& pointer, std::string_view what) {
    check_source(part, pointer, ids_, problems_);
    if (what == "finding") {
      check_order(part, pointer, "ci_low", "ci_high", problems_);
      check_as_printed(schema_json().at("definitions").at("finding"), part, pointer, problems_);
    } else if (what == "appraisal") {
      const json& schema = schema_json().at("definitions").at("appraisal");
      if (part.contains("ratio"))
        check_order(part["ratio"], pointer + "/ratio", "low", "high", problems_);
      check_as_printed(schema, part, pointer, problems_);
      for (const char* list : {"benefits", "breakeven", "scenarios"}) {
        if (!part.contains(list)) continue;
        for (std::size_t i = 0; i < part[list].size(); ++i)
          check_as_printed(schema.at("properties").at(list).at("items"), part[list][i],
                           fmt::format("{}/{}/{}", pointer, list, i), problems_);
      }
    }
  }

  const json& record_;
  std::vector<Problem>& problems_;
  std::set<std::string> ids_;
};

}  // namespace

std::string_view record_schema() {
  for (const auto& [name, text] : embedded_files())
    if (name == kSchemaFile) return text;
  return {};
}

std::vector<Problem> validate_record(const json& record) {
  if (!surely_fits_schema(record)) return validate_closely(record);
  std::vector<Problem> problems;
  CrossFieldRules(record, problems).check();
  return problems;
}

std::vector<Problem> validate_closely(const json& record) {
  std::vector<Problem> problems;
  check_limits(record, "", 0, problems);
  if (!problems.empty()) return problems;
  problems = schema().check(record);
  check_terms(schema_json(), record, "", problems);
  if (problems.empty()) CrossFieldRules(record, problems).check();
  return problems;
}

}  // namespace outturn::evidence
