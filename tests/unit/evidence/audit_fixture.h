// SPDX-License-Identifier: GPL-3.0-or-later
// Records for the tests of the audit: parts written as JSON in a line or two, and what is asked of
// the flags.
#pragma once

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "schema/evidence/audit/audit.h"
#include "schema/evidence/record_json.h"
#include "tests/unit/sample.h"

namespace outturn::testing {

using nlohmann::json;

/// A record with these findings and appraisals, each given only the fields that a test is about.
inline evidence::Record record_with(const std::vector<json>& findings,
                                    const std::vector<json>& appraisals) {
  json record = sample_json();
  record["findings"] = json::array();
  record["appraisals"] = json::array();
  for (json finding : findings) {
    const json rest = {{"outcome", "crime"},  {"metric", "smd"}, {"better", "lower"},
                       {"result", "unclear"}, {"source", "doc"}, {"locator", "p. 1"}};
    for (const auto& [key, value] : rest.items())
      if (!finding.contains(key)) finding[key] = value;
    record["findings"].push_back(finding);
  }
  for (json appraisal : appraisals) {
    const json rest = {{"kind", "bcr"},     {"perspective", "society"}, {"basis", "modelled"},
                       {"source", "doc"},   {"locator", "p. 1"},        {"currency", "GBP"},
                       {"price_year", 2016}};
    for (const auto& [key, value] : rest.items())
      if (!appraisal.contains(key)) appraisal[key] = value;
    for (const char* list : {"benefits", "breakeven", "scenarios"})
      if (appraisal.contains(list))
        for (json& line : appraisal[list])
          line[std::string_view(list) == "scenarios" ? "label" : "outcome"] = "earnings";
    record["appraisals"].push_back(appraisal);
  }
  return evidence::from_json(record).value();
}

inline std::vector<evidence::Flag> flags_of_finding(const char* finding) {
  return evidence::audit(record_with({json::parse(finding)}, {}));
}
inline std::vector<evidence::Flag> flags_of_appraisal(const json& appraisal) {
  return evidence::audit(record_with({}, {appraisal}));
}
inline std::vector<evidence::Flag> flags_of_appraisal(const char* appraisal) {
  return flags_of_appraisal(json::parse(appraisal));
}

/// "ratio_differs /appraisals/0/ratio/central", one for each.
inline std::vector<std::string> places(const std::vector<evidence::Flag>& flags) {
  std::vector<std::string> out;
  for (const auto& flag : flags) out.push_back(flag.code + " " + flag.pointer);
  return out;
}

}  // namespace outturn::testing
