// SPDX-License-Identifier: GPL-3.0-or-later
// Records for tests: a small whole one to vary, and the shipped corpus.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "schema/base/files.h"
#include "schema/evidence/corpus_file.h"

namespace outturn::testing {

inline nlohmann::json sample_json() {
  return nlohmann::json::parse(R"({
    "id": "alpha", "title": "Alpha visits", "summary": "Nurses visit new mothers at home.",
    "type": "programme",
    "population": {"groups": ["parents"], "age_min": 0, "age_max": 2},
    "settings": ["home"], "places": [{"country": "GB-ENG", "area": "Oldham"}],
    "evidence": {"design": "rct"},
    "findings": [{"outcome": "crime", "metric": "smd", "value": -0.4, "se": 0.1, "better": "lower",
                  "result": "positive", "source": "doc", "locator": "Table 1"}],
    "appraisals": [{"kind": "bcr", "perspective": "society", "basis": "modelled",
                    "ratio": {"central": 3.03}, "net_benefit": 467, "currency": "GBP",
                    "benefits": [{"outcome": "earnings", "amount": 697}],
                    "source": "doc", "locator": "Table 1", "as_printed": {"ratio": ".03"}}],
    "sources": [{"id": "doc", "title": "A document"}],
    "curation": {"added": "2026-11-22"}})");
}

/// Every record of the shipped corpus; fails the test where a file has a problem.
inline std::vector<evidence::Record> shipped_corpus() {
  std::vector<evidence::Record> records;
  for (const auto& entry : std::filesystem::directory_iterator(OUTTURN_CORPUS_DIR)) {
    if (entry.path().extension() != ".json") continue;
    auto corpus = evidence::read_corpus(base::read_file(entry.path(), 1U << 28).value());
    for (const auto& problem : corpus.problems)
      ADD_FAILURE() << entry.path() << problem.pointer << ": " << problem.message;
    for (auto& record : corpus.records) records.push_back(std::move(record));
  }
  return records;
}

}  // namespace outturn::testing
