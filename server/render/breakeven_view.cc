// SPDX-License-Identifier: GPL-3.0-or-later
// The answer on the breakeven page; see breakeven_view.h.
#include "server/render/breakeven_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "schema/base/text.h"
#include "server/render/breakeven_chart.h"
#include "server/render/breakeven_words.h"
#include "server/render/chart.h"
#include "server/render/format.h"
#include "server/render/words.h"

namespace outturn::render {
namespace {

using api::LocalReading;
using evidence::EffectPoint;
using evidence::Figure;
using evidence::LocalAnswer;
using evidence::LocalInputs;
using nlohmann::json;

json items(const std::vector<std::string>& sentences) {
  json list = json::array();
  for (const std::string& sentence : sentences) list.push_back({{"sentence", sentence}});
  return list;
}

json key(const std::string& big, const std::string& words) {
  return {{"big", big}, {"words", words}, {"unknown", nullptr}};
}

json no_key(const char* what, const base::Error& error) {
  return {{"big", nullptr},
          {"words", sentence_case(error.message) + "."},
          {"unknown", fmt::format("{}: not known", what)}};
}

json people_key(const LocalInputs& inputs, const LocalAnswer& answer) {
  if (!answer.people) return no_key("People who must gain", answer.people.error());
  const auto people = static_cast<std::size_t>(*answer.people);
  const std::string served = count_figure(static_cast<std::size_t>(inputs.caseload));
  const double share = static_cast<double>(people) / inputs.caseload;
  return key(plural(people, "person", "people"),
             share > 1
                 ? fmt::format("must gain for it to pay back: more than the {} served", served)
                 : fmt::format("must gain for it to pay back: {} of the {} served",
                               share_text(share), served));
}

json effect_key(const LocalInputs& inputs, const LocalAnswer& answer) {
  if (!answer.effect) return no_key("Breakeven effect", answer.effect.error());
  const std::string effect = fmt::format("the {}, {}", effect_words(inputs.basis),
                                         signed_effect(inputs.basis.effect->value));
  const double shrink = answer.effect->may_shrink_by;
  return key(worked_effect(answer.effect->effect),
             shrink >= 0
                 ? fmt::format("breakeven effect: {}, may shrink by {}", effect, share_text(shrink))
                 : fmt::format("breakeven effect: larger than {}", effect));
}

json chance_key(const LocalAnswer& answer) {
  const auto chance = answer.chance();
  if (chance)
    return key(chance_text(*chance), answer.cost_range
                                         ? "chance of paying back, over effect and range of cost"
                                         : "chance of paying back");
  return no_key("Chance of paying back",
                answer.closed_form ? answer.monte_carlo.error() : answer.closed_form.error());
}

std::string point_words(const LocalInputs& inputs, EffectPoint point) {
  switch (point) {
    case EffectPoint::kPublished:
      return sentence_case(effect_words(inputs.basis));
    case EffectPoint::kLeastFavourable:
      return "Least favourable end of its 95% interval";
    case EffectPoint::kMostFavourable:
      return "Most favourable end";
    case EffectPoint::kBreakeven:
      return "Breakeven effect";
    case EffectPoint::kNone:
      return "No effect";
  }
  return "";
}

/// From the least worth to the most, each with a bar of what is left after the cost.
json effect_rows(const LocalInputs& inputs, const LocalAnswer& answer) {
  std::vector<evidence::EffectRow> rows = answer.rows;
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.worth < b.worth; });
  double lowest = 0;
  double highest = 0;
  for (const auto& row : rows) {
    lowest = std::min(lowest, row.net);
    highest = std::max(highest, row.net);
  }
  json list = json::array();
  for (const auto& row : rows) {
    const bool printed = row.point == EffectPoint::kPublished;
    list.push_back({{"point", point_words(inputs, row.point)},
                    {"effect", printed ? signed_effect(row.effect) : worked_effect(row.effect)},
                    {"worth", whole_amount(row.worth, inputs.basis.currency)},
                    {"net", whole_amount(row.net, inputs.basis.currency)},
                    {"strong", printed || row.point == EffectPoint::kBreakeven},
                    {"bar", money_bar(row.net, lowest, highest)}});
  }
  return list;
}

