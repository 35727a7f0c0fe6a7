// SPDX-License-Identifier: GPL-3.0-or-later
// Names what is shared; contract in common.h.
#include "server/search/comparable/common.h"

#include <algorithm>
#include <string_view>

#include "schema/evidence/vocabulary.h"

namespace outturn::search {
namespace {

using index::FilterId;

std::string_view broader(const evidence::Vocabulary& vocabulary, std::string_view id) {
  const evidence::Term* term = vocabulary.find(id);
  return term == nullptr ? std::string_view{} : std::string_view{term->broader};
}

bool holds(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// Whether `id` is one of the values, or lies below one.
bool lies_in(std::string_view id, const std::vector<std::string>& values) {
  const evidence::Vocabulary& outcomes = evidence::vocabulary("outcome");
  for (; !id.empty(); id = broader(outcomes, id))
    if (holds(values, id)) return true;
  return false;
}

/// Without the values that are broader than another.
std::vector<std::string> narrowest(std::string_view vocabulary_name,
                                   const std::vector<std::string>& values) {
  const evidence::Vocabulary& vocabulary = evidence::vocabulary(vocabulary_name);
  std::vector<std::string> out;
  for (const std::string& value : values) {
    const bool covers = std::any_of(values.begin(), values.end(), [&](const std::string& other) {
      for (auto id = broader(vocabulary, other); !id.empty(); id = broader(vocabulary, id))
        if (id == value) return true;
      return false;
    });
    if (!covers) out.push_back(value);
  }
  return out;
}

/// Those that say most first.
std::vector<std::string> names(const MatchIndex& index, std::vector<ValueId> ids, FilterId filter) {
  std::stable_sort(ids.begin(), ids.end(),
                   [&](ValueId a, ValueId b) { return index.count(a) < index.count(b); });
  std::vector<std::string> out;
  for (const ValueId id : ids)
    if (index.value(id).filter == filter) out.emplace_back(index.value(id).text);
  return out;
}

void count(const evidence::Finding& finding, Directions& out) {
  if (finding.result == "positive") {
    ++out.positive;
  } else if (finding.result == "null") {
    ++out.null;
  } else if (finding.result == "negative") {
    ++out.negative;
  } else if (finding.result == "mixed") {
    ++out.mixed;
  } else {
    ++out.unclear;
  }
}

}  // namespace

Common in_common(const MatchIndex& index, const Traits& a, const Traits& b) {
  const auto named = [&](Part part, FilterId filter) {
    const std::size_t place = number_of(part);
    return names(index, shared(a.values[place], b.values[place]), filter);
  };
  Common out;
  for (std::string& id : narrowest("outcome", named(Part::kOutcome, FilterId::kOutcome))) {
    const bool domain = broader(evidence::vocabulary("outcome"), id).empty();
    (domain ? out.domains : out.outcomes).push_back(std::move(id));
  }
  out.groups = narrowest("group", named(Part::kGroup, FilterId::kGroup));
  out.settings = narrowest("setting", named(Part::kSetting, FilterId::kSetting));
  out.targeting = named(Part::kTargeting, FilterId::kTargeting);
  out.areas = named(Part::kPlace, FilterId::kArea);
  out.countries = narrowest("country", named(Part::kPlace, FilterId::kCountry));
  out.types = named(Part::kType, FilterId::kType);
  out.ages = overlap(a.ages, b.ages);
  out.cost_ratio = cost_ratio(a.costs, b.costs);
  return out;
}

Directions directions(const evidence::Record& record, const Common& common) {
  const auto counted = [&](ResultsOn on, const auto& wanted) {
    Directions out;
    out.on = on;
    for (const evidence::Finding& finding : record.findings)
      if (wanted(finding)) count(finding, out);
    return out;
  };
  const auto on_outcomes = counted(
      ResultsOn::kSharedOutcomes,
      [&](const evidence::Finding& finding) { return holds(common.outcomes, finding.outcome); });
  if (on_outcomes.findings() > 0) return on_outcomes;
  const auto in_domains = counted(ResultsOn::kSharedDomains, [&](const evidence::Finding& finding) {
    return lies_in(finding.outcome, common.domains);
  });
  if (in_domains.findings() > 0) return in_domains;
  return counted(ResultsOn::kAllOutcomes, [](const evidence::Finding&) { return true; });
}

}  // namespace outturn::search
