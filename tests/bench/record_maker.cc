// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a made-up record; contract in record_maker.h.
#include "tests/bench/record_maker.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "schema/base/text.h"
#include "schema/evidence/vocabulary.h"

namespace outturn::bench {
namespace {

using evidence::Record;

constexpr double kNormal95 = 1.96;
/// The share of appraisals and findings whose figures do not agree.
constexpr double kFaulty = 0.02;

std::string term(const char* vocabulary, Random& random) {
  const auto& terms = evidence::vocabulary(vocabulary).terms();
  return terms[random.below(terms.size())].id;
}

std::vector<std::string> terms(const char* vocabulary, int most, Random& random) {
  std::vector<std::string> out;
  for (int i = random.whole(1, most); i > 0; --i) {
    std::string one = term(vocabulary, random);
    if (std::find(out.begin(), out.end(), one) == out.end()) out.push_back(std::move(one));
  }
  return out;
}

/// A stretch of an abstract, for the fields that hold a phrase.
std::string phrase(const Article& article, std::size_t bytes, Random& random) {
  const std::string& text = article.abstract;
  if (text.size() <= bytes) return text;
  std::size_t from = text.find(' ', random.below(text.size() - bytes));
  if (from == std::string::npos || from + 1 >= text.size()) from = 0;
  const std::string part = base::clip(text.substr(from == 0 ? 0 : from + 1, bytes), bytes);
  return base::printable(part);
}

std::string verdict(double effect, double se, const std::string& better) {
  if (std::abs(effect) < kNormal95 * se) return "null";
  return (effect > 0) == (better == "higher") ? "positive" : "negative";
}

void put_interval(evidence::Finding& finding, double low, double high, int digits) {
  finding.ci_low = rounded(low, digits);
  finding.ci_high = rounded(high, digits);
  finding.ci_level = 0.95;
}

void put_standardised(evidence::Finding& finding, Random& random) {
  finding.metric = "hedges_g";
  const int group = random.whole(20, 900);
  const double value = random.normal(0.15, 0.25);
  const double se = std::sqrt(2.0 / group + value * value / (4.0 * group));
  finding.value = rounded(value, 3);
  finding.se = rounded(se, 3);
  put_interval(finding, value - kNormal95 * se, value + kNormal95 * se, 3);
  finding.n_treatment = group;
  finding.n_control = group;
  finding.n_total = 2 * group;
  finding.result = verdict(value, se, finding.better);
}

void put_ratio(evidence::Finding& finding, Random& random) {
  finding.metric = random.chance(0.5) ? "odds_ratio" : "risk_ratio";
  const double log_ratio = random.normal(-0.1, 0.4);
  const double se = random.real(0.05, 0.5);
  finding.value = rounded(std::exp(log_ratio), 2);
  put_interval(finding, std::exp(log_ratio - kNormal95 * se), std::exp(log_ratio + kNormal95 * se),
               2);
  finding.n_total = random.whole(80, 4000);
  finding.result = verdict(log_ratio, se, finding.better);
}

void put_share(evidence::Finding& finding, Random& random) {
  finding.metric = "percentage_points";
  const double treated = rounded(random.real(5, 90), 1);
  const double control = rounded(std::clamp(treated + random.normal(2, 6), 1.0, 99.0), 1);
  finding.treatment_value = treated;
  finding.control_value = control;
  finding.value = rounded(treated - control, 1);
  finding.unit = "%";
  finding.n_treatment = random.whole(50, 3000);
  finding.n_control = random.whole(50, 3000);
  const double se =
      100 * std::sqrt(treated * (100 - treated) / 1e4 / static_cast<double>(*finding.n_treatment) +
                      control * (100 - control) / 1e4 / static_cast<double>(*finding.n_control));
  finding.result = verdict(*finding.value, se, finding.better);
}

evidence::Finding make_finding(const Article& article, const Record& record,
                               const std::vector<std::string>& outcomes, Random& random) {
  evidence::Finding finding;
  finding.outcome = random.one_of(outcomes);
  finding.measure = phrase(article, 60, random);
  if (random.chance(0.2)) finding.subgroup = phrase(article, 30, random);
  finding.timepoint_months = random.whole(1, 60);
  finding.horizon = term("horizon", random);
  finding.better = term("better", random);
  switch (random.below(4)) {
    case 0:
      put_ratio(finding, random);
      break;
    case 1:
      put_share(finding, random);
      break;
    default:
      put_standardised(finding, random);
  }
  if (random.chance(kFaulty)) finding.value = rounded(*finding.value * 10 + 1, 2);
  finding.source = record.sources.front().id;
  finding.locator = fmt::format("Table {}, page {}", random.whole(1, 9), random.whole(10, 99));
  return finding;
}

evidence::Appraisal make_appraisal(const Article& article, const Record& record,
                                   const std::vector<std::string>& outcomes, Random& random) {
  evidence::Appraisal appraisal;
  appraisal.kind = random.chance(0.7) ? "bcr" : "sroi";
  appraisal.perspective = term("perspective", random);
  appraisal.basis = term("basis", random);
  double total = 0;
  for (int i = random.whole(1, 5); i > 0; --i) {
    evidence::BenefitLine line;
    line.outcome = random.one_of(outcomes);
    line.label = phrase(article, 40, random);
    line.beneficiary = term("stakeholder", random);
    line.amount = random.whole(50, 90000);
    line.cashable = random.chance(0.5);
    total += *line.amount;
    appraisal.benefits.push_back(std::move(line));
  }
  const double cost = std::max(1.0, std::round(total / random.real(0.4, 9.0)));
  appraisal.total_benefits = total;
  appraisal.total_cost = cost;
  appraisal.net_benefit = total - cost;
  const double fault = random.chance(kFaulty) ? 10.0 : 1.0;
  appraisal.ratio = evidence::Ratio{{}, rounded(fault * total / cost, 2), {}};
  appraisal.participants = random.whole(20, 5000);
  appraisal.currency = "GBP";
  appraisal.price_year = std::clamp(article.year, 1990, 2024);
  appraisal.horizon_years = random.whole(1, 20);
  appraisal.discount_rate = 0.035;
  appraisal.source = record.sources.front().id;
  appraisal.locator = fmt::format("Section {}, page {}", random.whole(1, 9), random.whole(10, 99));
  return appraisal;
}

void put_people(Record& record, const Article& article, Random& random) {
  record.programme = evidence::Programme{base::clip(article.title, 80), {}, {}};
  evidence::Population population;
  population.description = phrase(article, 80, random);
  population.groups = terms("group", 3, random);
  population.age_min = random.whole(0, 40);
  population.age_max = *population.age_min + random.whole(1, 40);
  population.targeting = term("targeting", random);
  record.population = std::move(population);
  record.settings = terms("setting", 2, random);
  static const std::vector<std::string> kAreas{"Oldham",  "Bradford", "Suffolk", "Leeds",
                                               "Cardiff", "Glasgow",  "Belfast", "Manchester"};
  record.places = {{term("country", random), random.one_of(kAreas), {}}};
  record.period = evidence::Period{std::to_string(article.year), {}};
  record.delivery = evidence::Delivery{phrase(article, 100, random),
                                       {},
                                       fmt::format("{} sessions", random.whole(1, 40)),
                                       fmt::format("{} months", random.whole(1, 36))};
  record.status = term("status", random);
}

evidence::Source make_source(const Article& article, std::size_t number) {
  return {fmt::format("source-{}", number),
          article.title,
          article.authors,
          "Journal of Outcomes",
          std::clamp(article.year, 1500, 2200),
          fmt::format("https://example.org/articles/{}", number),
          {}};
}

}  // namespace

Record make_record(const Texts& texts, std::size_t number, std::uint64_t seed) {
  Random random(seed * 1'000'003 + number);
  const Article article = texts.at(number);
  Record record;
  record.id = fmt::format("study-{:07}", number);
  record.title = article.title;
  record.summary = article.abstract;
  record.type = term("type", random);
  record.sources = {make_source(article, number / 3)};  // a source gives three records
  put_people(record, article, random);
  record.evidence.design = term("design", random);
  record.evidence.sample_size = random.whole(30, 9000);
  if (random.chance(0.3)) record.evidence.maryland = random.whole(1, 5);
  const auto outcomes = terms("outcome", 3, random);
  for (int i = random.whole(1, 6); i > 0; --i)
    record.findings.push_back(make_finding(article, record, outcomes, random));
  if (random.chance(0.4))
    record.appraisals.push_back(make_appraisal(article, record, outcomes, random));
  if (random.chance(0.3)) {
    record.implementation.emplace();
    record.implementation->lessons = {phrase(article, 200, random)};
  }
  record.curation = {"2026-11-22", {}, "imported", {}};
  return record;
}

}  // namespace outturn::bench
