// SPDX-License-Identifier: GPL-3.0-or-later
// Small records of a programme, for what is said of several.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "schema/evidence/record_json.h"
#include "tests/unit/sample.h"

namespace outturn::testing {

/// A record of the programme without figures; the rest is put into its JSON.
inline nlohmann::json bare(const std::string& id, const std::string& programme = "Head Start") {
  nlohmann::json json = sample_json();
  json["id"] = id;
  json["title"] = "Record " + id;
  json["programme"] = {{"name", programme}};
  json.erase("findings");
  json.erase("appraisals");
  return json;
}

/// A finding in words: what its source says is all there is.
inline nlohmann::json told(const std::string& outcome, const std::string& result) {
  return {{"outcome", outcome}, {"metric", "narrative"}, {"better", "higher"},
          {"result", result},   {"source", "doc"},       {"locator", "p. 1"}};
}

/// An effect in standard deviations, above 0 in favour.
inline nlohmann::json effect(const std::string& outcome, double g, double se) {
  return {{"outcome", outcome}, {"metric", "hedges_g"}, {"value", g},      {"se", se},
          {"better", "higher"}, {"result", "positive"}, {"source", "doc"}, {"locator", "p. 1"}};
}

inline nlohmann::json appraisal(const std::string& perspective, nlohmann::json ratio) {
  return {{"kind", "bcr"},       {"perspective", perspective},
          {"basis", "modelled"}, {"ratio", std::move(ratio)},
          {"source", "doc"},     {"locator", "p. 2"}};
}

inline evidence::Record made(const nlohmann::json& json) {
  return evidence::from_json(json).value();
}

}  // namespace outturn::testing
