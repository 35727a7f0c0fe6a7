// SPDX-License-Identifier: GPL-3.0-or-later
// Reasons in words; contract in comparable_words.h.
#include "server/render/comparable_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "server/render/format.h"
#include "server/render/words.h"

namespace outturn::render {
namespace {

using search::Common;
using search::Part;

constexpr std::size_t kMostNamed = 4;
constexpr std::size_t kMostWordsShared = 6;
constexpr std::size_t kMostWordsAsked = 15;

/// How a term reads after "both" or "both in", where its label does not.
struct Wording {
  std::string_view vocabulary;
  std::string_view id;
  std::string_view text;
};
constexpr std::array kWordings{
    Wording{"setting", "home", "at home"},
    Wording{"setting", "school", "in schools"},
    Wording{"setting", "nursery", "in nurseries or preschools"},
    Wording{"setting", "community", "in the community"},
    Wording{"setting", "primary_care", "in primary care"},
    Wording{"setting", "hospital", "in hospitals"},
    Wording{"setting", "foster_care", "in foster placements"},
    Wording{"setting", "custody", "in custody"},
    Wording{"setting", "workplace", "in workplaces"},
    Wording{"setting", "online", "online"},
    Wording{"setting", "social_care", "in social care services"},
    Wording{"setting", "mental_health_service", "in mental health services"},
    Wording{"setting", "family_centre", "in children\u2019s centres or family hubs"},
    Wording{"setting", "community_centre", "in community centres or hubs"},
    Wording{"setting", "youth_centre", "in youth centres"},
    Wording{"setting", "outdoors", "in streets, parks or outdoor space"},
    Wording{"setting", "care_home", "in care homes"},
    Wording{"setting", "phone", "by phone or text message"},
    Wording{"setting", "public_administration", "in government or council offices"},
    Wording{"targeting", "universal", "for everyone"},
    Wording{"targeting", "selective", "targeted at people at raised risk"},
    Wording{"targeting", "indicated", "targeted at people already showing signs"},
    Wording{"group", "general_population", "the whole population"},
    Wording{"group", "low_income", "people on low incomes"},
    Wording{"type", "programme", "programmes"},
    Wording{"type", "service_model", "service models"},
    Wording{"type", "place_pilot", "place pilots"},
    Wording{"type", "approach", "approaches"},
    Wording{"type", "review", "reviews"},
    Wording{"country", "GB", "the United Kingdom"},
    Wording{"country", "US", "the United States"},
    Wording{"country", "NL", "the Netherlands"},
};

/// The term after "both": as the table words it, else its label.
std::string worded(std::string_view vocabulary, const std::string& id) {
  for (const Wording& row : kWordings)
    if (row.vocabulary == vocabulary && row.id == id) return std::string(row.text);
  const std::string text = label(vocabulary, id);
  return vocabulary == "country" ? text : mid_sentence(text);
}

/// The first of the words: more would say no more.
std::string first_words(const std::vector<std::string>& words, std::size_t most) {
  return list_text(
      {words.begin(), words.begin() + static_cast<std::ptrdiff_t>(std::min(words.size(), most))});
}

/// "a, b and 3 more".
std::string named(std::string_view vocabulary, const std::vector<std::string>& ids,
                  std::size_t most = kMostNamed) {
  if (ids.size() == most + 1) ++most;  // rather than "and 1 more"
  std::vector<std::string> items;
  for (std::size_t i = 0; i < ids.size() && i < most; ++i)
    items.push_back(vocabulary.empty() ? ids[i] : worded(vocabulary, ids[i]));
  if (ids.size() > most) items.push_back(fmt::format("{} more", ids.size() - most));
  return list_text(items);
}

std::string ages_words(const search::Ages& ages) {
  constexpr double kWholeLife = 100;
  const bool from = ages.least > 0;
  const bool to = ages.most < kWholeLife;
  if (from && to)
    return ages.least == ages.most
               ? fmt::format("age {}", figure(ages.least))
               : fmt::format("ages {} to {}", figure(ages.least), figure(ages.most));
  if (from) return fmt::format("ages from {}", figure(ages.least));
  if (to) return fmt::format("ages up to {}", figure(ages.most));
  return "all ages";
}

std::string cost_words(double ratio) {
  if (ratio >= search::kSameCost) return "cost per participant within 20%";
  if (ratio >= search::kNearCost) return "cost per participant within a factor of two";
  return {};
}

std::string outcome_words(const Common& common, bool both) {
  const char* same = both ? "same " : "";
  if (!common.outcomes.empty())
    return fmt::format("{}{}: {}", same, common.outcomes.size() == 1 ? "outcome" : "outcomes",
                       named("outcome", common.outcomes));
  if (!common.domains.empty())
    return fmt::format("{}: {}", both ? "outcomes of the same kind" : "outcomes",
                       named("outcome", common.domains));
  return {};
}

std::string place_words(const Common& common) {
  if (!common.areas.empty()) return "in " + named("", common.areas);
  if (!common.countries.empty()) return "in " + named("country", common.countries);
  return {};
}

/// With "both" before what two share.
std::string part_words(Part part, const Common& common, bool both) {
  const auto with_both = [&](std::string text) {
    return text.empty() || !both ? text : "both " + text;
  };
  switch (part) {
    case Part::kWords:
      if (common.words.empty()) return {};
      return both ? "words in common: " + first_words(common.words, kMostWordsShared)
                  : "words: " + first_words(common.words, kMostWordsAsked);
    case Part::kOutcome:
      return outcome_words(common, both);
    case Part::kGroup:
      return common.groups.empty() ? "" : with_both("for " + named("group", common.groups));
    case Part::kAge:
      if (!common.ages) return {};
      return ages_words(*common.ages) + (both ? " overlap" : "");
    case Part::kSetting:
      return common.settings.empty() ? "" : with_both(named("setting", common.settings));
    case Part::kTargeting:
      return common.targeting.empty() ? "" : with_both(named("targeting", common.targeting));
    case Part::kPlace:
      return with_both(place_words(common));
    case Part::kType:
      return common.types.empty() ? "" : with_both(named("type", common.types));
    case Part::kCost:
      return common.cost_ratio && both ? cost_words(*common.cost_ratio) : "";
  }
  return {};
}

/// The words come last: they say least to a reader.
template <typename Visit>
void for_each_part(const Visit& visit) {
  for (const search::PartRow& row : search::kParts)
    if (row.part != Part::kWords) visit(row.part);
  visit(Part::kWords);
}

}  // namespace

std::vector<PartReason> reasons(const Common& common, const search::ByPart& likeness) {
  std::vector<PartReason> out;
  for_each_part([&](Part part) {
    if (!(likeness[search::number_of(part)] > 0)) return;
    std::string text = part_words(part, common, true);
    if (!text.empty()) out.push_back({part, std::move(text)});
  });
  return out;
}

std::vector<PartReason> asked_by(const Common& asked) {
  std::vector<PartReason> out;
  for_each_part([&](Part part) {
    std::string text = part_words(part, asked, false);
    if (!text.empty()) out.push_back({part, std::move(text)});
  });
  return out;
}

std::string directions_text(const search::Directions& directions, const Common& common) {
  if (directions.findings() == 0) return "No finding on an outcome is reported";
  const std::pair<std::size_t, const char*> kinds[] = {{directions.positive, "in favour"},
                                                       {directions.null, "no clear effect"},
                                                       {directions.negative, "against"},
                                                       {directions.mixed, "mixed"},
                                                       {directions.unclear, "unclear"}};
  std::string text;
  for (const auto& [count, words] : kinds)
    if (count > 0)
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count_figure(count), words);
  switch (directions.on) {
    case search::ResultsOn::kSharedOutcomes:
      return fmt::format("On the same {}: {}", common.outcomes.size() == 1 ? "outcome" : "outcomes",
                         text);
    case search::ResultsOn::kSharedDomains:
      return "On outcomes of the same kind: " + text;
    case search::ResultsOn::kAllOutcomes:
      break;
  }
  return (common.outcomes.empty() && common.domains.empty() ? "On its own outcomes: "
                                                            : "On other outcomes: ") +
         text;
}

}  // namespace outturn::render
