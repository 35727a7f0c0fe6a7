// SPDX-License-Identifier: GPL-3.0-or-later
// The record: one intervention as reported by one source, for one place and time. Plain data that
// mirrors record.schema.json field by field; an absent figure is an empty optional, never a zero.
// Terms are vocabulary ids (see vocabulary.h). Reading and writing is in record_json.h.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace outturn::evidence {

/// What the source prints, by field name, where it differs from the field's value.
using AsPrinted = std::map<std::string, std::string>;

struct Programme {
  std::string name;
  std::vector<std::string> aliases;
  std::optional<std::string> developer;
};

struct Population {
  std::optional<std::string> description;
  std::vector<std::string> groups;
  std::optional<double> age_min;  ///< years
  std::optional<double> age_max;  ///< years
  std::optional<std::string> targeting;
};

struct Place {
  std::string country;  ///< ISO 3166-1, or 3166-2 for the nations of the United Kingdom
  std::optional<std::string> area;
  std::optional<std::string> gss_code;
};

struct Period {
  std::optional<std::string> start;  ///< a year or an ISO date
  std::optional<std::string> end;
};

struct Delivery {
  std::optional<std::string> format;
  std::vector<std::string> deliverers;
  std::optional<std::string> intensity;
  std::optional<std::string> duration;
};

struct Organisations {
  std::optional<std::string> commissioner;
  std::optional<std::string> deliverer;
  std::optional<std::string> evaluator;
};

/// A rating as its scale words it; ratings of different scales are never averaged.
struct Rating {
  std::string scale;
  std::string value;
  std::optional<std::string> source;
  std::optional<std::string> locator;
};

struct Evidence {
  std::string design;
  std::optional<int> maryland;  ///< Maryland Scientific Methods Scale, 1 to 5
  std::optional<long long> sample_size;
  std::vector<Rating> ratings;
  std::optional<std::string> note;
};

struct Finding {
  std::string outcome;
  std::optional<std::string> measure;
  std::optional<std::string> subgroup;
  std::optional<double> timepoint_months;
  std::optional<std::string> horizon;
  std::string metric;
  std::optional<double> value;
  std::optional<double> se;
  std::optional<double> ci_low;
  std::optional<double> ci_high;
  std::optional<double> ci_level;  ///< between 0 and 1
  std::optional<double> p_value;
  std::optional<long long> n_total;
  std::optional<long long> n_treatment;
  std::optional<long long> n_control;
  std::optional<double> treatment_value;
  std::optional<double> control_value;
  std::optional<double> before;
  std::optional<double> after;
  std::optional<std::string> unit;
  std::string better;  ///< "higher" or "lower": which way is good for people
  std::string result;  ///< as the source claims
  std::string source;
  std::string locator;
  AsPrinted as_printed;
  std::optional<std::string> note;
};

/// Benefit per 1 of cost.
struct Ratio {
  std::optional<double> low;
  std::optional<double> central;
  std::optional<double> high;
};

struct BenefitLine {
  std::string outcome;
  std::optional<std::string> label;
  std::optional<std::string> beneficiary;
  std::optional<double> amount;
  std::optional<bool> cashable;
  AsPrinted as_printed;
  std::optional<std::string> note;
};

struct BreakevenLine {
  std::string outcome;
  std::optional<std::string> label;
  std::optional<double> value_per_beneficiary;
  std::optional<double> beneficiaries;
  AsPrinted as_printed;
  std::optional<std::string> note;
};

struct Scenario {
  std::string label;
  std::optional<double> share;  ///< 0 to 1
  std::optional<double> low;
  std::optional<double> high;
  AsPrinted as_printed;
};

struct Payer {
  std::string agency;
  std::optional<double> amount;
  std::optional<std::string> note;
};

/// Amounts are in `currency`; they are per participant or for the whole, as the source has them.
struct Appraisal {
  std::string kind;
  std::string perspective;
  std::string basis;
  std::optional<Ratio> ratio;
  std::vector<BenefitLine> benefits;
  std::optional<double> total_benefits;
  std::optional<double> total_benefits_low;
  std::optional<double> total_benefits_high;
  std::optional<double> total_cost;
  std::optional<double> net_benefit;
  std::optional<double> cost_per_participant;
  std::optional<long long> participants;
  std::optional<std::string> currency;  ///< ISO 4217
  std::optional<int> price_year;
  std::optional<double> horizon_years;
  std::optional<double> discount_rate;  ///< 0 to 1
  std::optional<bool> deadweight_applied;
  std::optional<double> optimism_bias;
  std::optional<double> chance_benefits_exceed_costs;  ///< 0 to 1
  std::vector<BreakevenLine> breakeven;
  std::vector<Scenario> scenarios;
  std::vector<Payer> payers;
  std::string source;
  std::string locator;
  AsPrinted as_printed;
  std::optional<std::string> note;
};

struct Implementation {
  std::vector<std::string> requirements;
  std::vector<std::string> enablers;
  std::vector<std::string> barriers;
  std::vector<std::string> lessons;
};

struct Source {
  std::string id;
  std::string title;
  std::vector<std::string> authors;
  std::optional<std::string> publisher;
  std::optional<int> year;
  std::optional<std::string> url;
  std::optional<std::string> locator;
};

struct Curation {
  std::string added;
  std::optional<std::string> checked;
  std::optional<std::string> process;
  std::optional<std::string> note;
};

struct Record {
  std::string id;
  std::string title;
  std::string summary;
  std::string type;
  std::optional<Programme> programme;
  std::optional<Population> population;
  std::vector<std::string> settings;
  std::vector<Place> places;
  std::optional<Period> period;
  std::optional<Delivery> delivery;
  std::optional<Organisations> organisations;
  std::optional<std::string> status;
  Evidence evidence;
  std::vector<Finding> findings;
  std::vector<Appraisal> appraisals;
  std::optional<Implementation> implementation;
  std::vector<Source> sources;
  std::vector<std::string> supersedes;
  Curation curation;
};

}  // namespace outturn::evidence
