// SPDX-License-Identifier: GPL-3.0-or-later
// The slow way; contract in plain_scan.h.
#include "tests/unit/engine/plain_scan.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "schema/base/text.h"
#include "schema/evidence/derive.h"
#include "schema/evidence/standardise.h"
#include "schema/evidence/vocabulary.h"

namespace outturn::testing {
namespace {

using index::Asked;
using index::FilterId;
using index::Level;

void add(std::vector<std::string>& list, const std::string& value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

void add_with_broader(std::vector<std::string>& list, const char* vocabulary, std::string value) {
  while (!value.empty()) {
    add(list, value);
    const auto* term = evidence::vocabulary(vocabulary).find(value);
    value = term == nullptr ? std::string() : term->broader;
  }
}

std::string family(const std::string& metric) {
  if (metric == "smd" || metric == "cohen_d" || metric == "hedges_g" || metric == "glass_delta")
    return "standardised";
  if (metric == "odds_ratio" || metric == "risk_ratio" || metric == "hazard_ratio") return "ratio";
  if (metric == "mean_difference" || metric == "risk_difference" || metric == "percentage_points")
    return "difference";
  if (metric == "percent_change") return "change";
  if (metric == "correlation") return "correlation";
  if (metric == "count" || metric == "proportion") return "level";
  if (metric == "months_progress") return "progress";
  return "narrative";
}

std::string certainty(const evidence::Finding& finding, std::optional<double> g,
                      std::optional<double> se) {
  const auto effect = evidence::oriented_effect(finding);
  if (effect) {
    switch (evidence::favours(*effect)) {
      case evidence::Favours::kIntervention:
        return "favours";
      case evidence::Favours::kComparison:
        return "against";
      case evidence::Favours::kNotClear:
        return "not_clear";
      case evidence::Favours::kNotKnown:
        break;
    }
  }
  if (g && se) {
    const double far = 1.959963984540054 * *se;
    if (*g > far) return "favours";
    return *g < -far ? "against" : "not_clear";
  }
  const std::string kind = family(finding.metric);
  if (!finding.p_value || !finding.value || kind == "level" || kind == "progress" ||
      kind == "narrative")
    return "not_known";
  const double none = kind == "ratio" ? 1 : 0;
  if (*finding.p_value >= 0.05 || *finding.value == none) return "not_clear";
  const bool more = *finding.value > none;
  return (finding.better == "higher" ? more : !more) ? "favours" : "against";
}

PlainRow plain_finding(const evidence::Finding& finding) {
  PlainRow row;
  row.outcome = finding.outcome;
  add_with_broader(row.values[FilterId::kOutcome], "outcome", finding.outcome);
  row.values[FilterId::kResult] = {finding.result};
  row.values[FilterId::kFamily] = {family(finding.metric)};
  row.values[FilterId::kSubgroup] = {finding.subgroup ? "part" : "whole"};
  std::optional<double> g;
  std::optional<double> se;
  if (const auto standardised = evidence::standardise(finding)) {
    if (std::isfinite(standardised->g)) {
      g = standardised->g;
      se = standardised->se;
      row.g = *g;
      row.compared = standardised->compared;
      row.spans[FilterId::kEffect] = {*g, *g};
      row.figures[FilterId::kEffect] = *g;
    }
  }
  row.values[FilterId::kCertainty] = {certainty(finding, g, se)};
  return row;
}

/// By way of the record's headline ratio, which looks at its first appraisal with one.
void plain_ratio(const evidence::Appraisal& appraisal, PlainRow& row) {
  evidence::Record alone;
  alone.appraisals.push_back(appraisal);
  const auto headline = evidence::headline_ratio(alone);
  if (!headline) return;
  constexpr double kMost = std::numeric_limits<double>::max();
  double middle = headline->central;
  double low = headline->low.value_or(middle);
  double high = headline->high.value_or(middle);
  if (!headline->central_reported && !headline->low) {
    low = -kMost;
    middle = std::min(0.0, middle);
  } else if (!headline->central_reported && !headline->high) {
    high = kMost;
  }
  row.spans[FilterId::kRatio] = {std::min(low, middle), std::max(high, middle)};
  row.figures[FilterId::kRatio] = middle;
}

PlainRow plain_appraisal(const evidence::Appraisal& appraisal) {
  PlainRow row;
  row.values[FilterId::kKind] = {appraisal.kind};
  row.values[FilterId::kPerspective] = {appraisal.perspective};
  row.values[FilterId::kBasis] = {appraisal.basis};
  if (appraisal.currency) row.values[FilterId::kCurrency] = {*appraisal.currency};
  plain_ratio(appraisal, row);
  if (const auto& cost = appraisal.cost_per_participant) {
    row.spans[FilterId::kCost] = {*cost, *cost};
    row.figures[FilterId::kCost] = *cost;
  }
  if (appraisal.price_year)
    row.spans[FilterId::kPriceYear] = {*appraisal.price_year, *appraisal.price_year};
  return row;
}

int strength(const evidence::Evidence& evidence) {
  if (evidence.design == "meta_analysis" || evidence.design == "systematic_review") return 12;
  if (evidence.maryland) return *evidence.maryland * 2 + 1;
  if (evidence.design == "rct" || evidence.design == "cluster_rct") return 10;
  if (evidence.design == "quasi_experiment") return 8;
  if (evidence.design == "before_after_with_comparison") return 6;
  if (evidence.design == "before_after") return 4;
  return evidence.design == "cross_sectional" ? 2 : 0;
}

/// The record's own values.
void plain_values(const evidence::Record& record, PlainRecord& out) {
  auto& values = out.record.values;
  values[FilterId::kDesign] = {record.evidence.design};
  values[FilterId::kType] = {record.type};
  if (record.evidence.maryland)
    values[FilterId::kMaryland] = {std::to_string(*record.evidence.maryland)};
  for (const auto& rating : record.evidence.ratings)
    add(values[FilterId::kRating], rating.scale + ":" + rating.value);
  for (const auto& setting : record.settings)
    add_with_broader(values[FilterId::kSetting], "setting", setting);
  for (const auto& place : record.places) {
    add_with_broader(values[FilterId::kCountry], "country", place.country);
    if (place.area) add(values[FilterId::kArea], *place.area);
  }
  if (record.programme) values[FilterId::kProgramme] = {record.programme->name};
  values[FilterId::kSource] = {record.sources.front().id};
  for (const auto& finding : record.findings) add(values[FilterId::kSource], finding.source);
  for (const auto& appraisal : record.appraisals) add(values[FilterId::kSource], appraisal.source);
  if (!record.population) return;
  for (const auto& group : record.population->groups)
    add_with_broader(values[FilterId::kGroup], "group", group);
  if (record.population->targeting) values[FilterId::kTargeting] = {*record.population->targeting};
  constexpr double kFar = 1e300;
  if (record.population->age_min || record.population->age_max)
    out.record.spans[FilterId::kAge] = {record.population->age_min.value_or(-kFar),
                                        record.population->age_max.value_or(kFar)};
}

void plain_has(const evidence::Record& record, bool disputed, PlainRecord& out) {
  auto& has = out.record.values[FilterId::kHas];
  for (const PlainRow& row : out.findings)
    if (row.figures.contains(FilterId::kEffect)) add(has, "effect");
  for (const PlainRow& row : out.appraisals) {
    if (row.figures.contains(FilterId::kRatio)) add(has, "ratio");
    if (row.figures.contains(FilterId::kCost)) add(has, "cost");
  }
  for (const auto& appraisal : record.appraisals)
    if (!appraisal.breakeven.empty()) add(has, "breakeven");
  if (!disputed) add(has, "no_flags");
}

bool row_passes(const PlainRow& row, const search::FilterSet& filters, Level level,
                std::optional<FilterId> but = {}) {
  for (const index::Filter& filter : index::kFilters) {
    if (filter.level != level || !filters.active(filter.id) || filter.id == but) continue;
    if (filter.asked == Asked::kValues) {
      const auto held = row.values.find(filter.id);
      if (held == row.values.end()) return false;
      const auto& wanted = filters.values[index::number_of(filter.id)];
      if (std::none_of(held->second.begin(), held->second.end(), [&](const std::string& value) {
            return std::find(wanted.begin(), wanted.end(), value) != wanted.end();
          }))
        return false;
    } else {
      const auto span = row.spans.find(filter.id);
      if (span == row.spans.end()) return false;
      const search::Range& range = filters.ranges[index::number_of(filter.id)];
      if (range.least && span->second.second < *range.least) return false;
      if (range.most && span->second.first > *range.most) return false;
    }
  }
  return true;
}

bool level_active(const search::FilterSet& filters, Level level) {
  return std::any_of(index::kFilters.begin(), index::kFilters.end(), [&](const auto& filter) {
    return filter.level == level && filters.active(filter.id);
  });
}

bool any_passes(const std::vector<PlainRow>& rows, const search::FilterSet& filters, Level level) {
  if (!level_active(filters, level)) return true;
  return std::any_of(rows.begin(), rows.end(),
                     [&](const PlainRow& row) { return row_passes(row, filters, level); });
}

}  // namespace

PlainRecord plain(unsigned number, const evidence::Record& record, bool disputed) {
  PlainRecord out;
  out.number = number;
  plain_values(record, out);
  for (const auto& source : record.sources) {
    if (!source.year) continue;
    out.record.spans[FilterId::kYear] = {*source.year, *source.year};
    out.record.figures[FilterId::kYear] = *source.year;
    break;
  }
  for (const auto& finding : record.findings) out.findings.push_back(plain_finding(finding));
  for (const auto& appraisal : record.appraisals) {
    out.appraisals.push_back(plain_appraisal(appraisal));
    std::vector<std::string> valued;
    for (const auto& line : appraisal.benefits) valued.push_back(line.outcome);
    for (const auto& line : appraisal.breakeven) valued.push_back(line.outcome);
    for (const std::string& outcome : valued) {
      out.findings.emplace_back();
      add_with_broader(out.findings.back().values[FilterId::kOutcome], "outcome", outcome);
    }
  }
  plain_has(record, disputed, out);
  out.title = base::lower(record.title);
  out.strength = strength(record.evidence);
  if (record.programme) out.programme = record.programme->name;
  return out;
}

bool passes(const PlainRecord& record, const search::FilterSet& filters) {
  return row_passes(record.record, filters, Level::kRecord) &&
         any_passes(record.findings, filters, Level::kFinding) &&
         any_passes(record.appraisals, filters, Level::kAppraisal);
}

bool passes_with(const PlainRecord& record, search::FilterSet filters, FilterId filter,
                 const std::string& value) {
  filters.chosen(filter) = {value};
  return passes(record, filters);
}

bool passes_in_bin(const PlainRecord& record, const search::FilterSet& filters, FilterId filter,
                   double from, double to) {
  const auto in_bin = [&](const PlainRow& row, Level level) {
    const auto figure = row.figures.find(filter);
    return figure != row.figures.end() && figure->second >= from && figure->second < to &&
           row_passes(row, filters, level, filter);
  };
  const auto some_row = [&](const std::vector<PlainRow>& rows, Level level) {
    if (index::filter(filter).level != level) return any_passes(rows, filters, level);
    return std::any_of(rows.begin(), rows.end(),
                       [&](const PlainRow& row) { return in_bin(row, level); });
  };
  const bool record_passes = index::filter(filter).level == Level::kRecord
                                 ? in_bin(record.record, Level::kRecord)
                                 : row_passes(record.record, filters, Level::kRecord);
  return record_passes && some_row(record.findings, Level::kFinding) &&
         some_row(record.appraisals, Level::kAppraisal);
}

std::vector<const PlainRow*> passing_rows(const std::vector<PlainRow>& rows,
                                          const search::FilterSet& filters, Level level) {
  std::vector<const PlainRow*> out;
  for (const PlainRow& row : rows)
    if (row_passes(row, filters, level)) out.push_back(&row);
  return out;
}

}  // namespace outturn::testing
