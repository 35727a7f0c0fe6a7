// SPDX-License-Identifier: GPL-3.0-or-later
// Downloads of records that a test made, all bytes in hand.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "schema/evidence/record_json.h"
#include "server/downloads/download.h"
#include "server/search/engine.h"
#include "tests/unit/published_corpus.h"
#include "tests/unit/sample.h"

namespace outturn::testing {

/// The sample under another id, changed by `change`.
inline evidence::Record sample(const std::string& id, const auto& change) {
  nlohmann::json json = sample_json();
  json["id"] = id;
  change(json);
  return evidence::from_json(json).value();
}

/// What a spreadsheet program would run, were it given the chance.
inline const std::vector<std::string>& formulas() {
  static const std::vector<std::string> kTexts{"=1+1",     "=HYPERLINK(\"http://x.example\",\"y\")",
                                               "+1",       "-2+3|cmd",
                                               "@SUM(A1)", "\t=1",
                                               "\r=1",     "'=1",
                                               "''@",      "=\"a,b\"",
                                               "-0.35"};
  return kTexts;
}

/// All records of a generation, by number.
inline downloads::Contents contents_of(std::shared_ptr<const search::Generation> generation) {
  downloads::Contents contents;
  const std::size_t slots = generation->matches().index().slots();
  for (std::uint32_t number = 0; number < slots; ++number)
    if (generation->matches().index().all().test(number)) contents.numbers.push_back(number);
  contents.site = "https://evidence.example/e";
  contents.about.release = generation->manifest().id;
  contents.about.published = "2026-11-22T09:00:00Z";
  contents.about.what = "Records";
  contents.about.words = "All records";
  contents.about.address = contents.site + "/search";
  contents.about.query = {{"q", ""}};
  contents.generation = std::move(generation);
  return contents;
}

inline std::string body_of(downloads::Contents contents, downloads::Format format,
                           downloads::JsonHolds json,
                           const std::vector<const downloads::Table*>& tables) {
  downloads::Shape shape{format, json, {}, "test"};
  for (const downloads::Table* table : tables)
    shape.tables.push_back({table, table->all_columns()});
  return downloads::gathered(downloads::download(std::move(contents), std::move(shape))).body;
}

}  // namespace outturn::testing