/// What each value of the record would ask for, where it offers several.
json value_rows(const LocalInputs& inputs, const LocalAnswer& answer) {
  const auto& basis = inputs.basis;
  json list = json::array();
  if (answer.by_value.size() < 2) return list;
  for (const evidence::ValueRow& row : answer.by_value) {
    const evidence::PublishedValue& one = basis.values[row.value];
    const auto people = row.people ? static_cast<std::size_t>(*row.people) : 0;
    list.push_back(
        {{"how", sentence_case(one.how)},
         {"each", amount_text(one.amount, one.currency)},
         {"people", row.people ? json(count_figure(people)) : json(nullptr)},
         {"share", row.people ? json(share_text(static_cast<double>(people) / inputs.caseload))
                              : json(nullptr)},
         {"strong", basis.value->from != evidence::From::kGiven && basis.chosen->id == one.id}});
  }
  return list;
}

json chance_rows(const LocalInputs& inputs, const LocalAnswer& answer) {
  if (!answer.closed_form || !answer.monte_carlo) return nullptr;
  const auto& run = *answer.monte_carlo;
  json rows = json::array();
  for (const auto& one : run.percentiles) {
    if (one.probability != 0.05 && one.probability != 0.5 && one.probability != 0.95) continue;
    const char* name = one.probability < 0.5   ? "5 in 100 draws are below"
                       : one.probability > 0.5 ? "5 in 100 draws are above"
                                               : "Half of the draws are below";
    rows.push_back({{"row", name}, {"fact", whole_amount(one.net_benefit, inputs.basis.currency)}});
  }
  return {{"closed", chance_text(*answer.closed_form)},
          {"closed_name", answer.cost_range ? "Worked out, if the cost were just the cost given"
                                            : "Worked out in closed form"},
          {"simulated", chance_text(run.chance_benefits_exceed_costs)},
          {"error", fmt::format("\u00b1 {} points", points_text(run.chance_standard_error))},
          {"draws_text",
           fmt::format("Simulated, {} from seed {}", plural(run.draws, "draw", "draws"), run.seed)},
          {"spread", std::move(rows)}};
}

json gain_row(const evidence::AgencyGain& gain, const LocalInputs& inputs, double low,
              double high) {
  const auto& currency = inputs.basis.currency;
  const auto text = [&](double amount) { return whole_amount(amount, currency); };
  return {{"agency", gain.agency.empty() ? "Not stated" : label("stakeholder", gain.agency)},
          {"one", amount_text(gain.of_one.net, currency)},
          {"all", text(gain.of_all.net)},
          {"cashable", text(gain.of_all.cashable)},
          {"not_cashable", text(gain.of_all.not_cashable)},
          {"not_stated", text(gain.of_all.not_stated)},
          {"bar", money_bar(gain.of_all.net, low, high)}};
}

json gains_view(const LocalReading& reading) {
  if (!reading.record) return nullptr;
  const LocalInputs& inputs = reading.inputs;
  const auto gains = evidence::who_gains(*reading.record, inputs.basis, inputs.caseload);
  if (!gains)
    return {{"no_gains", sentence_case(gains.error().message) + "."}, {"has_gains", false}};
  double low = 0;
  double high = 0;
  for (const auto& row : gains->rows) {
    low = std::min(low, row.of_all.net);
    high = std::max(high, row.of_all.net);
  }
  json rows = json::array();
  for (const auto& row : gains->rows) rows.push_back(gain_row(row, inputs, low, high));
  json view{{"has_gains", true},
            {"no_gains", nullptr},
            {"agencies", std::move(rows)},
            {"sum", gain_row(gains->all, inputs, low, high)},
            {"served", count_figure(static_cast<std::size_t>(inputs.caseload))},
            {"cashable_stated", gains->cashable_stated},
            {"unreadable", nullptr},
            {"from_record", inputs.basis.value->from == evidence::From::kGiven}};
  if (gains->unreadable > 0)
    view["unreadable"] = plural(gains->unreadable, "benefit line", "benefit lines");
  return view;
}

json input_row(const char* name, const std::string& text, const std::string& origin) {
  return {{"input", name}, {"text", text}, {"origin", origin}, {"origin_href", nullptr}};
}

void add_figure(json& rows, const Site& site, const LocalReading& reading, const char* name,
                const std::optional<Figure>& figure, const std::string& text) {
  if (!figure) return;
  if (figure->from == evidence::From::kGiven) {
    rows.push_back(input_row(name, text, "as you gave it"));
    return;
  }
  const std::string mark =
      figure->from == evidence::From::kWorkedOut ? "worked out" : "as reported";
  const bool said = figure->how.starts_with(mark);  // "as reported; the source does not say ..."
  const std::string how = figure->how.empty() ? "" : ": " + figure->how;
  rows.push_back(input_row(name, text, said ? figure->how : mark + how));
  rows.back()["origin_href"] = site.record_url(reading.record->id, "") + anchor_of(figure->pointer);
}

