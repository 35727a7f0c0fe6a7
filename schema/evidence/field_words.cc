// SPDX-License-Identifier: GPL-3.0-or-later
// The words for fields, and places and values told with them.
#include "schema/evidence/field_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "schema/base/text.h"
#include "schema/evidence/vocabulary.h"

namespace outturn::evidence {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array<Pair, 24> kFieldWords{{
    {"value", "figure"},
    {"se", "standard error"},
    {"ci_low", "lower end of the interval"},
    {"ci_high", "upper end of the interval"},
    {"ci_level", "level of the interval"},
    {"p_value", "p value"},
    {"n_total", "number of people"},
    {"n_treatment", "number of people in the intervention group"},
    {"n_control", "number of people in the comparison group"},
    {"treatment_value", "figure for the intervention group"},
    {"control_value", "figure for the comparison group"},
    {"before", "figure before"},
    {"after", "figure after"},
    {"timepoint_months", "time of measurement"},
    {"amount", "amount"},
    {"value_per_beneficiary", "value per person"},
    {"beneficiaries", "number of people needed"},
    {"net_benefit", "net benefit"},
    {"total_benefits", "total of the benefits"},
    {"total_cost", "total cost"},
    {"cost_per_participant", "cost per participant"},
    {"ratio", "ratio"},
    {"participants", "number of participants"},
    {"price_year", "price year"},
}};

/// What one part of a list is called.
constexpr std::array<Pair, 9> kParts{{
    {"findings", "finding"},
    {"appraisals", "appraisal"},
    {"sources", "source"},
    {"places", "place"},
    {"ratings", "rating"},
    {"benefits", "benefit"},
    {"breakeven", "breakeven line"},
    {"scenarios", "scenario"},
    {"payers", "payer"},
}};

/// Fields that hold a term, and the vocabulary it is of.
constexpr std::array<Pair, 19> kTerms{{
    {"type", "type"},
    {"groups", "group"},
    {"targeting", "targeting"},
    {"settings", "setting"},
    {"country", "country"},
    {"status", "status"},
    {"design", "design"},
    {"scale", "scale"},
    {"outcome", "outcome"},
    {"horizon", "horizon"},
    {"metric", "metric"},
    {"better", "better"},
    {"result", "result"},
    {"kind", "kind"},
    {"perspective", "perspective"},
    {"basis", "basis"},
    {"beneficiary", "stakeholder"},
    {"agency", "stakeholder"},
    {"process", "process"},
}};

template <std::size_t N>
std::optional<std::string_view> find(const std::array<Pair, N>& table, std::string_view name) {
  for (const auto& [key, words] : table)
    if (key == name) return words;
  return {};
}

bool is_number(std::string_view step) { return base::parse_count(step).has_value(); }

/// Takes the first step off a pointer, "~1" and "~0" read.
std::string next_step(std::string_view& pointer) {
  pointer.remove_prefix(1);
  const std::string_view raw = pointer.substr(0, pointer.find('/'));
  pointer.remove_prefix(raw.size());
  std::string step;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const bool escape = raw[i] == '~' && i + 1 < raw.size();
    step += escape ? (raw[++i] == '1' ? '/' : '~') : raw[i];
  }
  return step;
}

/// The field a pointer ends in, list numbers left off.
std::string last_field(std::string_view pointer) {
  std::string field;
  while (!pointer.empty()) {
    std::string step = next_step(pointer);
    if (!is_number(step)) field = std::move(step);
  }
  return field;
}

std::string scalar_words(std::string_view field, const Json& value) {
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (!value.is_string()) return value.dump();
  const auto& text = value.get_ref<const std::string&>();
  const auto terms = find(kTerms, field);
  return terms ? std::string(vocabulary(*terms).label_of(text)) : text;
}

/// What tells a part of a list from the others: " (Crime, self-reported)".
std::string name_of(const Json& part) {
  if (!part.is_object()) return {};
  std::string name;
  for (const char* field : {"outcome", "measure", "subgroup", "kind", "perspective", "scale",
                            "label", "agency", "area", "country", "title", "name"}) {
    const auto found = part.find(field);
    if (found == part.end() || !found->is_string()) continue;
    const std::string words = base::clip(scalar_words(field, *found), 60);
    if (words != name)
      name += (name.empty() ? "" : ", ") + words;  // a measure may be the outcome's
  }
  return name.empty() ? "" : " (" + name + ")";
}

const Json* step_into(const Json* at, const std::string& step) {
  if (at == nullptr) return nullptr;
  if (at->is_object()) {
    const auto found = at->find(step);
    return found == at->end() ? nullptr : &*found;
  }
  const auto index = base::parse_count(step);
  return at->is_array() && index && *index < at->size() ? &(*at)[*index] : nullptr;
}

}  // namespace

std::string field_words(std::string_view field) {
  if (const auto words = find(kFieldWords, field)) return std::string(*words);
  std::string words(field);
  std::replace_if(
      words.begin(), words.end(), [](char c) { return c == '_' || c == '.'; }, ' ');
  return words;
}

std::string place_words(std::string_view pointer, const Json& record) {
  std::string words;
  const Json* at = &record;
  const auto add = [&](const std::string& more) { words += (words.empty() ? "" : ", ") + more; };
  while (!pointer.empty()) {
    const std::string field = next_step(pointer);
    at = step_into(at, field);
    const auto part = find(kParts, field);
    std::string_view rest = pointer;
    const std::string number = rest.empty() ? "" : next_step(rest);
    if (!is_number(number)) {
      add(field_words(field));
      continue;
    }
    pointer = rest;
    at = step_into(at, number);
    add(part ? fmt::format("{} {}{}", *part, base::parse_count(number).value_or(0) + 1,
                           at == nullptr ? "" : name_of(*at))
             : field_words(field));
  }
  return words.empty() ? "the record" : words;
}

std::string value_words(std::string_view pointer, const Json& value) {
  if (value.is_null()) return {};
  const std::string field = last_field(pointer);
  if (value.is_array()) {
    std::string words;
    for (const Json& item : value)
      words += (words.empty() ? "" : "; ") + value_words(pointer, item);
    return words;
  }
  if (!value.is_object()) return scalar_words(field, value);
  std::string words;
  for (const auto& [name, item] : value.items())
    words += fmt::format("{}{}: {}", words.empty() ? "" : "; ", field_words(name),
                         value_words("/" + name, item));
  return words;
}

ChangeWords change_words(const Change& change, const Json& before, const Json& after) {
  const bool removed = change.kind == ChangeKind::kRemoved;
  std::string place = place_words(change.pointer, removed ? before : after);
  if (change.kind == ChangeKind::kReordered) place = "order of the " + place;
  return {std::move(place), value_words(change.pointer, change.before),
          value_words(change.pointer, change.after)};
}

}  // namespace outturn::evidence
