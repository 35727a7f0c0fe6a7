// SPDX-License-Identifier: GPL-3.0-or-later
// A comparison as JSON; shape in compare.h.
#include "schema/base/text.h"
#include "schema/evidence/record_json.h"
#include "server/api/compare.h"

namespace outturn::api {
namespace {

using evidence::Json;
using evidence::number;

Json optional_number(const std::optional<double>& value) {
  return value ? number(*value) : Json(nullptr);
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json records_json(const compare::Records& records, const std::string& base_url) {
  Json list = Json::array();
  for (const auto& [record, flags] : records)
    list.push_back({{"id", record.id},
                    {"title", record.title},
                    {"type", record.type},
                    {"programme", record.programme ? Json(record.programme->name) : Json(nullptr)},
                    {"page", base_url + "/records/" + base::percent_encode(record.id)}});
  return list;
}

Json row_json(const compare::Row& row) {
  Json cells = Json::array();
  for (const compare::Cell& cell : row.cells)
    cells.push_back({{"text", cell.lines}, {"value", cell.value}, {"unlike", cell.unlike}});
  return {{"name", row.name},
          {"label", row.label},
          {"likeness", compare::name_of(row.likeness)},
          {"note", text_or_null(row.note)},
          {"cells", std::move(cells)}};
}

void add_groups(Json& list, const std::vector<compare::Group>& groups) {
  for (const compare::Group& group : groups) {
    Json rows = Json::array();
    for (const compare::Row& row : group.rows) rows.push_back(row_json(row));
    list.push_back({{"name", group.name}, {"heading", group.heading}, {"rows", std::move(rows)}});
  }
}

Json effect_json(const compare::Effect& effect) {
  Json drawn = nullptr;
  if (effect.drawn)
    drawn = {{"g", number(effect.drawn->value)},
             {"ci_low", optional_number(effect.drawn->low)},
             {"ci_high", optional_number(effect.drawn->high)}};
  return {{"finding", effect.finding},
          {"standardised", std::move(drawn)},
          {"text", text_or_null(effect.figure)},
          {"verdict", effect.verdict},
          {"about", effect.about},
          {"reported", text_or_null(effect.reported)},
          {"why_not_standardised", text_or_null(effect.why_not_drawn)},
          {"locator", effect.printed.locator}};
}

Json outcomes_json(const std::vector<compare::OutcomeRow>& rows) {
  Json list = Json::array();
  for (const compare::OutcomeRow& row : rows) {
    Json cells = Json::array();
    for (const auto& cell : row.cells) {
      Json effects = Json::array();
      for (const compare::Effect& effect : cell) effects.push_back(effect_json(effect));
      cells.push_back(std::move(effects));
    }
    list.push_back({{"outcome", row.outcome},
                    {"label", row.label},
                    {"likeness", compare::name_of(row.likeness)},
                    {"cells", std::move(cells)}});
  }
  return list;
}

Json classes_json(const std::vector<compare::RatioClass>& classes) {
  Json list = Json::array();
  for (const compare::RatioClass& one : classes) {
    Json cells = Json::array();
    for (const auto& cell : one.cells) {
      Json figures = Json::array();
      for (const compare::RatioFigure& figure : cell)
        figures.push_back({{"appraisal", figure.appraisal},
                           {"low", optional_number(figure.ratio.low)},
                           {"central", optional_number(figure.ratio.central)},
                           {"high", optional_number(figure.ratio.high)},
                           {"about", figure.about},
                           {"locator", figure.printed.locator}});
      cells.push_back(std::move(figures));
    }
    list.push_back({{"kind", one.kind},
                    {"perspective", one.perspective},
                    {"basis", one.basis},
                    {"label", one.label},
                    {"unlike_in", one.unlike_in},
                    {"cells", std::move(cells)}});
  }
  return list;
}

}  // namespace

Response compare_json(const compare::Comparison& found, const CompareFrame& frame) {
  Json ids = Json::array();
  for (const auto& one : found.records) ids.push_back(one.record.id);
  Json groups = Json::array();
  add_groups(groups, found.about);
  add_groups(groups, found.use);
  const Json json{{"release", frame.release},
                  {"query", {{"ids", std::move(ids)}, {"back", text_or_null(frame.back)}}},
                  {"records", records_json(found.records, frame.base_url)},
                  {"gone", gone_json(frame.gone, frame.base_url)},
                  {"in_short", found.in_short},
                  {"groups", std::move(groups)},
                  {"effects",
                   {{"scale", "Hedges' g, above 0 in favour of the intervention"},
                    {"shared", outcomes_json(found.effects.shared)},
                    {"alone", outcomes_json(found.effects.alone)}}},
                  {"ratios",
                   {{"one_axis", found.ratios.classes.size() == 1},
                    {"why_apart", found.ratios.why_apart},
                    {"classes", classes_json(found.ratios.classes)}}},
                  {"unreported", found.unreported}};
  Response out;
  out.content_type = "application/json; charset=utf-8";
  out.body = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  return out;
}

}  // namespace outturn::api
