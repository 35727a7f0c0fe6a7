// SPDX-License-Identifier: GPL-3.0-or-later
// The table of roles and how names are held against it.
#include "indexer/profiles/guess_roles.h"

#include <algorithm>
#include <array>
#include <utility>

namespace outturn::ingest {
namespace {

using enum RoleKind;

constexpr std::array kRoles{
    Role{"record", "programme.name", kText,
         "programme|program|intervention|project|service|scheme|programme name|program name|"
         "intervention name|project name",
         ""},
    Role{"record", "summary", kText, "summary|description|abstract|about", ""},
    Role{"record", "evidence.design", kTerm, "design|study design|evaluation design|method",
         "design"},
    Role{"record", "population.description", kText, "population|target group|participants|who", ""},
    Role{"record", "period.start", kText, "start|start year|start date|from year", ""},
    Role{"record", "period.end", kText, "end|end year|end date|to year", ""},
    Role{"record", "settings", kTerm, "setting|settings", "setting"},
    Role{"record", "population.groups", kTerm, "group|population group|groups", "group"},
    Role{"key", "study", kText,
         "study|study id|trial|trial id|review id|evaluation id|paper id|study no|record id", ""},
    Role{"places", "country", kTerm, "country|nation", "country"},
    Role{"places", "area", kText,
         "area|place|city|region|local authority|council|location|town|county", ""},
    Role{"sources", "title", kText, "reference|citation|report|source|publication|study title", ""},
    Role{"sources", "url", kText, "url|link|web address|doi", ""},
    Role{"sources", "year", kCount, "year|publication year|year of publication|year published", ""},
    Role{"sources", "authors", kText, "author|authors", ""},
    Role{"findings", "outcome", kTerm, "outcome|outcome domain|domain|outcome area", "outcome"},
    Role{"findings", "measure", kText,
         "measure|outcome measure|instrument|test|indicator|outcome name", ""},
    Role{"findings", "subgroup", kText, "subgroup|sub group|subsample", ""},
    Role{"findings", "timepoint_months", kText,
         "follow up|followup|timepoint|time point|period|months", ""},
    Role{"findings", "value", kNumber, "effect size|effect|es|smd|standardised mean difference",
         "smd"},
    Role{"findings", "value", kNumber, "hedges g|g", "hedges_g"},
    Role{"findings", "value", kNumber, "cohens d|cohen d|d", "cohen_d"},
    Role{"findings", "value", kNumber, "odds ratio|or", "odds_ratio"},
    Role{"findings", "value", kNumber, "risk ratio|relative risk|rr", "risk_ratio"},
    Role{"findings", "value", kNumber, "hazard ratio|hr", "hazard_ratio"},
    Role{"findings", "value", kNumber, "mean difference|md", "mean_difference"},
    Role{"findings", "value", kNumber, "correlation|r", "correlation"},
    Role{"findings", "se", kNumber, "se|standard error|std error", ""},
    Role{"findings", "p_value", kNumber, "p|p value|pvalue|sig p", ""},
    Role{"findings", "ci_low", kNumber, "ci low|ci lower|lower ci|low ci|lower|95 ci low|lci|ci lo",
         ""},
    Role{"findings", "ci_high", kNumber,
         "ci high|ci upper|upper ci|high ci|upper|95 ci high|uci|ci hi", ""},
    Role{"findings", "n_treatment", kCount,
         "n treatment|n treated|n intervention|treatment n|treated n|intervention n|n1|nt|"
         "intervention sample size|treatment sample size",
         ""},
    Role{"findings", "n_control", kCount,
         "n control|n comparison|control n|comparison n|n2|nc|comparison sample size|"
         "control sample size",
         ""},
    Role{"findings", "n_total", kCount, "n|n total|total n|sample size|sample", ""},
    Role{"findings", "treatment_value", kNumber,
         "mean treatment|mean treated|mean intervention|treatment mean|treated mean|"
         "intervention mean|m1",
         ""},
    Role{"findings", "control_value", kNumber,
         "mean control|mean comparison|control mean|comparison mean|m2", ""},
    Role{"findings", "treatment_sd", kNumber,
         "sd treatment|sd treated|sd intervention|treatment sd|treated sd|intervention sd|sd1|"
         "intervention standard deviation|treatment standard deviation",
         ""},
    Role{"findings", "control_sd", kNumber,
         "sd control|sd comparison|control sd|comparison sd|sd2|comparison standard deviation|"
         "control standard deviation",
         ""},
    Role{"findings", "better", kTerm, "better|direction|which way is good|good", "better"},
    Role{"findings", "result", kTerm, "result|conclusion", "result"},
    Role{"findings", "note", kText, "note|notes|comment|comments|remarks", ""},
    Role{"appraisals", "minus_benefits_over_costs", kNumber,
         "minus benefits over cost|minus benefits over costs|negative benefits over costs|"
         "minus benefit cost ratio|minus bcr",
         ""},
    Role{"appraisals", "ratio.central", kNumber,
         "bcr|benefit cost ratio|benefits over costs|benefit per 1 of cost|sroi|sroi ratio|"
         "return on investment|roi|cost benefit ratio",
         ""},
    Role{"appraisals", "total_benefits", kNumber, "total benefits|benefits|total benefit", ""},
    Role{"appraisals", "total_cost", kNumber, "total cost|total costs|cost|costs", ""},
    Role{"appraisals", "net_benefit", kNumber, "net benefit|net benefits|npv|net present value",
         ""},
    Role{"appraisals", "cost_per_participant", kNumber,
         "cost per participant|cost per person|unit cost|cost per head|cost per child", ""},
    Role{"appraisals", "participants", kCount,
         "participants|number of participants|people served|number of people", ""},
    Role{"appraisals", "currency", kText, "currency", ""},
    Role{"appraisals", "price_year", kCount, "price year|prices|year of prices", ""},
    Role{"appraisals", "discount_rate", kNumber, "discount rate", ""},
    Role{"appraisals", "horizon_years", kNumber, "horizon|time horizon|horizon years", ""},
};

/// Words that say nothing of what a column is.
constexpr std::array<std::string_view, 8> kFillers{"the", "of", "in",      "gbp",
                                                   "000", "95", "percent", "value"};

std::vector<std::vector<std::string>> phrases_of(std::string_view names) {
  std::vector<std::vector<std::string>> phrases;
  while (true) {
    const auto end = names.find('|');
    phrases.push_back(words_of(names.substr(0, end)));
    if (end == std::string_view::npos) return phrases;
    names.remove_prefix(end + 1);
  }
}

/// The phrases of every role, parted once.
const std::vector<std::vector<std::vector<std::string>>>& all_phrases() {
  static const auto kPhrases = [] {
    std::vector<std::vector<std::vector<std::string>>> all;
    for (const Role& role : kRoles) all.push_back(phrases_of(role.names));
    return all;
  }();
  return kPhrases;
}

/// How many words stand before a phrase that is in a name as it is.
std::optional<std::size_t> find_phrase(const std::vector<std::string>& words,
                                       const std::vector<std::string>& phrase) {
  const auto found = std::search(words.begin(), words.end(), phrase.begin(), phrase.end());
  if (found == words.end()) return {};
  return static_cast<std::size_t>(found - words.begin());
}

std::optional<RoleMatch> match(const std::vector<std::string>& words, const Role& role,
                               const std::vector<std::vector<std::string>>& phrases) {
  std::optional<RoleMatch> best;
  for (const auto& phrase : phrases) {
    const auto at = find_phrase(words, phrase);
    if (!at) continue;
    RoleMatch one{&role, 2, 0, {}};
    for (const std::string& word : phrase) one.length += word.size() + 1;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const bool in_phrase = i >= *at && i < *at + phrase.size();
      const bool filler = std::find(kFillers.begin(), kFillers.end(), words[i]) != kFillers.end();
      if (!in_phrase && !filler) one.rest.push_back(words[i]);
    }
    if (one.rest.empty()) one.score = 3;
    if (!best || std::pair(one.score, one.length) > std::pair(best->score, best->length))
      best = std::move(one);
  }
  return best;
}

bool fits(const ColumnSample& column, const Role& role, char decimal) {
  if (column.cells.empty()) return false;
  switch (role.kind) {
    case kNumber:
    case kCount:
      return column.numeric(decimal);
    case kTerm:
      return !column.numeric(decimal);
    case kText:
      return true;
  }
  return false;
}

}  // namespace

std::vector<RoleMatch> role_matches(const ColumnSample& column, char decimal) {
  std::vector<RoleMatch> all;
  for (std::size_t i = 0; i < kRoles.size(); ++i) {
    const Role& role = kRoles[i];
    if (!fits(column, role, decimal)) continue;
    if (auto one = match(column.words, role, all_phrases()[i])) all.push_back(std::move(*one));
  }
  std::stable_sort(all.begin(), all.end(), [](const RoleMatch& a, const RoleMatch& b) {
    return std::pair(a.score, a.length) > std::pair(b.score, b.length);
  });
  return all;
}

}  // namespace outturn::ingest
