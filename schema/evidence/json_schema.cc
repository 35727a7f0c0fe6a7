// SPDX-License-Identifier: GPL-3.0-or-later
// valijson behind one door: its results become problems that a person can act on.
#include "schema/evidence/json_schema.h"

#include <fmt/format.h>

#include <set>
#include <utility>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "schema/base/text.h"
#include "schema/evidence/parse_json.h"

namespace outturn::evidence {
namespace {

using nlohmann::json;

/// valijson names a place as "<root>", "[findings]", "[0]"...
std::string pointer_of(const std::vector<std::string>& context) {
  std::string pointer;
  for (const std::string& step : context)
    if (step.size() > 2 && step.front() == '[')
      pointer += "/" + pointer_step(std::string_view(step).substr(1, step.size() - 2));
  return pointer;
}

const json* value_at(const json& root, const std::string& pointer) {
  const json::json_pointer where(pointer);
  return root.contains(where) ? &root.at(where) : nullptr;
}

std::string quoted_part(std::string_view description) {
  const auto end = description.rfind('\'');
  const auto begin = end == std::string_view::npos ? end : description.rfind('\'', end - 1);
  if (begin == std::string_view::npos || begin == end) return {};
  return std::string(description.substr(begin + 1, end - begin - 1));
}

std::string pattern_hint(const std::string& pointer) {
  const std::string field = pointer.substr(pointer.rfind('/') + 1);
  if (field == "url") return "an address begins with http:// or https:// and has no spaces";
  if (field == "gss_code") return "a code such as E08000004";
  if (field == "currency") return "a code of ISO 4217 such as GBP";
  if (field == "start" || field == "end" || field == "added" || field == "checked")
    return "a date is 2016, 2016-04 or 2016-04-25";
  return "an id is lower-case words and digits joined by hyphens";
}

/// What the library found, in words for the person who wrote the file; empty for its summaries.
Problem explain(const json& root, const valijson::ValidationResults::Error& error,
                const std::string& file) {
  const std::string pointer = pointer_of(error.context);
  const std::string_view what = error.description;
  const json* value = value_at(root, pointer);
  const std::string shown = value == nullptr ? "" : base::clip(base::printable(value->dump()), 60);
  if (what.starts_with("Missing required")) {
    return {pointer, fmt::format("the field \"{}\" is missing", quoted_part(what)),
            fmt::format("add it; docs and {} say what it holds", file)};
  }
  if (what.starts_with("Object contains a property")) {
    return {pointer + "/" + pointer_step(quoted_part(what)),
            fmt::format("the field \"{}\" is not known here", quoted_part(what)),
            "check its spelling and its place"};
  }
  if (what.starts_with("Failed to validate") || what.starts_with("Validation failed")) return {};
  if (what.starts_with("Value type not permitted"))
    return {pointer, fmt::format("{} is not of the right type", shown),
            "a number is written without quotation marks, a list in square brackets"};
  if (what.starts_with("Failed to match regex"))
    return {pointer, fmt::format("{} is not in the form this field takes", shown),
            pattern_hint(pointer)};
  return {pointer, shown.empty() ? std::string(what) : fmt::format("{}: {}", shown, what), ""};
}

}  // namespace

struct JsonSchema::Compiled {
  valijson::Schema schema;
};

JsonSchema::JsonSchema(std::string_view text, std::string file)
    : document_(json::parse(text)), file_(std::move(file)) {
  auto compiled = std::make_unique<Compiled>();
  valijson::SchemaParser parser;
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(document_), compiled->schema);
  compiled_ = std::move(compiled);
}

JsonSchema::~JsonSchema() = default;

std::vector<Problem> JsonSchema::check(const json& value) const {
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  valijson::ValidationResults results;
  const valijson::adapters::NlohmannJsonAdapter target(value);
  std::vector<Problem> problems;
  if (validator.validate(compiled_->schema, target, &results)) return problems;
  std::set<std::string> seen;
  for (const auto& error : results) {
    Problem problem = explain(value, error, file_);
    if (!problem.message.empty() && seen.insert(problem.pointer + problem.message).second)
      problems.push_back(std::move(problem));
  }
  if (problems.empty()) problems.push_back({"", "does not agree with " + file_, ""});
  return problems;
}

}  // namespace outturn::evidence