json input_rows(const Site& site, const LocalReading& reading) {
  const LocalInputs& inputs = reading.inputs;
  const auto& basis = inputs.basis;
  json rows = json::array();
  rows.push_back(
      input_row("Cost here", amount_text(inputs.cost, basis.currency), "as you gave it"));
  if (inputs.cost_low || inputs.cost_high) {
    rows.push_back(input_row(
        "Range of the cost",
        fmt::format("{} to {}", amount_text(inputs.cost_low.value_or(inputs.cost), basis.currency),
                    amount_text(inputs.cost_high.value_or(inputs.cost), basis.currency)),
        "as you gave it"));
  }
  rows.push_back(input_row("People served", count_figure(static_cast<std::size_t>(inputs.caseload)),
                           "as you gave it"));
  add_figure(rows, site, reading, "Worth for one person", basis.value,
             basis.value ? amount_text(basis.value->value, basis.currency) : "");
  add_figure(rows, site, reading, "Effect", basis.effect,
             basis.effect ? signed_effect(basis.effect->value) : "");
  add_figure(rows, site, reading, "Standard error", basis.se,
             basis.se ? effect_figure(basis.se->value) : "");
  return rows;
}

/// The same question put to the API.
std::string api_address(const Site& site, const LocalReading& reading) {
  std::string query;
  for (const auto& [name, value] : reading.typed)
    query += fmt::format("{}{}={}", query.empty() ? "?" : "&", name, base::percent_encode(value));
  return site.base_url + "/api/v1/breakeven" + query;
}

/// Which way is good, so that the sign of the effect can be read.
json direction(const LocalReading& reading) {
  const auto& basis = reading.inputs.basis;
  if (!reading.record || !basis.finding || !basis.lower_is_better) return nullptr;
  const std::string outcome =
      mid_sentence(label("outcome", reading.record->findings[*basis.finding].outcome));
  return fmt::format("The effect is on {}, where {}, so that a {} figure favours the intervention.",
                     outcome, *basis.lower_is_better ? "lower is better" : "higher is better",
                     *basis.lower_is_better ? "negative" : "positive");
}

json answer_view(const Site& site, const LocalReading& reading, const LocalAnswer& answer) {
  const LocalInputs& inputs = reading.inputs;
  const evidence::Record* record = reading.record ? &*reading.record : nullptr;
  json view{{"verdict", verdict_sentence(inputs, answer)},
            {"direction", direction(reading)},
            {"keys", json::array({people_key(inputs, answer), effect_key(inputs, answer),
                                  chance_key(answer)})},
            {"warnings", items(warning_sentences(record, inputs, answer))},
            {"chart", breakeven_chart(inputs, answer)},
            {"effects", effect_rows(inputs, answer)},
            {"has_effects", !answer.rows.empty()},
            {"values", value_rows(inputs, answer)},
            {"chances", chance_rows(inputs, answer)},
            {"gains", gains_view(reading)},
            {"inputs", input_rows(site, reading)},
            {"working", items(working_sentences(inputs, answer))},
            {"assumptions", items(assumption_sentences(inputs, answer))},
            {"json_href", api_address(site, reading)}};
  view["has_warnings"] = !view["warnings"].empty();
  view["has_values"] = !view["values"].empty();
  return view;
}

}  // namespace

json breakeven_view(const Site& site, const Release& release, const LocalReading& reading,
                    const LocalAnswer* answer) {
  const bool refused = !reading.problems.empty();
  std::string title = "Would it pay here?";
  if (reading.record) title += " " + reading.record->title;
  json view = page_view(site, &release, refused ? "Error: " + title : title);
  view["query"] = "";
  view["record"] = nullptr;
  if (reading.record)
    view["record"] = {{"record_title", reading.record->title},
                      {"record_href", site.record_url(reading.record->id, "")}};
  view["form"] = breakeven_form(site, reading);
  view["refused"] = nullptr;
  if (refused) view["refused"] = {{"problems", breakeven_problems(reading)}};
  view["opened"] = answer == nullptr && !refused;
  view["answer"] = answer != nullptr ? answer_view(site, reading, *answer) : json(nullptr);
  return view;
}

}  // namespace outturn::render
