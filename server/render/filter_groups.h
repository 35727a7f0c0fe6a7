// SPDX-License-Identifier: GPL-3.0-or-later
// How the filters stand together on the search page: one row per group, in the order in which a
// commissioner asks, from what should change to how well it is known. Each filter is in one group.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "schema/index/filters.h"

namespace outturn::render {

struct FilterGroup {
  std::string_view name;   ///< ends the element's id
  std::string_view label;  ///< what a person reads
  std::string_view note;   ///< what holds for the group as a whole; may be empty
  std::span<const index::FilterId> filters;
};

namespace detail {
using index::FilterId;
inline constexpr std::array kOutcomeFilters{FilterId::kOutcome};
inline constexpr std::array kPeopleFilters{FilterId::kGroup, FilterId::kAge, FilterId::kTargeting};
inline constexpr std::array kPlaceFilters{FilterId::kSetting, FilterId::kCountry, FilterId::kArea};
inline constexpr std::array kWhatFilters{FilterId::kType, FilterId::kProgramme};
inline constexpr std::array kEffectFilters{FilterId::kEffect, FilterId::kResult,
                                           FilterId::kCertainty, FilterId::kSubgroup,
                                           FilterId::kFamily};
inline constexpr std::array kMoneyFilters{
    FilterId::kRatio, FilterId::kKind,     FilterId::kPerspective, FilterId::kBasis,
    FilterId::kCost,  FilterId::kCurrency, FilterId::kPriceYear};
inline constexpr std::array kEvidenceFilters{FilterId::kDesign, FilterId::kMaryland,
                                             FilterId::kRating, FilterId::kHas,
                                             FilterId::kYear,   FilterId::kSource};
}  // namespace detail

inline constexpr std::array kFilterGroups{
    FilterGroup{"outcome", "Outcome", "", detail::kOutcomeFilters},
    FilterGroup{"people", "Who it is for", "", detail::kPeopleFilters},
    FilterGroup{"place", "Setting and place", "", detail::kPlaceFilters},
    FilterGroup{"what", "Type and programme", "", detail::kWhatFilters},
    FilterGroup{"effect", "Effect found",
                "All of these, and the outcome, are met by one and the same finding.",
                detail::kEffectFilters},
    FilterGroup{"money", "Cost and return", "All of these are met by one and the same appraisal.",
                detail::kMoneyFilters},
    FilterGroup{"evidence", "Evidence and source", "", detail::kEvidenceFilters},
};

static_assert(
    [] {
      std::array<int, index::kFilterCount> times{};
      for (const FilterGroup& group : kFilterGroups)
        for (const index::FilterId filter : group.filters) ++times[index::number_of(filter)];
      for (const int count : times)
        if (count != 1) return false;
      return true;
    }(),
    "every filter stands in one group");

}  // namespace outturn::render
