// SPDX-License-Identifier: GPL-3.0-or-later
// The form of the breakeven page; see breakeven_view.h. A box left empty takes the record's figure,
// which stands beside it, so that a change of finding or value never leaves a stale number behind.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "schema/base/text.h"
#include "schema/evidence/standardise.h"
#include "server/render/breakeven_view.h"
#include "server/render/breakeven_words.h"
#include "server/render/format.h"
#include "server/render/words.h"

namespace outturn::render {
namespace {

using api::LocalReading;
using evidence::Figure;
using evidence::Record;
using nlohmann::json;

/// A box of the form, by the name of its parameter.
struct Box {
  std::string_view parameter;
  const char* name;
  const char* hint;
};
constexpr std::array kBoxes{
    Box{"cost", "What it would cost here, in all", "For everybody it would serve, such as 500,000"},
    Box{"caseload", "How many people it would serve", ""},
    Box{"cost_low", "The least it might cost", ""},
    Box{"cost_high", "The most it might cost", ""},
    Box{"value_from", "Value to use", ""},
    Box{"value", "Worth of the gain, for each person",
        "If you give one: a mean over everybody served"},
    Box{"finding", "Finding to use", ""},
    Box{"effect", "Effect",
        "With the sign its source gives it, in any measure that is 0 without an effect. A "
        "record\u2019s "
        "value is scaled to it, so keep to the measure of its finding"},
    Box{"se", "Standard error of the effect", ""},
    Box{"seed", "Seed", "The same seed gives the same draws"},
    Box{"draws", "Draws", ""}};

const Box* box_of(std::string_view parameter) {
  const auto found = std::find_if(kBoxes.begin(), kBoxes.end(),
                                  [&](const Box& box) { return box.parameter == parameter; });
  return found == kBoxes.end() ? nullptr : &*found;
}

/// In the order of the page; what has no box comes first.
std::ptrdiff_t place_of(std::string_view parameter) {
  const Box* box = box_of(parameter);
  return box == nullptr ? -1 : box - kBoxes.data();
}

std::string typed(const LocalReading& reading, std::string_view name) {
  const auto found = reading.typed.find(name);
  return found == reading.typed.end() ? std::string{} : found->second;
}

json error_of(const LocalReading& reading, std::string_view name) {
  for (const api::Problem& problem : reading.problems)
    if (problem.parameter == name)
      return {{"error_text", fmt::format("{}. {}.", sentence_case(problem.message),
                                         sentence_case(problem.hint))}};
  return nullptr;
}

json box_view(const LocalReading& reading, std::string_view name) {
  const Box& box = *box_of(name);
  json error = error_of(reading, name);
  return {{"box_id", name},
          {"box_name", box.name},
          {"box_hint", box.hint},
          {"box_value", typed(reading, name)},
          {"box_error", error},
          {"box_taken", nullptr},
          {"described", box.hint[0] != '\0' || !error.is_null()}};
}

/// "Leave empty for £14,693, worked out: the 10 benefit lines added up."
void add_taken(json& box, const Site& site, const LocalReading& reading,
               const std::optional<Figure>& figure, const std::string& text,
               const std::string& missing) {
  if (!reading.record) return;
  box["described"] = true;
  if (!figure || figure->from == evidence::From::kGiven) {
    if (!missing.empty()) box["box_taken"] = {{"none", missing}, {"figure", nullptr}};
    return;
  }
  const bool worked = figure->from == evidence::From::kWorkedOut;
  box["box_taken"] = {
      {"none", nullptr},
      {"figure", text},
      {"mark", worked ? "worked out" : "as reported"},
      {"how", worked || box["box_id"] == "value" ? figure->how : ""},
      {"taken_href", site.record_url(reading.record->id, "") + anchor_of(figure->pointer)}};
}

json option(const std::string& value, const std::string& name, bool selected) {
  return {{"option_value", value}, {"option_name", name}, {"option_selected", selected}};
}

json value_choice(const LocalReading& reading, const evidence::LocalBasis& basis) {
  if (basis.values.size() < 2) return nullptr;
  json view = box_view(reading, "value_from");
  view["choices"] = json::array();
  for (const evidence::PublishedValue& one : basis.values) {
    view["choices"].push_back(
        option(one.id, fmt::format("{}: {}", amount_text(one.amount, one.currency), one.how),
               basis.chosen && basis.chosen->id == one.id));
  }
  return view;
}

json finding_choice(const LocalReading& reading) {
  if (!reading.record) return nullptr;
  const Record& record = *reading.record;
  json choices = json::array();
  for (std::size_t i = 0; i < record.findings.size(); ++i) {
    const evidence::Finding& finding = record.findings[i];
    const auto standard = evidence::standardise(finding);
    if (!standard) continue;
    const double reported = finding.better == "lower" ? 0 - standard->g : standard->g;
    std::string name = label("outcome", finding.outcome);
    if (finding.measure && *finding.measure != name) name += ": " + *finding.measure;
    choices.push_back(option(std::to_string(i),
                             fmt::format("{}, {}", base::clip(name, 80), signed_effect(reported)),
                             reading.inputs.basis.finding == i));
  }
  if (choices.empty()) return nullptr;
  if (!reading.inputs.basis.finding) choices.insert(choices.begin(), option("", "None", true));
  if (choices.size() < 2) return nullptr;
  json view = box_view(reading, "finding");
  view["choices"] = std::move(choices);
  return view;
}

/// The figures as the record has them, whatever stands in the boxes.
evidence::LocalBasis untouched(const LocalReading& reading) {
  evidence::LocalChoice choice;
  choice.finding = reading.inputs.basis.finding;
  if (reading.inputs.basis.chosen) choice.value_from = reading.inputs.basis.chosen->id;
  const auto basis = evidence::local_basis(reading.record ? &*reading.record : nullptr, choice);
  return basis ? *basis : evidence::LocalBasis{};
}

json published_boxes(const Site& site, const LocalReading& reading) {
  const evidence::LocalBasis basis = untouched(reading);
  json value = box_view(reading, "value");
  json effect = box_view(reading, "effect");
  json se = box_view(reading, "se");
  add_taken(value, site, reading, basis.value,
            basis.value ? amount_text(basis.value->value, basis.currency) : "", basis.no_value);
  add_taken(effect, site, reading, basis.effect,
            basis.effect ? signed_effect(basis.effect->value) : "", basis.no_effect);
  add_taken(se, site, reading, basis.se, basis.se ? effect_figure(basis.se->value) : "",
            basis.no_se);
  return {{"value_choice", value_choice(reading, basis)},
          {"value_boxes", json::array({std::move(value)})},
          {"finding_choice", finding_choice(reading)},
          {"effect_boxes", json::array({std::move(effect), std::move(se)})}};
}

/// A folded group: open where something in it is filled in or wrong.
json folded(const LocalReading& reading, std::initializer_list<std::string_view> names) {
  json boxes = json::array();
  bool open = false;
  for (const std::string_view name : names) {
    boxes.push_back(box_view(reading, name));
    open = open || !boxes.back()["box_error"].is_null() || boxes.back()["box_value"] != "";
  }
  return {{"boxes", std::move(boxes)}, {"open", open}};
}

}  // namespace

std::string anchor_of(const std::string& pointer) {
  const std::pair<std::string_view, std::string_view> parts[] = {{"/findings/", "#finding-"},
                                                                 {"/appraisals/", "#appraisal-"}};
  for (const auto& [prefix, anchor] : parts) {
    if (!pointer.starts_with(prefix)) continue;
    const std::string rest = pointer.substr(prefix.size());
    const auto number = base::parse_count(rest.substr(0, rest.find('/')));
    if (number) return fmt::format("{}{}", anchor, *number + 1);
  }
  return {};
}

json breakeven_form(const Site& site, const LocalReading& reading) {
  json view = published_boxes(site, reading);
  view["here_boxes"] = json::array({box_view(reading, "cost"), box_view(reading, "caseload")});
  view["range"] = folded(reading, {"cost_low", "cost_high"});
  view["run"] = folded(reading, {"draws", "seed"});
  view["most_draws"] = count_figure(api::kMostLocalDraws);
  view["usual_draws"] = count_figure(api::kLocalDraws);
  view["record_id"] = reading.record ? json(reading.record->id) : json(nullptr);
  return view;
}

json breakeven_problems(const LocalReading& reading) {
  json list = json::array();
  std::vector<api::Problem> problems = reading.problems;
  std::stable_sort(problems.begin(), problems.end(), [](const auto& a, const auto& b) {
    return place_of(a.parameter) < place_of(b.parameter);
  });
  for (const api::Problem& problem : problems) {
    const Box* box = box_of(problem.parameter);
    json view{{"box", nullptr},
              {"parameter", problem.parameter},
              {"problem", problem.message},
              {"problem_hint", sentence_case(problem.hint)}};
    if (box != nullptr) {
      view["box"] = {{"box_id", box->parameter}, {"box_name", box->name}};
      view["parameter"] = nullptr;
    }
    list.push_back(std::move(view));
  }
  return list;
}

}  // namespace outturn::render
