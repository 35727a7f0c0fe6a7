// SPDX-License-Identifier: GPL-3.0-or-later
// Findings by outcome, ratios by class; see results.h.
#include "server/search/programme/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "schema/evidence/standardise.h"

namespace outturn::search {
namespace {

using evidence::Record;

void put_effect(const evidence::Finding& finding, OutcomeResult& result) {
  const auto standardised = evidence::standardise(finding);
  if (!standardised || !standardised->compared || !std::isfinite(standardised->g)) return;
  const evidence::OrientedEffect effect = evidence::effect_shown(finding, *standardised);
  result.lowest = result.effects == 0 ? effect.value : std::min(result.lowest, effect.value);
  result.highest = result.effects == 0 ? effect.value : std::max(result.highest, effect.value);
  ++result.effects;
  result.effect.reset();
  result.se.reset();
  if (result.effects > 1) return;
  result.effect = effect;
  if (standardised->se && std::isfinite(*standardised->se) && *standardised->se > 0)
    result.se = standardised->se;
}

std::vector<OutcomeResult> results_of(const Record& record, std::size_t number) {
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
    put_effect(record.findings[i], *at);
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
