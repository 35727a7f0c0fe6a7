// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON Schema made into rules that are quick to follow; contract in sure_schema.h. Held against
// the library by tests/unit/ingest/sure_schema_test.cc.
#include "schema/evidence/sure_schema.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "schema/base/text.h"
#include "schema/evidence/validate.h"
#include "schema/evidence/vocabulary.h"

namespace outturn::evidence {
namespace {

using nlohmann::json;

constexpr std::size_t kLongestUnique = 64;  ///< lists whose items are compared two by two

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_slug_character(char c) { return is_digit(c) || (c >= 'a' && c <= 'z'); }

bool is_slug(std::string_view text) {
  if (text.empty() || !is_slug_character(text.front()) || !is_slug_character(text.back()))
    return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (!is_slug_character(text[i]) && (text[i] != '-' || text[i - 1] == '-')) return false;
  return true;
}

bool is_date(std::string_view text) {
  const auto digits = [&](std::size_t from, std::size_t count) {
    return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(from),
                       text.begin() + static_cast<std::ptrdiff_t>(from + count), is_digit);
  };
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  if (!digits(0, 4)) return false;
  if (text.size() == 4) return true;
  if (text[4] != '-' || !digits(5, 2)) return false;
  const std::string_view month = text.substr(5, 2);
  if (month < "01" || month > "12") return false;
  if (text.size() == 7) return true;
  if (text[7] != '-' || !digits(8, 2)) return false;
  const std::string_view day = text.substr(8, 2);
  return day >= "01" && day <= "31";
}

bool is_address(std::string_view text) {
  const std::size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  if (scheme == 0 || text.size() == scheme) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < '\x7f' && c != '"' && c != '<' && c != '>';
  });
}

bool is_area_code(std::string_view text) {
  return text.size() == 9 && text[0] >= 'A' && text[0] <= 'Z' &&
         std::all_of(text.begin() + 1, text.end(), is_digit);
}

bool is_currency(std::string_view text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

using Matcher = bool (*)(std::string_view);

/// The schema's regular expressions; each matcher accepts nothing that its expression does not.
Matcher matcher_of(const std::string& pattern) {
  static const std::map<std::string, Matcher> kMatchers{
      {"^[a-z0-9]+(-[a-z0-9]+)*$", is_slug},
      {"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$", is_date},
      {"^https?://[^\\s\"<>]+$", is_address},
      {"^[A-Z][0-9]{8}$", is_area_code},
      {"^[A-Z]{3}$", is_currency}};
  const auto found = kMatchers.find(pattern);
  return found == kMatchers.end() ? nullptr : found->second;
}

bool is_clean(const std::string& text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= ' ' && c < '\x7f') || c == '\n' || c == '\t' || c == '\r';
  });
  if (plain) return true;
  std::string blanked = text;
  std::replace_if(
      blanked.begin(), blanked.end(), [](char c) { return c == '\n' || c == '\t' || c == '\r'; },
      ' ');
  return base::printable(blanked) == blanked;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & '\xc0') != '\x80'; }));
}

/// What one place of the schema asks.
struct Rule {
  enum class Type { kUnsure, kObject, kArray, kString, kNumber, kInteger, kBoolean };
  Type type = Type::kUnsure;
  bool known = true;  ///< every keyword is
  std::map<std::string, const Rule*, std::less<>> properties;
  const Rule* others = nullptr;  ///< of properties not named; none: there may be none
  std::vector<std::string> required;
  const Rule* items = nullptr;
  bool unique = false;
  std::size_t fewest = 0;                ///< items or properties
  std::size_t shortest = 0;              ///< characters
  std::size_t longest = kLongestString;  ///< characters
  Matcher pattern = nullptr;
  const Vocabulary* vocabulary = nullptr;
  std::optional<double> minimum, maximum, above, below;
};

class Rules {
 public:
  Rules() : schema_(json::parse(record_schema())), root_(read(schema_)) {}
  const Rule& root() const { return *root_; }

 private:
  const Rule* read(const json& node) {
    if (node.contains("$ref")) {
      const json::json_pointer where(node.at("$ref").get<std::string>().substr(1));
      return read(schema_.at(where));
    }
    const auto known = by_node_.find(&node);
    if (known != by_node_.end()) return known->second;
    Rule& rule = *rules_.emplace_back(std::make_unique<Rule>());
    by_node_[&node] = &rule;
    for (const auto& [keyword, value] : node.items()) rule.known &= take(rule, keyword, value);
    // Without this keyword anything may stand there; our schema says it everywhere.
    if (rule.type == Rule::Type::kObject && !node.contains("additionalProperties"))
      rule.known = false;
    return &rule;
  }

