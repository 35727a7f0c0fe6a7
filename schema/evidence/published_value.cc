// SPDX-License-Identifier: GPL-3.0-or-later
// One function per way from what is printed to the value of one person; contracts in
// published_value.h.
#include "schema/evidence/published_value.h"

#include <fmt/format.h>

#include <cmath>

#include "schema/evidence/arithmetic/prices.h"
#include "schema/evidence/derive.h"
#include "schema/evidence/price_series.h"

namespace outturn::evidence {
namespace {

/// A ratio is printed to two decimals; nearer to 1 than this, what net and ratio imply is mostly
/// rounding.
constexpr double kRatioClearOfOne = 0.05;

/// Of how many people the amounts of an appraisal are.
struct People {
  double number = 1;
  std::string words;    ///< how the amounts are brought to one person; may be empty
  std::string reading;  ///< as PublishedValue
};

std::optional<People> people_of(const Appraisal& appraisal) {
  if (appraisal.participants && *appraisal.participants > 0) {
    return People{static_cast<double>(*appraisal.participants),
                  fmt::format(", divided by the {} participants", *appraisal.participants), ""};
  }
  if (appraisal.kind != "bcr") return {};
  return People{1, "",
                "The record does not say of how many people the amounts are. They are read as of "
                "one participant, as tables of benefits and costs are printed."};
}

std::optional<double> cost_of_one(const Appraisal& appraisal) {
  if (appraisal.cost_per_participant) return appraisal.cost_per_participant;
  if (appraisal.total_cost && appraisal.participants && *appraisal.participants > 0)
    return *appraisal.total_cost / static_cast<double>(*appraisal.participants);
  return {};
}

/// The ways of one appraisal, collected.
class Ways {
 public:
  Ways(const Appraisal& appraisal, std::size_t number) : appraisal_(appraisal), number_(number) {}

  std::vector<PublishedValue> take() {
    if (const auto people = people_of(appraisal_)) of_people(*people);
    from_ratio();
    for (std::size_t i = 0; i < appraisal_.breakeven.size(); ++i) from_breakeven(i);
    return std::move(values_);
  }

 private:
  PublishedValue& add(const std::string& way, const std::string& field, double amount,
                      std::string how) {
    PublishedValue value;
    value.id = fmt::format("{}.{}", number_, way);
    value.appraisal = number_;
    value.amount = amount;
    value.how = std::move(how);
    value.pointer = fmt::format("/appraisals/{}/{}", number_, field);
    value.worked_out = true;
    value.currency = appraisal_.currency;
    value.price_year = appraisal_.price_year;
    values_.push_back(std::move(value));
    return values_.back();
  }

  void add_of(const People& people, const std::string& way, const std::string& field, double amount,
              const std::string& how) {
    PublishedValue& value = add(way, field, amount / people.number, how + people.words);
    value.line_scale = 1 / people.number;
    value.reading = people.reading;
    value.worked_out =
        people.number != 1 || way.starts_with("net_") || (way == "benefits" && lines() > 1);
  }

  std::size_t lines() const { return appraisal_.benefits.size(); }

  void of_people(const People& people) {
    double sum = 0;
    bool whole = lines() > 0;
    for (const BenefitLine& line : appraisal_.benefits) {
      whole = whole && line.amount;
      sum += line.amount.value_or(0);
    }
    if (whole)
      add_of(people, "benefits", "benefits", sum,
             lines() == 1 ? "the one benefit line"
                          : fmt::format("the {} benefit lines added up", lines()));
    if (appraisal_.total_benefits)
      add_of(people, "total", "total_benefits", *appraisal_.total_benefits, "the total benefits");
    if (appraisal_.total_benefits_low)
      add_of(people, "total_low", "total_benefits_low", *appraisal_.total_benefits_low,
             "the low end of the total benefits");
    if (appraisal_.total_benefits_high)
      add_of(people, "total_high", "total_benefits_high", *appraisal_.total_benefits_high,
             "the high end of the total benefits");
    if (values_.empty()) from_net(people);
  }

