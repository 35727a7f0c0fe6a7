// SPDX-License-Identifier: GPL-3.0-or-later
// Picks the figures of a row; contract in shown_figures.h.
#include "server/render/shown_figures.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/vocabulary.h"
#include "schema/index/contribution.h"
#include "server/render/filter_words.h"

namespace outturn::render {
namespace {

using evidence::Record;
using index::FilterId;
using search::FilterSet;
using search::Sort;

constexpr double kZ95 = 1.959963984540054;  // 97.5th percentile of the standard normal

bool among(const FilterSet& filters, FilterId filter, std::string_view value) {
  const std::vector<std::string>& chosen = chosen_of(filters, filter);
  return chosen.empty() || std::find(chosen.begin(), chosen.end(), value) != chosen.end();
}

/// Whether an outcome is the other or lies below it.
bool lies_in(std::string_view outcome, std::string_view domain) {
  const evidence::Vocabulary& outcomes = evidence::vocabulary("outcome");
  while (!outcome.empty()) {
    if (outcome == domain) return true;
    const evidence::Term* term = outcomes.find(outcome);
    outcome = term == nullptr ? std::string_view{} : std::string_view{term->broader};
  }
  return false;
}

/// A figure that is not there fails any limit.
bool within(const search::Range& range, double low, double high) {
  return !range.any() || (high >= range.low() && low <= range.high());
}

bool meets(const FilterSet& filters, const index::FindingRow& row) {
  const std::vector<std::string>& outcomes = chosen_of(filters, FilterId::kOutcome);
  const bool on_outcome =
      outcomes.empty() ||
      std::any_of(outcomes.begin(), outcomes.end(),
                  [&](const std::string& domain) { return lies_in(row.outcome, domain); });
  return on_outcome && among(filters, FilterId::kResult, row.result) &&
         among(filters, FilterId::kCertainty, row.certainty) &&
         among(filters, FilterId::kFamily, row.family) &&
         among(filters, FilterId::kSubgroup, row.subgroup) &&
         within(range_of(filters, FilterId::kEffect), row.g, row.g);
}

bool meets(const FilterSet& filters, const index::AppraisalRow& row) {
  const double year = row.price_year == 0 ? index::kNoFigure : row.price_year;
  return among(filters, FilterId::kKind, row.kind) &&
         among(filters, FilterId::kPerspective, row.perspective) &&
         among(filters, FilterId::kBasis, row.basis) &&
         among(filters, FilterId::kCurrency, row.currency) &&
         within(range_of(filters, FilterId::kRatio), row.ratio_low, row.ratio_high) &&
         within(range_of(filters, FilterId::kCost), row.cost, row.cost) &&
         within(range_of(filters, FilterId::kPriceYear), year, year);
}

ShownEffect shown(const Record& record, const index::FindingRow& row, std::size_t finding) {
  if (const auto reported = evidence::oriented_effect(record.findings[finding]))
    return {finding, *reported, false};
  evidence::OrientedEffect effect;
  effect.value = row.g;
  if (std::isfinite(row.se) && row.se > 0) {
    effect.low = row.g - kZ95 * row.se;
    effect.high = row.g + kZ95 * row.se;
    effect.clear = *effect.low > 0 || *effect.high < 0;
  }
  return {finding, effect, true};
}

/// The largest that compares two groups; within a domain, unless it is empty.
std::optional<std::size_t> first_in_order(const index::Contribution& rows,
                                          const std::vector<std::size_t>& meeting,
                                          std::string_view domain) {
  std::optional<std::size_t> best;
  for (const std::size_t i : meeting) {
    const index::FindingRow& row = rows.findings[i];
    const bool in_class = row.compared && std::isfinite(row.g) &&
                          (domain.empty() || lies_in(row.outcome, domain));
    if (in_class && (!best || row.g > rows.findings[*best].g)) best = i;
  }
  return best;
}

/// Of those that are reported in standard deviations the best; if any is.
std::optional<ShownEffect> best_reported(const Record& record,
                                         const std::vector<std::size_t>& meeting) {
  Record part;
  for (const std::size_t i : meeting) part.findings.push_back(record.findings[i]);
  const auto best = evidence::best_effect(part, {});
  if (!best) return {};
  return ShownEffect{meeting[best->finding], best->effect, false};
}

/// The appraisals that meet the filters; all of them where none does.
std::vector<std::size_t> appraisals_meeting(const index::Contribution& rows,
                                            const FilterSet& filters) {
  std::vector<std::size_t> meeting;
  for (std::size_t i = 0; i < rows.appraisals.size(); ++i)
    if (meets(filters, rows.appraisals[i])) meeting.push_back(i);
  if (meeting.empty())
    for (std::size_t i = 0; i < rows.appraisals.size(); ++i) meeting.push_back(i);
  return meeting;
}

using Rows = index::Contribution;

std::optional<ShownEffect> shown_effect(const Record& record, const Rows& rows,
                                        const search::Answer& answer) {
  std::vector<std::size_t> meeting;
  for (std::size_t i = 0; i < record.findings.size(); ++i)
    if (meets(answer.question.filters, rows.findings[i])) meeting.push_back(i);
  if (answer.question.sort == Sort::kEffect) {
    const auto first = first_in_order(rows, meeting, answer.comparable.domain);
    if (first) return shown(record, rows.findings[*first], *first);
  }
  if (const auto reported = best_reported(record, meeting)) return reported;
  const auto best = first_in_order(rows, meeting, {});
  if (!best) return {};
  return shown(record, rows.findings[*best], *best);
}

std::optional<evidence::HeadlineRatio> shown_ratio(const Record& record, const Rows& rows,
                                                   const search::Answer& answer) {
  std::optional<evidence::HeadlineRatio> first;
  for (const std::size_t i : appraisals_meeting(rows, answer.question.filters)) {
    Record part;
    part.appraisals.push_back(record.appraisals[i]);
    auto ratio = evidence::headline_ratio(part);
    if (!ratio) continue;
    ratio->appraisal = i;
    const bool in_class = rows.appraisals[i].kind == answer.comparable.kind &&
                          rows.appraisals[i].perspective == answer.comparable.perspective;
    if (answer.question.sort != Sort::kRatio || in_class) return ratio;
    if (!first) first = ratio;
  }
  return first ? first : evidence::headline_ratio(record);
}

std::optional<std::size_t> shown_cost(const Record& record, const Rows& rows,
                                      const search::Answer& answer) {
  const bool by_cost = answer.question.sort == Sort::kCost;
  if (!by_cost && !range_of(answer.question.filters, FilterId::kCost).any()) return {};
  std::optional<std::size_t> first;
  for (const std::size_t i : appraisals_meeting(rows, answer.question.filters)) {
    if (!record.appraisals[i].cost_per_participant) continue;
    if (!by_cost || rows.appraisals[i].currency == answer.comparable.currency) return i;
    if (!first) first = i;
  }
  return first;
}

}  // namespace

ShownFigures shown_figures(const Record& record, const search::Answer& answer) {
  const Rows rows = index::columns_of(record, index::Disputed::kNo);
  return {shown_effect(record, rows, answer), shown_ratio(record, rows, answer),
          shown_cost(record, rows, answer)};
}

}  // namespace outturn::render
