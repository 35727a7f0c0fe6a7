// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses the figures that stand for a record; contract in shown_figures.h.
#include "server/render/shown_figures.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "schema/evidence/standardise.h"
#include "schema/evidence/vocabulary.h"
#include "schema/index/contribution.h"

namespace outturn::render {
namespace {

using evidence::OrientedEffect;
using evidence::Record;
using index::AppraisalRow;
using index::FilterId;
using index::FindingRow;
using search::Comparability;
using search::FilterSet;
using search::Question;
using search::Range;

constexpr double kZ95 = 1.959963984540054;  // 97.5th percentile of the standard normal
constexpr double kSame = 1e-9;

bool holds(const std::vector<std::string>& chosen, std::string_view value) {
  return std::find(chosen.begin(), chosen.end(), value) != chosen.end();
}

bool one_of(const FilterSet& filters, FilterId filter, std::string_view value) {
  const auto& chosen = filters.values[index::number_of(filter)];
  return chosen.empty() || holds(chosen, value);
}

/// Whether the outcome or anything broader is chosen.
bool on_outcome(const FilterSet& filters, std::string_view outcome) {
  const auto& chosen = filters.values[index::number_of(FilterId::kOutcome)];
  if (chosen.empty()) return true;
  const evidence::Vocabulary& outcomes = evidence::vocabulary("outcome");
  while (!outcome.empty()) {
    if (holds(chosen, outcome)) return true;
    const evidence::Term* term = outcomes.find(outcome);
    outcome = term == nullptr ? std::string_view() : std::string_view(term->broader);
  }
  return false;
}

bool within(const FilterSet& filters, FilterId filter, double low, double high) {
  const Range& range = filters.ranges[index::number_of(filter)];
  return !range.any() || (high >= range.low() && low <= range.high());
}

bool passes(const FilterSet& filters, const FindingRow& row) {
  return on_outcome(filters, row.outcome) && one_of(filters, FilterId::kResult, row.result) &&
         one_of(filters, FilterId::kCertainty, row.certainty) &&
         one_of(filters, FilterId::kFamily, row.family) &&
         one_of(filters, FilterId::kSubgroup, row.subgroup) &&
         within(filters, FilterId::kEffect, row.g, row.g);
}

bool passes(const FilterSet& filters, const AppraisalRow& row) {
  const double year = row.price_year == 0 ? index::kNoFigure : row.price_year;
  return one_of(filters, FilterId::kKind, row.kind) &&
         one_of(filters, FilterId::kPerspective, row.perspective) &&
         one_of(filters, FilterId::kBasis, row.basis) &&
         one_of(filters, FilterId::kCurrency, row.currency) &&
         within(filters, FilterId::kRatio, row.ratio_low, row.ratio_high) &&
         within(filters, FilterId::kCost, row.cost, row.cost) &&
         within(filters, FilterId::kPriceYear, year, year);
}

std::string_view domain_of(std::string_view outcome) {
  const evidence::Vocabulary& outcomes = evidence::vocabulary("outcome");
  for (;;) {
    const evidence::Term* term = outcomes.find(outcome);
    if (term == nullptr || term->broader.empty()) return outcome;
    outcome = term->broader;
  }
}

/// The interval as reported where g is the figure reported, else from the standard error of g.
OrientedEffect effect_of(const evidence::Finding& finding, const FindingRow& row) {
  OrientedEffect effect;
  effect.value = row.g;
  effect.turned = finding.better == "lower";
  const auto reported = evidence::oriented_effect(finding);
  if (reported && reported->low && std::abs(reported->value - row.g) < kSame) {
    effect.low = reported->low;
    effect.high = reported->high;
  } else if (std::isfinite(row.se) && row.se > 0) {
    effect.low = row.g - kZ95 * row.se;
    effect.high = row.g + kZ95 * row.se;
  }
  if (effect.low && !(std::isfinite(*effect.low) && std::isfinite(*effect.high)))
    effect.low = effect.high = std::nullopt;
  effect.clear = effect.low && (*effect.low > 0 || *effect.high < 0);
  return effect;
}

void choose_effect(const Record& record, const std::vector<FindingRow>& rows,
                   const Question& question, const Comparability& comparable, Shown& out) {
  const bool by_effect = question.sort == search::Sort::kEffect;
  const auto in_class = [&](std::size_t i) {
    return comparable.domain.empty() || domain_of(rows[i].outcome) == comparable.domain;
  };
  const auto before = [&](std::size_t a, const OrientedEffect& effect) {
    const std::size_t b = out.effect->finding;
    if (!by_effect) return evidence::shown_before(effect, out.effect->effect);
    return in_class(a) != in_class(b) ? in_class(a) : effect.value > out.effect->effect.value;
  };
  for (std::size_t i = 0; i < record.findings.size(); ++i) {
    const bool passing = passes(question.filters, rows[i]);
    if (passing) out.findings.push_back(i);
    if (!std::isfinite(rows[i].g)) continue;
    ++(!passing           ? out.effects.left_out
       : rows[i].compared ? out.effects.passing
                          : out.effects.uncompared);
    if (!passing || !rows[i].compared) continue;
    const OrientedEffect effect = effect_of(record.findings[i], rows[i]);
    if (!out.effect || before(i, effect)) out.effect = ShownEffect{i, effect, {}, false};
  }
  if (!out.effect) return;
  const evidence::Finding& finding = record.findings[out.effect->finding];
  if (const auto reached = evidence::standardise(finding))
    out.effect->conversion = reached->conversion;
  out.effect->worked_out = rows[out.effect->finding].family != "standardised";
}

void choose_money(const Record& record, const std::vector<AppraisalRow>& rows,
                  const Question& question, const Comparability& comparable, Shown& out) {
  const bool by_ratio = question.sort == search::Sort::kRatio && !comparable.kind.empty();
  const bool by_cost = question.sort == search::Sort::kCost && !comparable.currency.empty();
  const auto ratio_class = [&](std::size_t i) {
    return rows[i].kind == comparable.kind && rows[i].perspective == comparable.perspective;
  };
  const auto cost_class = [&](std::size_t i) { return rows[i].currency == comparable.currency; };
  for (std::size_t i = 0; i < record.appraisals.size(); ++i) {
    const bool passing = passes(question.filters, rows[i]);
    if (!std::isnan(rows[i].ratio_mid)) {
      ++(passing ? out.ratios.passing : out.ratios.left_out);
      const bool better =
          !out.ratio || (by_ratio && ratio_class(i) && !ratio_class(out.ratio->appraisal));
      if (passing && better) out.ratio = ShownRatio{i, *record.appraisals[i].ratio};
    }
    if (!std::isnan(rows[i].cost)) {
      ++(passing ? out.costs.passing : out.costs.left_out);
      const bool better =
          !out.cost || (by_cost && cost_class(i) && !cost_class(out.cost->appraisal));
      if (passing && better) out.cost = ShownCost{i, rows[i].cost};
    }
  }
}

}  // namespace

Shown shown_figures(const Record& record, const Question& question,
                    const Comparability& comparable) {
  const index::Contribution rows = index::columns_of(record, index::Disputed::kNo);
  Shown out;
  choose_effect(record, rows.findings, question, comparable, out);
  choose_money(record, rows.appraisals, question, comparable, out);
  return out;
}

std::vector<ShownHit> shown_hits(const search::Answer& answer) {
  std::vector<ShownHit> out;
  out.reserve(answer.hits.size());
  for (const search::Hit& hit : answer.hits)
    out.push_back({&hit, shown_figures(hit.record, answer.question, answer.comparable)});
  return out;
}

}  // namespace outturn::render
