// SPDX-License-Identifier: GPL-3.0-or-later
// The one list of a record's JSON names. visit_fields(visitor, part) calls visitor(name, member)
// for every member of a part in canonical order; the reader, the writer and the tests against the
// JSON Schema all go through it, so a field is added in two places only: here with record.h, and in
// the schema.
#pragma once

#include <concepts>
#include <type_traits>

#include "schema/evidence/record.h"

namespace outturn::evidence {

template <typename Part, typename Wanted>
concept Is = std::same_as<std::remove_const_t<Part>, Wanted>;

template <typename V, Is<Programme> P>
void visit_fields(V&& v, P& p) {
  v("name", p.name);
  v("aliases", p.aliases);
  v("developer", p.developer);
}

template <typename V, Is<Population> P>
void visit_fields(V&& v, P& p) {
  v("description", p.description);
  v("groups", p.groups);
  v("age_min", p.age_min);
  v("age_max", p.age_max);
  v("targeting", p.targeting);
}

template <typename V, Is<Place> P>
void visit_fields(V&& v, P& p) {
  v("country", p.country);
  v("area", p.area);
  v("gss_code", p.gss_code);
}

template <typename V, Is<Period> P>
void visit_fields(V&& v, P& p) {
  v("start", p.start);
  v("end", p.end);
}

template <typename V, Is<Delivery> P>
void visit_fields(V&& v, P& p) {
  v("format", p.format);
  v("deliverers", p.deliverers);
  v("intensity", p.intensity);
  v("duration", p.duration);
}

template <typename V, Is<Organisations> P>
void visit_fields(V&& v, P& p) {
  v("commissioner", p.commissioner);
  v("deliverer", p.deliverer);
  v("evaluator", p.evaluator);
}

template <typename V, Is<Rating> P>
void visit_fields(V&& v, P& p) {
  v("scale", p.scale);
  v("value", p.value);
  v("source", p.source);
  v("locator", p.locator);
}

template <typename V, Is<Evidence> P>
void visit_fields(V&& v, P& p) {
  v("design", p.design);
  v("maryland", p.maryland);
  v("sample_size", p.sample_size);
  v("ratings", p.ratings);
  v("note", p.note);
}

template <typename V, Is<Finding> P>
void visit_fields(V&& v, P& p) {
  v("outcome", p.outcome);
  v("measure", p.measure);
  v("subgroup", p.subgroup);
  v("timepoint_months", p.timepoint_months);
  v("horizon", p.horizon);
  v("metric", p.metric);
  v("value", p.value);
  v("se", p.se);
  v("ci_low", p.ci_low);
  v("ci_high", p.ci_high);
  v("ci_level", p.ci_level);
  v("p_value", p.p_value);
  v("n_total", p.n_total);
  v("n_treatment", p.n_treatment);
  v("n_control", p.n_control);
  v("treatment_value", p.treatment_value);
  v("control_value", p.control_value);
  v("before", p.before);
  v("after", p.after);
  v("unit", p.unit);
  v("better", p.better);
  v("result", p.result);
  v("source", p.source);
  v("locator", p.locator);
  v("as_printed", p.as_printed);
  v("note", p.note);
}

template <typename V, Is<Ratio> P>
void visit_fields(V&& v, P& p) {
  v("low", p.low);
  v("central", p.central);
  v("high", p.high);
}

template <typename V, Is<BenefitLine> P>
void visit_fields(V&& v, P& p) {
  v("outcome", p.outcome);
  v("label", p.label);
  v("beneficiary", p.beneficiary);
  v("amount", p.amount);
  v("cashable", p.cashable);
  v("as_printed", p.as_printed);
  v("note", p.note);
}

template <typename V, Is<BreakevenLine> P>
void visit_fields(V&& v, P& p) {
  v("outcome", p.outcome);
  v("label", p.label);
  v("value_per_beneficiary", p.value_per_beneficiary);
  v("beneficiaries", p.beneficiaries);
  v("as_printed", p.as_printed);
  v("note", p.note);
}

template <typename V, Is<Scenario> P>
void visit_fields(V&& v, P& p) {
  v("label", p.label);
  v("share", p.share);
  v("low", p.low);
  v("high", p.high);
  v("as_printed", p.as_printed);
}

template <typename V, Is<Payer> P>
void visit_fields(V&& v, P& p) {
  v("agency", p.agency);
  v("amount", p.amount);
  v("note", p.note);
}

template <typename V, Is<Appraisal> P>
void visit_fields(V&& v, P& p) {
  v("kind", p.kind);
  v("perspective", p.perspective);
  v("basis", p.basis);
  v("ratio", p.ratio);
  v("benefits", p.benefits);
  v("total_benefits", p.total_benefits);
  v("total_benefits_low", p.total_benefits_low);
  v("total_benefits_high", p.total_benefits_high);
  v("total_cost", p.total_cost);
  v("net_benefit", p.net_benefit);
  v("cost_per_participant", p.cost_per_participant);
  v("participants", p.participants);
  v("currency", p.currency);
  v("price_year", p.price_year);
  v("horizon_years", p.horizon_years);
  v("discount_rate", p.discount_rate);
  v("deadweight_applied", p.deadweight_applied);
  v("optimism_bias", p.optimism_bias);
  v("chance_benefits_exceed_costs", p.chance_benefits_exceed_costs);
  v("breakeven", p.breakeven);
  v("scenarios", p.scenarios);
  v("payers", p.payers);
  v("source", p.source);
  v("locator", p.locator);
  v("as_printed", p.as_printed);
  v("note", p.note);
}

template <typename V, Is<Implementation> P>
void visit_fields(V&& v, P& p) {
  v("requirements", p.requirements);
  v("enablers", p.enablers);
  v("barriers", p.barriers);
  v("lessons", p.lessons);
}

template <typename V, Is<Source> P>
void visit_fields(V&& v, P& p) {
  v("id", p.id);
  v("title", p.title);
  v("authors", p.authors);
  v("publisher", p.publisher);
  v("year", p.year);
  v("url", p.url);
  v("locator", p.locator);
}

template <typename V, Is<Curation> P>
void visit_fields(V&& v, P& p) {
  v("added", p.added);
  v("checked", p.checked);
  v("process", p.process);
  v("note", p.note);
}

template <typename V, Is<Record> P>
void visit_fields(V&& v, P& p) {
  v("id", p.id);
  v("title", p.title);
  v("summary", p.summary);
  v("type", p.type);
  v("programme", p.programme);
  v("population", p.population);
  v("settings", p.settings);
  v("places", p.places);
  v("period", p.period);
  v("delivery", p.delivery);
  v("organisations", p.organisations);
  v("status", p.status);
  v("evidence", p.evidence);
  v("findings", p.findings);
  v("appraisals", p.appraisals);
  v("implementation", p.implementation);
  v("sources", p.sources);
  v("supersedes", p.supersedes);
  v("curation", p.curation);
}

}  // namespace outturn::evidence
