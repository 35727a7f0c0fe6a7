// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the answer to a local case; shape in breakeven.h.
#include "schema/evidence/record_json.h"
#include "server/api/breakeven.h"
#include "server/render/breakeven_words.h"

namespace outturn::api {
namespace {

using evidence::Figure;
using evidence::Json;
using evidence::LocalAnswer;
using evidence::LocalBasis;
using evidence::LocalInputs;
using evidence::number;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

template <typename T>
Json optional(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

const char* from_name(evidence::From from) {
  switch (from) {
    case evidence::From::kGiven:
      return "given";
    case evidence::From::kRecord:
      return "record";
    case evidence::From::kWorkedOut:
      return "worked_out";
  }
  return "given";
}

Json given(double value) {
  return {{"value", number(value)}, {"from", "given"}, {"pointer", nullptr}, {"how", nullptr}};
}

Json given(const std::optional<double>& value) { return value ? given(*value) : Json(nullptr); }

Json figure_json(const std::optional<Figure>& figure) {
  if (!figure) return nullptr;
  return {{"value", number(figure->value)},
          {"from", from_name(figure->from)},
          {"pointer", text_or_null(figure->pointer)},
          {"how", text_or_null(figure->how)}};
}

const char* per_name(evidence::ValuePer per) {
  return per == evidence::ValuePer::kParticipant ? "participant" : "beneficiary";
}

Json inputs_json(const LocalReading& reading) {
  const LocalInputs& inputs = reading.inputs;
  const auto setting = [&](const char* name, std::uint64_t value) {
    return Json{{"value", value},
                {"from", reading.typed.contains(name) ? "given" : "default"},
                {"pointer", nullptr},
                {"how", nullptr}};
  };
  Json value = figure_json(inputs.basis.value);
  if (!value.is_null()) value["per"] = per_name(inputs.basis.per);
  return {{"cost", given(inputs.cost)},
          {"cost_low", given(inputs.cost_low)},
          {"cost_high", given(inputs.cost_high)},
          {"caseload", given(inputs.caseload)},
          {"value", std::move(value)},
          {"effect", figure_json(inputs.basis.effect)},
          {"se", figure_json(inputs.basis.se)},
          {"seed", setting("seed", inputs.options.seed)},
          {"draws", setting("draws", inputs.options.draws)}};
}

Json findings_json(const evidence::Record& record, const LocalBasis& basis,
                   const LocalAnswer& answer) {
  Json findings = Json::array();
  for (const evidence::OptionRow& row : answer.by_finding) {
    const evidence::EffectOption& one = basis.effects[row.option];
    findings.push_back({{"finding", one.finding},
                        {"outcome", record.findings[one.finding].outcome},
                        {"effect", number(one.effect)},
                        {"se", one.se ? number(*one.se) : Json(nullptr)},
                        {"chance", row.chance ? number(*row.chance) : Json(nullptr)}});
  }
  return findings;
}

Json choices_json(const LocalReading& reading, const LocalAnswer& answer) {
  const LocalBasis& basis = reading.inputs.basis;
  Json values = Json::array();
  for (const evidence::ValueRow& row : answer.by_value) {
    const evidence::PublishedValue& one = basis.values[row.value];
    values.push_back({{"value_from", one.id},
                      {"appraisal", one.appraisal},
                      {"value", number(one.amount)},
                      {"per", per_name(one.per)},
                      {"from", one.worked_out ? "worked_out" : "record"},
                      {"pointer", one.pointer},
                      {"how", one.how},
                      {"currency", optional(one.currency)},
                      {"price_year", optional(one.price_year)},
                      {"breakeven_people", row.people ? Json(*row.people) : Json(nullptr)}});
  }
  return {
      {"finding", optional(basis.finding)},
      {"findings", reading.record ? findings_json(*reading.record, basis, answer) : Json::array()},
      {"value_from", basis.chosen ? Json(basis.chosen->id) : Json(nullptr)},
      {"values", std::move(values)}};
}

const char* verdict_name(evidence::Verdict verdict) {
  switch (verdict) {
    case evidence::Verdict::kPaysBack:
      return "pays_back";
    case evidence::Verdict::kDoesNotPayBack:
      return "does_not_pay_back";
    case evidence::Verdict::kAtNoCaseload:
      return "at_no_caseload";
    case evidence::Verdict::kDependsOnPeople:
      return "depends_on_people";
    case evidence::Verdict::kNotKnown:
      return "not_known";
  }
  return "not_known";
}

Json refusal(const base::Error& error) { return {{"value", nullptr}, {"reason", error.message}}; }

Json people_json(const LocalInputs& inputs, const LocalAnswer& answer) {
  if (!answer.people) return refusal(answer.people.error());
  return {{"value", *answer.people},
          {"share_of_caseload", number(static_cast<double>(*answer.people) / inputs.caseload)},
          {"reason", nullptr}};
}

Json effect_json(const LocalAnswer& answer) {
  if (!answer.effect) return refusal(answer.effect.error());
  return {{"value", number(answer.effect->effect)},
          {"share_needed", number(answer.effect->share_needed)},
          {"may_shrink_by", number(answer.effect->may_shrink_by)},
          {"reason", nullptr}};
}

Json run_json(const LocalAnswer& answer) {
  if (!answer.monte_carlo) return nullptr;
  const auto& run = *answer.monte_carlo;
  Json percentiles = Json::array();
  for (const auto& one : run.percentiles)
    percentiles.push_back(
        {{"probability", one.probability}, {"net_benefit", number(one.net_benefit)}});
  return {{"chance", run.chance_benefits_exceed_costs},
          {"standard_error", number(run.chance_standard_error)},
          {"mean_net_benefit", number(run.mean_net_benefit)},
          {"sd_net_benefit", number(run.sd_net_benefit)},
          {"percentiles", std::move(percentiles)},
          {"seed", run.seed},
          {"draws", run.draws}};
}

Json chance_json(const LocalAnswer& answer) {
  const auto chance = answer.chance();
  if (!chance)
    return refusal(answer.closed_form ? answer.monte_carlo.error() : answer.closed_form.error());
  return {{"value", number(*chance)},
          {"method", answer.cost_range ? "simulation" : "closed_form"},
          {"closed_form_at_cost", answer.closed_form ? number(*answer.closed_form) : Json(nullptr)},
          {"simulation", run_json(answer)},
          {"reason", nullptr}};
}

const char* point_name(evidence::EffectPoint point) {
  switch (point) {
    case evidence::EffectPoint::kPublished:
      return "effect";
    case evidence::EffectPoint::kLeastFavourable:
      return "least_favourable";
    case evidence::EffectPoint::kMostFavourable:
      return "most_favourable";
    case evidence::EffectPoint::kBreakeven:
      return "breakeven";
    case evidence::EffectPoint::kNone:
      return "none";
  }
  return "none";
}

Json results_json(const LocalInputs& inputs, const LocalAnswer& answer) {
  Json rows = Json::array();
  for (const evidence::EffectRow& row : answer.rows)
    rows.push_back({{"point", point_name(row.point)},
                    {"effect", number(row.effect)},
                    {"worth", number(row.worth)},
                    {"net", number(row.net)}});
  return {{"verdict", verdict_name(answer.verdict)},
          {"verdict_text", render::verdict_sentence(inputs, answer)},
          {"cost_per_person", number(answer.cost_per_person)},
          {"worth_at_effect", answer.worth ? number(*answer.worth) : Json(nullptr)},
          {"breakeven_people", people_json(inputs, answer)},
          {"breakeven_effect", effect_json(answer)},
          {"chance_of_paying_back", chance_json(answer)},
          {"by_effect", std::move(rows)}};
}

Json sums_json(const arithmetic::AgencySums& sums) {
  return {{"cashable", number(sums.cashable)},
          {"not_cashable", number(sums.not_cashable)},
          {"not_stated", number(sums.not_stated)},
          {"all", number(sums.net)}};
}

Json gain_json(const evidence::AgencyGain& gain) {
  return {{"agency", text_or_null(gain.agency)},
          {"for_one", sums_json(gain.of_one)},
          {"for_caseload", sums_json(gain.of_all)}};
}

Json gains_json(const LocalReading& reading) {
  if (!reading.record) return nullptr;
  const auto gains =
      evidence::who_gains(*reading.record, reading.inputs.basis, reading.inputs.caseload);
  if (!gains) return {{"agencies", nullptr}, {"reason", gains.error().message}};
  Json rows = Json::array();
  for (const evidence::AgencyGain& row : gains->rows) rows.push_back(gain_json(row));
  return {{"agencies", std::move(rows)},
          {"all", gain_json(gains->all)},
          {"lines_not_readable", gains->unreadable},
          {"reason", nullptr}};
}

}  // namespace

Response local_json(std::string_view release, const LocalReading& reading,
                    const LocalAnswer& answer) {
  const LocalInputs& inputs = reading.inputs;
  const evidence::Record* record = reading.record ? &*reading.record : nullptr;
  Json json{{"release", release},
            {"record", record ? Json{{"id", record->id}, {"title", record->title}} : Json(nullptr)},
            {"currency", optional(inputs.basis.currency)},
            {"price_year", optional(inputs.basis.price_year)},
            {"inputs", inputs_json(reading)},
            {"choices", choices_json(reading, answer)},
            {"results", results_json(inputs, answer)},
            {"who_gains", gains_json(reading)},
            {"working", render::working_sentences(inputs, answer)},
            {"assumptions", render::assumption_sentences(inputs, answer)},
            {"warnings", render::warning_sentences(record, inputs, answer)}};
  Response out;
  out.content_type = "application/json; charset=utf-8";
  out.body = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  return out;
}

}  // namespace outturn::api
