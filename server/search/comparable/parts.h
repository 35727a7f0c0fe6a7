// SPDX-License-Identifier: GPL-3.0-or-later
// The table of what two interventions are compared by, and what each part counts for. A score is
// the sum of the parts, each from 0 (nothing in common) to 1 times its weight, so it lies between 0
// and 1. What a record does not report counts as nothing in common.
//
// The weights were chosen by hand on judged pairs and checked on pairs that were held out:
// docs/benchmarks/comparables.md has the figures, tests/relevance/comparables.json the pairs.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "schema/index/filters.h"

namespace outturn::search {

enum class Part { kWords, kOutcome, kGroup, kAge, kSetting, kTargeting, kPlace, kType, kCost };

struct PartRow {
  Part part;
  std::string_view name;   ///< JSON name
  std::string_view label;  ///< what a person reads
  double weight;
  std::string_view description;
};

inline constexpr std::array kParts{
    PartRow{Part::kWords, "words", "Words", 0.42,
            "words that few records have, as the full-text library weighs them"},
    PartRow{Part::kOutcome, "outcome", "Outcomes", 0.16, "outcomes, and their domains"},
    PartRow{Part::kGroup, "group", "People", 0.12, "population groups"},
    PartRow{Part::kAge, "age", "Age", 0.09, "years of age that both are for"},
    PartRow{Part::kSetting, "setting", "Setting", 0.09, "where they are delivered"},
    PartRow{Part::kTargeting, "targeting", "Targeting", 0.03, "how people come to be offered them"},
    PartRow{Part::kPlace, "place", "Place", 0.03, "area, nation and country"},
    PartRow{Part::kType, "type", "Type", 0.02, "what kind of intervention they are"},
    PartRow{Part::kCost, "cost", "Cost", 0.04,
            "cost per participant, in one currency and prices of one year"},
};
inline constexpr std::size_t kPartCount = kParts.size();

constexpr std::size_t number_of(Part part) { return static_cast<std::size_t>(part); }
constexpr const PartRow& row_of(Part part) { return kParts[number_of(part)]; }

/// The part that a filter's values belong to; none for what says nothing of likeness.
constexpr std::optional<Part> part_of(index::FilterId filter) {
  switch (filter) {
    case index::FilterId::kOutcome:
      return Part::kOutcome;
    case index::FilterId::kGroup:
      return Part::kGroup;
    case index::FilterId::kSetting:
      return Part::kSetting;
    case index::FilterId::kTargeting:
      return Part::kTargeting;
    case index::FilterId::kCountry:
    case index::FilterId::kArea:
      return Part::kPlace;
    case index::FilterId::kType:
      return Part::kType;
    default:
      return {};
  }
}

/// A number for each part.
using ByPart = std::array<double, kPartCount>;

/// The weights of the table; an experiment may try others.
constexpr ByPart usual_weights() {
  ByPart out{};
  for (const PartRow& row : kParts) out[number_of(row.part)] = row.weight;
  return out;
}

static_assert([] {
  double sum = 0;
  for (std::size_t i = 0; i < kPartCount; ++i) {
    if (number_of(kParts[i].part) != i) return false;
    sum += kParts[i].weight;
  }
  return sum > 0.999 && sum < 1.001;
}());

}  // namespace outturn::search
