// SPDX-License-Identifier: GPL-3.0-or-later
// Draws records and questions; contract in random_records.h.
#include "tests/unit/engine/random_records.h"

#include <array>
#include <string>

#include "schema/index/filters.h"

namespace outturn::testing {
namespace {

using Words = std::vector<std::string>;

const Words kOutcomes{"crime",  "crime_safety", "domestic_abuse", "education",
                      "family", "parenting",    "test_scores",    "anxiety"};
const Words kResults{"positive", "null", "negative", "mixed", "unclear"};
const Words kMetrics{"smd",   "cohen_d",   "odds_ratio",     "mean_difference", "percent_change",
                     "count", "narrative", "months_progress"};
const Words kKinds{"bcr", "sroi", "fiscal_roi", "breakeven"};
const Words kPerspectives{"society", "public_purse", "agency"};
const Words kBases{"evaluative", "forecast", "modelled"};
const Words kCurrencies{"GBP", "USD"};
const Words kDesigns{"rct", "quasi_experiment", "before_after", "meta_analysis", "case_study"};
const Words kGroups{"parents", "low_income", "young_offenders", "older_people"};
const Words kSettings{"home", "school", "online", "custody"};
const Words kCountries{"GB", "GB-ENG", "GB-SCT", "US"};
const Words kAreas{"Oldham", "Leeds", "Utah", "Fife", "Bury"};
const Words kTypes{"programme", "approach", "review"};
const Words kTargetings{"universal", "selective", "indicated"};
const Words kScales{"eif", "grade"};
const Words kSources{"doc-a", "doc-b", "doc-c", "doc-d", "doc-e", "doc-f"};
const Words kProgrammes{"Alpha", "Beta", "Gamma", "Delta", "Epsilon"};

const std::string& one(Random& random, const Words& words) {
  return words[static_cast<std::size_t>(between(random, 0, static_cast<int>(words.size()) - 1))];
}

/// A figure with one or two digits, so that ties and edges of bins are met.
double figure(Random& random, int low, int high, double unit) {
  return between(random, low, high) * unit;
}

Words some(Random& random, const Words& words, double share) {
  Words out;
  for (const std::string& word : words)
    if (chance(random, share)) out.push_back(word);
  return out;
}

evidence::Finding random_finding(Random& random) {
  evidence::Finding finding;
  finding.outcome = one(random, kOutcomes);
  finding.result = one(random, kResults);
  finding.metric = one(random, kMetrics);
  finding.better = chance(random, 0.5) ? "higher" : "lower";
  finding.source = one(random, kSources);
  finding.locator = "Table 1";
  if (chance(random, 0.3)) finding.subgroup = "girls";
  if (chance(random, 0.9)) finding.value = figure(random, -12, 12, 0.1);
  if (finding.metric == "odds_ratio" && finding.value) finding.value = 0.1 + *finding.value + 1.2;
  if (chance(random, 0.6)) finding.se = figure(random, 0, 6, 0.05);
  if (chance(random, 0.2) && finding.value) {
    finding.ci_low = *finding.value - figure(random, 0, 10, 0.05);
    finding.ci_high = *finding.value + figure(random, 0, 10, 0.05);
  }
  if (chance(random, 0.3)) finding.p_value = figure(random, 0, 10, 0.01);
  if (chance(random, 0.4)) {
    finding.n_treatment = between(random, 5, 200);
    finding.n_control = between(random, 5, 200);
  }
  return finding;
}

evidence::Ratio random_ratio(Random& random) {
  evidence::Ratio ratio;
  if (chance(random, 0.7)) ratio.central = figure(random, -2, 40, 0.5);
  if (chance(random, 0.4)) ratio.low = figure(random, -4, 10, 0.5);
  if (chance(random, 0.4)) ratio.high = figure(random, 4, 60, 1);
  return ratio;
}

evidence::Appraisal random_appraisal(Random& random) {
  evidence::Appraisal appraisal;
  appraisal.kind = one(random, kKinds);
  appraisal.perspective = one(random, kPerspectives);
  appraisal.basis = one(random, kBases);
  appraisal.source = one(random, kSources);
  appraisal.locator = "Table 2";
  if (chance(random, 0.7)) appraisal.ratio = random_ratio(random);
  if (chance(random, 0.5)) appraisal.cost_per_participant = figure(random, 0, 40, 50);
  if (chance(random, 0.8)) appraisal.currency = one(random, kCurrencies);
  if (chance(random, 0.7)) appraisal.price_year = between(random, 2000, 2010);
  if (chance(random, 0.4)) {
    appraisal.benefits.emplace_back();
    appraisal.benefits.back().outcome = one(random, kOutcomes);
  }
  if (chance(random, 0.2)) {
    appraisal.breakeven.emplace_back();
    appraisal.breakeven.back().outcome = one(random, kOutcomes);
  }
  return appraisal;
}

}  // namespace

int between(Random& random, int low, int high) {
  return std::uniform_int_distribution<int>(low, high)(random);
}

bool chance(Random& random, double share) {
  return std::uniform_real_distribution<double>(0, 1)(random) < share;
}

evidence::Record random_record(Random& random, unsigned number) {
  evidence::Record record;
  record.id = "record-" + std::to_string(number);
  record.title = std::string(chance(random, 0.5) ? "The " : "A ") + one(random, kProgrammes) +
                 (chance(random, 0.7) ? " " + std::to_string(between(random, 0, 500)) : "");
  record.summary = "Summary.";
  record.type = one(random, kTypes);
  if (chance(random, 0.6)) record.programme = evidence::Programme{one(random, kProgrammes), {}, {}};
  if (chance(random, 0.8)) {
    record.population.emplace();
    record.population->groups = some(random, kGroups, 0.3);
    if (chance(random, 0.6)) record.population->age_min = figure(random, 0, 36, 0.5);
    if (chance(random, 0.6)) record.population->age_max = figure(random, 10, 60, 0.5);
    if (chance(random, 0.5)) record.population->targeting = one(random, kTargetings);
  }
  record.settings = some(random, kSettings, 0.3);
  for (int i = between(random, 0, 2); i > 0; --i) {
    record.places.push_back({one(random, kCountries), {}, {}});
    if (chance(random, 0.6)) record.places.back().area = one(random, kAreas);
  }
  record.evidence.design = one(random, kDesigns);
  if (chance(random, 0.3)) record.evidence.maryland = between(random, 1, 5);
  for (int i = between(random, 0, 2); i > 0; --i)
    record.evidence.ratings.push_back(
        {one(random, kScales), std::to_string(between(random, 1, 3)), {}, {}});
  for (int i = between(random, 0, 4); i > 0; --i) record.findings.push_back(random_finding(random));
  for (int i = between(random, 0, 3); i > 0; --i)
    record.appraisals.push_back(random_appraisal(random));
  for (int i = between(random, 1, 3); i > 0; --i) {
    record.sources.emplace_back();
    record.sources.back().id = one(random, kSources);
    if (chance(random, 0.8)) record.sources.back().year = between(random, 1970, 2035);
  }
  return record;
}

void add_rare_values(Random& random, evidence::Record& record) {
  const auto seldom = [&] { return chance(random, 0.002); };
  for (evidence::Finding& finding : record.findings) {
    if (seldom()) finding.outcome = "school_climate";
    if (seldom()) finding.outcome = "care_proceedings";
  }
  for (evidence::Appraisal& appraisal : record.appraisals)
    if (seldom()) appraisal.currency = "EUR";
  if (seldom()) record.programme = evidence::Programme{"Omega", {}, {}};
  if (seldom()) record.places.push_back({"NL", "Delft", {}});
  if (seldom()) record.settings.emplace_back("phone");
  if (seldom()) record.sources.back().id = "doc-z";
  if (seldom()) record.evidence.ratings.push_back({"rare", "1", {}, {}});
}

search::FilterSet random_filters(Random& random, unsigned filters) {
  using index::FilterId;
  struct Choice {
    FilterId filter;
    const Words* words;
  };
  static const Words kCertainties{"favours", "not_clear", "against", "not_known"};
  static const Words kFamilies{"standardised", "ratio", "difference", "change", "level"};
  static const Words kSubgroups{"whole", "part"};
  static const Words kMaryland{"1", "3", "5"};
  static const Words kRatings{"eif:1", "eif:2", "grade:3"};
  static const Words kHas{"effect", "ratio", "cost", "breakeven", "no_flags"};
  static const std::array kChoices{Choice{FilterId::kOutcome, &kOutcomes},
                                   Choice{FilterId::kResult, &kResults},
                                   Choice{FilterId::kCertainty, &kCertainties},
                                   Choice{FilterId::kFamily, &kFamilies},
                                   Choice{FilterId::kSubgroup, &kSubgroups},
                                   Choice{FilterId::kKind, &kKinds},
                                   Choice{FilterId::kPerspective, &kPerspectives},
                                   Choice{FilterId::kBasis, &kBases},
                                   Choice{FilterId::kCurrency, &kCurrencies},
                                   Choice{FilterId::kDesign, &kDesigns},
                                   Choice{FilterId::kMaryland, &kMaryland},
                                   Choice{FilterId::kRating, &kRatings},
                                   Choice{FilterId::kGroup, &kGroups},
                                   Choice{FilterId::kTargeting, &kTargetings},
                                   Choice{FilterId::kSetting, &kSettings},
                                   Choice{FilterId::kCountry, &kCountries},
                                   Choice{FilterId::kArea, &kAreas},
                                   Choice{FilterId::kType, &kTypes},
                                   Choice{FilterId::kProgramme, &kProgrammes},
                                   Choice{FilterId::kSource, &kSources},
                                   Choice{FilterId::kHas, &kHas}};
  struct Figures {
    FilterId filter;
    double low;
    double high;
    double unit;
  };
  static constexpr std::array kFigures{
      Figures{FilterId::kEffect, -10, 10, 0.1}, Figures{FilterId::kRatio, -2, 20, 0.5},
      Figures{FilterId::kCost, 0, 40, 50},      Figures{FilterId::kPriceYear, 1999, 2011, 1},
      Figures{FilterId::kAge, 0, 80, 0.5},      Figures{FilterId::kYear, 1970, 2035, 1}};

  search::FilterSet out;
  for (unsigned i = 0; i < filters; ++i) {
    const auto pick = static_cast<std::size_t>(
        between(random, 0, static_cast<int>(kChoices.size() + kFigures.size()) - 1));
    if (pick < kChoices.size()) {
      const Choice& choice = kChoices[pick];
      auto& chosen = out.chosen(choice.filter);
      chosen.clear();
      for (int n = between(random, 1, 3); n > 0; --n) chosen.push_back(one(random, *choice.words));
      if (chance(random, 0.05)) chosen.emplace_back("nobody");
    } else {
      const Figures& figures = kFigures[pick - kChoices.size()];
      const auto end = [&] {
        return figure(random, static_cast<int>(figures.low), static_cast<int>(figures.high),
                      figures.unit);
      };
      search::Range& range = out.range(figures.filter);
      double least = end();
      double most = end();
      if (least > most && !chance(random, 0.05)) std::swap(least, most);
      if (chance(random, 0.7)) range.least = least;
      if (chance(random, 0.7) || !range.least) range.most = most;
    }
  }
  return out;
}

}  // namespace outturn::testing
