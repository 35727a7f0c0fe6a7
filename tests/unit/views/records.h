// SPDX-License-Identifier: GPL-3.0-or-later
// Records and answers for the tests of tables and plots, and the real partials drawn alone.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "server/render/site.h"
#include "server/render/templates.h"
#include "server/search/answer.h"

namespace outturn::render {

inline evidence::Finding effect_on(std::string outcome, double value, double se,
                                   std::string better = "higher") {
  evidence::Finding finding;
  finding.outcome = std::move(outcome);
  finding.metric = "smd";
  finding.value = value;
  finding.se = se;
  finding.better = std::move(better);
  finding.result = "positive";
  finding.source = "doc";
  finding.locator = "Table 1";
  return finding;
}

inline evidence::Appraisal appraisal_with(std::string kind, std::string perspective,
                                          evidence::Ratio ratio) {
  evidence::Appraisal appraisal;
  appraisal.kind = std::move(kind);
  appraisal.perspective = std::move(perspective);
  appraisal.basis = "modelled";
  appraisal.ratio = ratio;
  appraisal.currency = "GBP";
  appraisal.source = "doc";
  appraisal.locator = "Table 2";
  return appraisal;
}

inline evidence::Record record_named(std::string title) {
  evidence::Record record;
  record.id = "a-record";
  record.title = std::move(title);
  record.type = "programme";
  record.evidence.design = "rct";
  record.sources.push_back({"doc", "A document", {"Ali"}, {}, 2016, {}, {}});
  record.curation.added = "2026-11-22";
  return record;
}

inline search::Answer answer_of(std::vector<evidence::Record> records) {
  search::Answer answer;
  answer.total = records.size();
  for (evidence::Record& record : records) {
    search::Hit hit;
    hit.record = std::move(record);
    answer.hits.push_back(std::move(hit));
  }
  return answer;
}

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// The partial of that name in web/templates, drawn from `view`.
inline std::string drawn(const std::string& partial, const nlohmann::json& view) {
  namespace fs = std::filesystem;
  const fs::path folder =
      fs::temp_directory_path() / ("outturn-views-" + std::to_string(::getpid()));
  fs::copy(fs::path(OUTTURN_SOURCE_DIR) / "web" / "templates", folder,
           fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  std::ofstream(folder / "alone.mustache") << "{{> " << partial << "}}";
  std::string text = Templates(folder).draw("alone", view);
  fs::remove_all(folder);
  return text;
}

}  // namespace outturn::render