  bool take(Rule& rule, const std::string& keyword, const json& value) {
    if (keyword == "type") {
      static const std::map<std::string, Rule::Type> kTypes{
          {"object", Rule::Type::kObject},   {"array", Rule::Type::kArray},
          {"string", Rule::Type::kString},   {"number", Rule::Type::kNumber},
          {"integer", Rule::Type::kInteger}, {"boolean", Rule::Type::kBoolean}};
      const auto found = value.is_string() ? kTypes.find(value.get<std::string>()) : kTypes.end();
      if (found != kTypes.end()) rule.type = found->second;
    } else if (keyword == "properties") {
      for (const auto& [name, child] : value.items()) rule.properties[name] = read(child);
    } else if (keyword == "additionalProperties") {
      if (value.is_object()) rule.others = read(value);
      return value.is_object() || value == false;
    } else if (keyword == "required") {
      value.get_to(rule.required);
    } else if (keyword == "items") {
      rule.items = read(value);
    } else if (keyword == "uniqueItems") {
      value.get_to(rule.unique);
    } else if (keyword == "minItems" || keyword == "minProperties") {
      value.get_to(rule.fewest);
    } else if (keyword == "minLength") {
      value.get_to(rule.shortest);
    } else if (keyword == "maxLength") {
      rule.longest = std::min(rule.longest, value.get<std::size_t>());
    } else if (keyword == "pattern") {
      rule.pattern = matcher_of(value.get<std::string>());
      return rule.pattern != nullptr;
    } else if (keyword == "x-vocabulary") {
      rule.vocabulary = &vocabulary(value.get<std::string>());
    } else if (keyword == "minimum") {
      rule.minimum = value.get<double>();
    } else if (keyword == "maximum") {
      rule.maximum = value.get<double>();
    } else if (keyword == "exclusiveMinimum") {
      rule.above = value.get<double>();
    } else if (keyword == "exclusiveMaximum") {
      rule.below = value.get<double>();
    } else {
      static const std::set<std::string> kWords{"$schema", "$id", "title", "description",
                                                "definitions"};
      return kWords.contains(keyword);
    }
    return true;
  }

  const json schema_;
  std::vector<std::unique_ptr<Rule>> rules_;
  std::map<const json*, const Rule*> by_node_;
  const Rule* root_;
};

bool fits(const Rule& rule, const json& value);

bool fits_text(const Rule& rule, const std::string& text) {
  if (text.size() > kLongestString || !is_clean(text)) return false;
  const std::size_t length = characters(text);
  return length >= rule.shortest && length <= rule.longest &&
         (rule.pattern == nullptr || rule.pattern(text)) &&
         (rule.vocabulary == nullptr || rule.vocabulary->find(text) != nullptr);
}

bool fits_number(const Rule& rule, double value) {
  return (!rule.minimum || value >= *rule.minimum) && (!rule.maximum || value <= *rule.maximum) &&
         (!rule.above || value > *rule.above) && (!rule.below || value < *rule.below);
}

bool fits_list(const Rule& rule, const json& list) {
  if (list.size() < rule.fewest || rule.items == nullptr) return false;
  if (rule.unique) {
    if (list.size() > kLongestUnique) return false;
    for (std::size_t i = 1; i < list.size(); ++i)
      if (std::find(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(i), list[i]) !=
          list.begin() + static_cast<std::ptrdiff_t>(i))
        return false;
  }
  return std::all_of(list.begin(), list.end(),
                     [&](const json& item) { return fits(*rule.items, item); });
}

bool fits_object(const Rule& rule, const json& object) {
  if (object.size() < rule.fewest) return false;
  for (const auto& [name, value] : object.items()) {
    const auto found = rule.properties.find(name);
    const Rule* child = found == rule.properties.end() ? rule.others : found->second;
    if (child == nullptr || !fits(*child, value)) return false;
  }
  return std::all_of(rule.required.begin(), rule.required.end(),
                     [&](const std::string& name) { return object.contains(name); });
}

bool fits(const Rule& rule, const json& value) {
  if (!rule.known) return false;
  switch (rule.type) {
    case Rule::Type::kObject:
      return value.is_object() && fits_object(rule, value);
    case Rule::Type::kArray:
      return value.is_array() && fits_list(rule, value);
    case Rule::Type::kString:
      return value.is_string() && fits_text(rule, value.get_ref<const std::string&>());
    case Rule::Type::kNumber:
      return value.is_number() && fits_number(rule, value.get<double>());
    case Rule::Type::kInteger:
      return value.is_number_integer() && fits_number(rule, value.get<double>());
    case Rule::Type::kBoolean:
      return value.is_boolean();
    case Rule::Type::kUnsure:
      break;
  }
  return false;
}

}  // namespace

bool surely_fits_schema(const json& record) {
  static const Rules kRules;
  return fits(kRules.root(), record);
}

}  // namespace outturn::evidence
