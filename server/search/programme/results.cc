// SPDX-License-Identifier: GPL-3.0-or-later
// Findings by outcome, ratios by class; see results.h.
#include "server/search/programme/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "schema/index/contribution.h"

namespace outturn::search {
namespace {

using evidence::Record;

void put_effect(const index::FindingRow& row, OutcomeResult& result) {
  if (!row.compared || !std::isfinite(row.g)) return;
  result.lowest = result.effects == 0 ? row.g : std::min(result.lowest, row.g);
  result.highest = result.effects == 0 ? row.g : std::max(result.highest, row.g);
  ++result.effects;
  result.se.reset();
  if (result.effects == 1 && std::isfinite(row.se) && row.se > 0) result.se = row.se;
}

std::vector<OutcomeResult> results_of(const Record& record, std::size_t number) {
  const index::Contribution rows = index::columns_of(record, index::Disputed::kNo);
  const std::vector<Way> ways = ways_of(record);
  std::vector<OutcomeResult> out;
  for (std::size_t i = 0; i < record.findings.size(); ++i) {
    const std::string& outcome = record.findings[i].outcome;
    auto at = std::find_if(out.begin(), out.end(),
                           [&](const OutcomeResult& held) { return held.outcome == outcome; });
    if (at == out.end()) {
      at = out.insert(at, OutcomeResult{});
      at->outcome = outcome;
      at->record = number;
    }
    at->findings.push_back(i);
    ++at->ways[static_cast<std::size_t>(ways[i])];
    put_effect(rows.findings[i], *at);
  }
  return out;
}

}  // namespace

std::vector<OutcomeResult> results_by_outcome(std::span<const Record> records) {
  std::vector<OutcomeResult> out;
  std::map<std::string, std::size_t> told;  // how many records report it
  for (std::size_t i = 0; i < records.size(); ++i) {
    for (OutcomeResult& result : results_of(records[i], i)) {
      ++told[result.outcome];
      out.push_back(std::move(result));
    }
  }
  std::stable_sort(out.begin(), out.end(), [&](const OutcomeResult& a, const OutcomeResult& b) {
    const std::size_t of_a = told[a.outcome];
    const std::size_t of_b = told[b.outcome];
    return of_a != of_b ? of_a > of_b : a.outcome < b.outcome;
  });
  return out;
}

std::vector<ClassedRatio> ratios_by_class(std::span<const Record> records) {
  std::vector<ClassedRatio> out;
  for (std::size_t i = 0; i < records.size(); ++i) {
    for (std::size_t k = 0; k < records[i].appraisals.size(); ++k) {
      const evidence::Appraisal& appraisal = records[i].appraisals[k];
      if (!appraisal.ratio) continue;
      out.push_back(
          {fmt::format("{}/{}/{}", appraisal.kind, appraisal.perspective, appraisal.basis), i, k});
    }
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const ClassedRatio& a, const ClassedRatio& b) { return a.name < b.name; });
  return out;
}

}  // namespace outturn::search
