// SPDX-License-Identifier: GPL-3.0-or-later
// Findings on the same outcome lined up, those on one scale with what is drawn of them.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "schema/evidence/standardise.h"
#include "server/compare/parts.h"
#include "server/render/figure_words.h"
#include "server/render/finding_words.h"
#include "server/render/format.h"
#include "server/render/words.h"

namespace outturn::compare {
namespace {

using evidence::Finding;
using evidence::OrientedEffect;
using evidence::Record;

std::vector<std::string> about(const Finding& finding, const std::string& outcome) {
  std::vector<std::string> list;
  if (finding.measure && *finding.measure != outcome) list.push_back(*finding.measure);
  if (finding.subgroup) list.push_back("for " + render::mid_sentence(*finding.subgroup));
  if (finding.timepoint_months) {
    list.push_back("at " + render::months_text(*finding.timepoint_months));
  } else if (finding.horizon) {
    list.push_back(render::mid_sentence(render::label("horizon", *finding.horizon)));
  }
  return list;
}

/// What the source reports, with its metric: "risk ratio 0.8".
std::string as_reported(const Finding& finding) {
  const std::string figure = render::reported_figure(finding);
  if (figure.empty()) return {};
  return fmt::format("{} {}", render::mid_sentence(render::label("metric", finding.metric)),
                     figure);
}

Effect effect_of(const Record& record, std::size_t number) {
  const Finding& finding = record.findings[number];
  const std::string outcome = render::label("outcome", finding.outcome);
  Effect out;
  out.finding = number;
  out.about = about(finding, outcome);
  out.printed = {render::source_number(record, finding.source), finding.locator};
  const auto standardised = evidence::standardise(finding);
  if (standardised && standardised->compared) {
    const OrientedEffect effect = evidence::effect_shown(finding, *standardised);
    out.drawn = effect;
    out.figure = render::effect_words(effect.value);
    out.interval = render::interval_words(effect);
    out.verdict = render::favours_words(effect);
    if (!evidence::oriented_effect(finding)) out.reported = as_reported(finding);
    return out;
  }
  out.figure = render::reported_figure(finding);
  out.verdict = render::mid_sentence(render::label("result", finding.result));
  if (!out.figure.empty()) {
    out.reported = render::mid_sentence(render::label("metric", finding.metric));
    out.why_not_drawn = standardised ? "the change of one group, compared with no other"
                                     : standardised.error().message;
  }
  return out;
}

/// Outcomes of all records, each once, in the order in which they are first named.
std::vector<std::string> outcomes_in(const Records& records) {
  std::vector<std::string> outcomes;
  std::set<std::string> seen;
  for (const search::AuditedRecord& one : records)
    for (const Finding& finding : one.record.findings)
      if (seen.insert(finding.outcome).second) outcomes.push_back(finding.outcome);
  return outcomes;
}

/// Whether the records' sources claim the same results on this outcome.
void judge_results(const Records& records, OutcomeRow& row) {
  std::set<std::set<std::string>> claims;
  std::vector<std::string> words;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    std::set<std::string> claimed;
    for (const Effect& effect : row.cells[i]) {
      const std::string& result = records[i].record.findings[effect.finding].result;
      claimed.insert(result);
      std::string word = render::label("result", result);
      if (!words.empty()) word = render::mid_sentence(word);
      const bool known = std::any_of(words.begin(), words.end(), [&](const std::string& one) {
        return render::mid_sentence(one) == render::mid_sentence(word);
      });
      if (!known) words.push_back(std::move(word));
    }
    if (!claimed.empty()) claims.insert(std::move(claimed));
  }
  row.likeness = claims.size() > 1 ? Likeness::kDiffers : Likeness::kSame;
  row.results = fmt::format("{}", fmt::join(words, "; "));
}

}  // namespace

Effects effects_of(const Records& records) {
  Effects effects;
  for (const std::string& outcome : outcomes_in(records)) {
    OutcomeRow row{outcome, render::label("outcome", outcome), Likeness::kNotJudged, "", {}};
    std::size_t measuring = 0;
    for (const search::AuditedRecord& one : records) {
      std::vector<Effect>& cell = row.cells.emplace_back();
      for (std::size_t i = 0; i < one.record.findings.size(); ++i)
        if (one.record.findings[i].outcome == outcome) cell.push_back(effect_of(one.record, i));
      if (!cell.empty()) ++measuring;
    }
    if (measuring > 1) judge_results(records, row);
    (measuring > 1 ? effects.shared : effects.alone).push_back(std::move(row));
  }
  return effects;
}

}  // namespace outturn::compare
