// SPDX-License-Identifier: GPL-3.0-or-later
// Works out a record's contribution; contract in contribution.h.
#include "schema/index/contribution.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "schema/base/text.h"
#include "schema/evidence/derive.h"
#include "schema/evidence/standardise.h"
#include "schema/evidence/vocabulary.h"

namespace outturn::index {
namespace {

using evidence::Record;

constexpr double kOpen = std::numeric_limits<double>::infinity();
constexpr double kZ95 = 1.959963984540054;  // 97.5th percentile of the standard normal
constexpr std::size_t kTitleKeyBytes = 120;

struct MetricFamily {
  std::string_view metric;
  std::string_view family;
};
constexpr std::array kFamilies{
    MetricFamily{"smd", "standardised"},
    MetricFamily{"cohen_d", "standardised"},
    MetricFamily{"hedges_g", "standardised"},
    MetricFamily{"glass_delta", "standardised"},
    MetricFamily{"odds_ratio", "ratio"},
    MetricFamily{"risk_ratio", "ratio"},
    MetricFamily{"hazard_ratio", "ratio"},
    MetricFamily{"risk_difference", "difference"},
    MetricFamily{"percentage_points", "difference"},
    MetricFamily{"mean_difference", "difference"},
    MetricFamily{"percent_change", "change"},
    MetricFamily{"correlation", "correlation"},
    MetricFamily{"proportion", "level"},
    MetricFamily{"count", "level"},
    MetricFamily{"months_progress", "progress"},
    MetricFamily{"narrative", "narrative"},
};

std::string family_of(std::string_view metric) {
  for (const MetricFamily& row : kFamilies)
    if (row.metric == metric) return std::string(row.family);
  return {};
}

/// Each value once, and with it every broader value up to the top.
std::vector<std::string> with_broader(std::string_view vocabulary_name,
                                      const std::vector<std::string>& values) {
  const auto& vocabulary = evidence::vocabulary(vocabulary_name);
  std::vector<std::string> out;
  for (const std::string& value : values) {
    for (std::string id = value; !id.empty();) {
      if (std::find(out.begin(), out.end(), id) != out.end()) break;
      out.push_back(id);
      const evidence::Term* term = vocabulary.find(id);
      id = term == nullptr ? std::string() : term->broader;
    }
  }
  return out;
}

/// From the interval that is reported in standard deviations, else from the standard error of g,
/// else from the p value and the side of no effect that the figure lies on.
std::string certainty(const evidence::Finding& finding, const FindingRow& row) {
  if (const auto effect = evidence::oriented_effect(finding); effect && effect->low) {
    if (!effect->clear) return "not_clear";
    return effect->value > 0 ? "favours" : "against";
  }
  if (std::isfinite(row.g) && std::isfinite(row.se)) {
    if (std::abs(row.g) <= kZ95 * row.se) return "not_clear";
    return row.g > 0 ? "favours" : "against";
  }
  constexpr double kSignificant = 0.05;
  const bool signed_figure = row.family == "ratio" || row.family == "difference" ||
                             row.family == "change" || row.family == "correlation" ||
                             row.family == "standardised";
  if (!finding.p_value || !finding.value || !signed_figure) return "not_known";
  const double off = *finding.value - (row.family == "ratio" ? 1 : 0);
  if (*finding.p_value >= kSignificant || off == 0) return "not_clear";
  return (off > 0) == (finding.better == "higher") ? "favours" : "against";
}

FindingRow row_of(const evidence::Finding& finding) {
  FindingRow row;
  row.outcome = finding.outcome;
  row.result = finding.result;
  row.family = family_of(finding.metric);
  row.subgroup = finding.subgroup ? "part" : "whole";
  if (const auto standardised = evidence::standardise(finding);
      standardised && std::isfinite(standardised->g)) {
    row.g = standardised->g;
    if (standardised->se && std::isfinite(*standardised->se)) row.se = *standardised->se;
    row.compared = standardised->compared;
  }
  row.certainty = certainty(finding, row);
  return row;
}

/// An end that is not reported is open. What is known by its upper end alone is ordered after every
/// ratio above 0: nothing says that it is any.
void put_ratio(const evidence::Ratio& ratio, AppraisalRow& row) {
  constexpr double kFar = std::numeric_limits<double>::max();
  const auto& [low, central, high] = ratio;
  if (central || (low && high)) {
    double middle = 0;
    if (central) {
      middle = *central;
    } else {
      middle = *low > 0 && *high > 0 ? std::sqrt(*low) * std::sqrt(*high) : *low / 2 + *high / 2;
    }
    row.ratio_mid = middle;
    row.ratio_low = std::min(low.value_or(middle), middle);
    row.ratio_high = std::max(high.value_or(middle), middle);
  } else if (high) {
    row.ratio_low = -kFar;
    row.ratio_mid = std::min(0.0, *high);
    row.ratio_high = *high;
  } else if (low) {
    row.ratio_low = row.ratio_mid = *low;
    row.ratio_high = kFar;
  }
}

AppraisalRow row_of(const evidence::Appraisal& appraisal) {
  AppraisalRow row;
  row.kind = appraisal.kind;
  row.perspective = appraisal.perspective;
  row.basis = appraisal.basis;
  row.currency = appraisal.currency.value_or("");
  if (appraisal.ratio) put_ratio(*appraisal.ratio, row);
  row.cost = appraisal.cost_per_participant.value_or(kNoFigure);
  row.price_year = appraisal.price_year.value_or(0);
  return row;
}

std::vector<std::string> holds(const Record& record, const Contribution& rows, Disputed disputed) {
  std::vector<std::string> out;
  const auto any = [](const auto& list, const auto& is) {
    return std::any_of(list.begin(), list.end(), is);
  };
  if (any(rows.findings, [](const FindingRow& row) { return std::isfinite(row.g); }))
    out.emplace_back("effect");
  if (any(rows.appraisals, [](const AppraisalRow& row) { return !std::isnan(row.ratio_mid); }))
    out.emplace_back("ratio");
  if (any(rows.appraisals, [](const AppraisalRow& row) { return !std::isnan(row.cost); }))
    out.emplace_back("cost");
  if (any(record.appraisals, [](const auto& appraisal) { return !appraisal.breakeven.empty(); }))
    out.emplace_back("breakeven");
  if (disputed == Disputed::kNo) out.emplace_back("no_flags");
  return out;
}

std::vector<Values> record_values(const Record& record) {
  std::vector<Values> out;
  const auto add = [&](FilterId filter, std::vector<std::string> values) {
    std::vector<std::string> once;
    for (std::string& value : values)
      if (std::find(once.begin(), once.end(), value) == once.end())
        once.push_back(std::move(value));
    if (!once.empty()) out.push_back({filter, std::move(once)});
  };
  add(FilterId::kDesign, {record.evidence.design});
  if (record.evidence.maryland)
    add(FilterId::kMaryland, {std::to_string(*record.evidence.maryland)});
  std::vector<std::string> ratings;
  for (const auto& rating : record.evidence.ratings)
    ratings.push_back(rating.scale + ":" + rating.value);
  add(FilterId::kRating, std::move(ratings));
  if (record.population) {
    add(FilterId::kGroup, with_broader("group", record.population->groups));
    if (record.population->targeting) add(FilterId::kTargeting, {*record.population->targeting});
  }
  add(FilterId::kSetting, with_broader("setting", record.settings));
  std::vector<std::string> countries;
  std::vector<std::string> areas;
  for (const auto& place : record.places) {
    countries.push_back(place.country);
    if (place.area) areas.push_back(*place.area);
  }
  add(FilterId::kCountry, with_broader("country", countries));
  add(FilterId::kArea, std::move(areas));
  add(FilterId::kType, {record.type});
  add(FilterId::kSource, evidence::figure_sources(record));
  return out;
}

void put_ages(const Record& record, Contribution& out) {
  if (!record.population || (!record.population->age_min && !record.population->age_max)) return;
  out.age_min = record.population->age_min.value_or(-kOpen);
  out.age_max = record.population->age_max.value_or(kOpen);
}

}  // namespace

std::uint8_t evidence_strength(const evidence::Evidence& evidence) {
  struct DesignLevel {
    std::string_view design;
    int level;
  };
  constexpr std::array kLevels{
      DesignLevel{"systematic_review", 6},
      DesignLevel{"meta_analysis", 6},
      DesignLevel{"rct", 5},
      DesignLevel{"cluster_rct", 5},
      DesignLevel{"quasi_experiment", 4},
      DesignLevel{"before_after_with_comparison", 3},
      DesignLevel{"before_after", 2},
      DesignLevel{"cross_sectional", 1},
  };
  int level = 0;
  for (const DesignLevel& row : kLevels)
    if (row.design == evidence.design) level = row.level;
  if (level == 6) return 12;
  if (evidence.maryland) return static_cast<std::uint8_t>(2 * *evidence.maryland + 1);
  return static_cast<std::uint8_t>(2 * level);
}

Contribution columns_of(const Record& record, Disputed disputed) {
  Contribution out;
  out.values = record_values(record);
  if (record.programme) out.programme = record.programme->name;
  for (const auto& source : record.sources) {
    if (!source.year) continue;
    out.year = *source.year;
    break;
  }
  put_ages(record, out);
  out.strength = evidence_strength(record.evidence);
  out.title_key = base::lower(base::clip(record.title, kTitleKeyBytes));
  for (const auto& finding : record.findings) out.findings.push_back(row_of(finding));
  for (const auto& appraisal : record.appraisals) {
    out.appraisals.push_back(row_of(appraisal));
    const auto add = [&](const std::string& outcome) {
      FindingRow row;
      row.outcome = outcome;
      out.findings.push_back(std::move(row));
    };
    for (const auto& line : appraisal.benefits) add(line.outcome);
    for (const auto& line : appraisal.breakeven) add(line.outcome);
  }
  if (auto held = holds(record, out, disputed); !held.empty())
    out.values.push_back({FilterId::kHas, std::move(held)});
  return out;
}

}  // namespace outturn::index