  void from_net(const People& people) {
    if (!appraisal_.net_benefit) return;
    const double net = *appraisal_.net_benefit;
    if (const auto cost = cost_of_one(appraisal_)) {
      add_of(people, "net_and_cost", "net_benefit", net + *cost * people.number,
             "the net benefit with the cost added back");
    } else if (appraisal_.ratio && appraisal_.ratio->central) {
      const double ratio = *appraisal_.ratio->central;
      // Benefits and cost must both come out above 0, or one of the two figures is misprinted.
      const bool sound =
          std::abs(ratio - 1) >= kRatioClearOfOne && ratio > 0 && net / (ratio - 1) > 0;
      if (sound)
        add_of(people, "net_and_ratio", "net_benefit", net * (ratio / (ratio - 1)),
               fmt::format("the benefits that a net benefit and a ratio of {} imply together, "
                           "net \u00d7 ratio / (ratio \u2212 1)",
                           ratio));
    }
  }

  void from_ratio() {
    const auto cost = cost_of_one(appraisal_);
    if (!values_.empty() || !appraisal_.ratio || !cost) return;
    const auto one = [&](const std::optional<double>& ratio, const char* way, const char* field,
                         const char* name) {
      if (ratio)
        add(way, fmt::format("ratio/{}", field), *ratio * *cost,
            fmt::format("{} \u00d7 the cost for each participant that the source reports", name));
    };
    one(appraisal_.ratio->central, "ratio", "central", "the ratio");
    one(appraisal_.ratio->low, "ratio_low", "low", "the low end of the ratio");
    one(appraisal_.ratio->high, "ratio_high", "high", "the high end of the ratio");
  }

  void from_breakeven(std::size_t i) {
    const BreakevenLine& line = appraisal_.breakeven[i];
    if (!line.value_per_beneficiary) return;
    PublishedValue& value =
        add(fmt::format("breakeven_{}", i), fmt::format("breakeven/{}/value_per_beneficiary", i),
            *line.value_per_beneficiary,
            fmt::format("{}, for one person who gains", line.label.value_or(line.outcome)));
    value.per = ValuePer::kBeneficiary;
    value.worked_out = false;
  }

  const Appraisal& appraisal_;
  std::size_t number_;
  std::vector<PublishedValue> values_;
};

/// The same in prices of the last year the deflator holds, where there is one and it is later.
std::optional<PublishedValue> uprated(const PublishedValue& value) {
  if (!value.currency || !value.price_year) return {};
  const auto held = deflator_of_currency(*value.currency);
  if (!held || *value.price_year >= (*held)->last_year()) return {};
  const arithmetic::Series* deflator = *held;
  const auto restated =
      arithmetic::uprate(value.amount, *value.price_year, deflator->last_year(), *deflator);
  if (!restated) return {};
  PublishedValue later = value;
  later.id += ".uprated";
  later.amount = restated->amount;
  if (later.line_scale) later.line_scale = *later.line_scale * restated->factor;
  later.worked_out = true;
  later.price_year = deflator->last_year();
  later.how += "; " + restated->method;
  return later;
}

}  // namespace

std::vector<PublishedValue> published_values(const Record& record) {
  std::vector<PublishedValue> all;
  for (std::size_t i = 0; i < record.appraisals.size(); ++i) {
    for (PublishedValue& value : Ways(record.appraisals[i], i).take()) {
      if (!std::isfinite(value.amount)) continue;
      auto later = uprated(value);
      all.push_back(std::move(value));
      if (later) all.push_back(std::move(*later));
    }
  }
  return all;
}

bool has_published_value(const Record& record) { return !published_values(record).empty(); }

std::string why_no_value(const Record& record, std::optional<std::size_t> appraisal) {
  for (const PublishedValue& value : published_values(record))
    if (!appraisal || value.appraisal == *appraisal) return {};
  if (record.appraisals.empty()) return "The record holds no appraisal of costs and benefits.";
  const Appraisal& one = record.appraisals[appraisal.value_or(0)];
  if (one.kind != "bcr" && !one.participants && (!one.benefits.empty() || one.total_benefits))
    return "The record gives benefits, but does not say of how many people they are.";
  if (one.ratio)
    return "The record gives a ratio, but neither benefits nor the cost of one participant, so the "
           "value behind the ratio is not known.";
  return "The record gives neither benefits that can be read nor a ratio with its cost.";
}

}  // namespace outturn::evidence
