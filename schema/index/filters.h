// SPDX-License-Identifier: GPL-3.0-or-later
// The table of filters: one row per thing that a search can be narrowed by, with the parameter it
// is, the label people read, where it lies (record, finding, appraisal) and how it is asked (chosen
// values, or a least and a most). The columns file, the counts, the request parser and the pages
// read it; nothing repeats it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace outturn::index {

/// Where a filter looks. Filters of the findings must all be met by one and the same finding, those
/// of the appraisals by one and the same appraisal.
enum class Level : std::uint8_t { kRecord, kFinding, kAppraisal };

/// Chosen values (any of them), figures between two ends, or a span that reaches into two ends.
enum class Asked : std::uint8_t { kValues, kRange, kOverlap };

/// Persisted in columns files by number: append only.
enum class FilterId : std::uint8_t {
  kOutcome,
  kResult,
  kCertainty,
  kEffect,
  kFamily,
  kSubgroup,
  kKind,
  kPerspective,
  kBasis,
  kRatio,
  kCost,
  kCurrency,
  kPriceYear,
  kDesign,
  kMaryland,
  kRating,
  kGroup,
  kAge,
  kTargeting,
  kSetting,
  kCountry,
  kArea,
  kType,
  kProgramme,
  kSource,
  kYear,
  kHas,
};

struct Filter {
  FilterId id;
  std::string_view name;   ///< parameter name and JSON name; a range adds _min and _max
  std::string_view label;  ///< what a person reads
  Level level;
  Asked asked;
  std::string_view vocabulary;  ///< of the values; empty: see `kOwnValues`, or they say themselves
  std::string_view description;
};

inline constexpr std::array kFilters{
    Filter{FilterId::kOutcome, "outcome", "Outcome", Level::kFinding, Asked::kValues, "outcome",
           "what changed, or was valued: an outcome, or its domain"},
    Filter{FilterId::kResult, "result", "Result", Level::kFinding, Asked::kValues, "result",
           "which way the source says it went"},
    Filter{FilterId::kCertainty, "certainty", "How clear", Level::kFinding, Asked::kValues, "",
           "whether the range of the effect leaves out no effect"},
    Filter{FilterId::kEffect, "effect", "Effect", Level::kFinding, Asked::kRange, "",
           "standard deviations, above 0 in favour"},
    Filter{FilterId::kFamily, "figure", "Kind of figure", Level::kFinding, Asked::kValues, "",
           "what the effect is told as"},
    Filter{FilterId::kSubgroup, "subgroup", "Whom the finding is about", Level::kFinding,
           Asked::kValues, "", "everyone, or a part of those who took part"},
    Filter{FilterId::kKind, "kind", "Kind of appraisal", Level::kAppraisal, Asked::kValues, "kind",
           "what the appraisal works out"},
    Filter{FilterId::kPerspective, "perspective", "Perspective", Level::kAppraisal, Asked::kValues,
           "perspective", "whose costs and benefits are counted"},
    Filter{FilterId::kBasis, "basis", "Basis", Level::kAppraisal, Asked::kValues, "basis",
           "observed, forecast or modelled"},
    Filter{FilterId::kRatio, "ratio", "Benefit per 1 of cost", Level::kAppraisal, Asked::kOverlap,
           "", "a reported range passes where it reaches in"},
    Filter{FilterId::kCost, "cost", "Cost per participant", Level::kAppraisal, Asked::kRange, "",
           "as reported, in the currency of the appraisal"},
    Filter{FilterId::kCurrency, "currency", "Currency", Level::kAppraisal, Asked::kValues, "",
           "ISO 4217"},
    Filter{FilterId::kPriceYear, "price_year", "Price year", Level::kAppraisal, Asked::kRange, "",
           "the year whose prices the money is in"},
    Filter{FilterId::kDesign, "design", "Evidence", Level::kRecord, Asked::kValues, "design",
           "how the effect is known"},
    Filter{FilterId::kMaryland, "maryland", "Maryland level", Level::kRecord, Asked::kValues, "",
           "Maryland Scientific Methods Scale, 1 to 5"},
    Filter{FilterId::kRating, "rating", "Rating", Level::kRecord, Asked::kValues, "",
           "scale:value, as the scale words it"},
    Filter{FilterId::kGroup, "group", "People", Level::kRecord, Asked::kValues, "group",
           "the population group it is for"},
    Filter{FilterId::kAge, "age", "Age", Level::kRecord, Asked::kOverlap, "",
           "years; the ages it is for reach in"},
    Filter{FilterId::kTargeting, "targeting", "Targeting", Level::kRecord, Asked::kValues,
           "targeting", "how people come to be offered it"},
    Filter{FilterId::kSetting, "setting", "Setting", Level::kRecord, Asked::kValues, "setting",
           "where it is delivered"},
    Filter{FilterId::kCountry, "country", "Country", Level::kRecord, Asked::kValues, "country",
           "where; a nation also counts in its country"},
    Filter{FilterId::kArea, "area", "Area", Level::kRecord, Asked::kValues, "",
           "the area as the source names it"},
    Filter{FilterId::kType, "type", "Type", Level::kRecord, Asked::kValues, "type",
           "what kind of intervention it is"},
    Filter{FilterId::kProgramme, "programme", "Programme", Level::kRecord, Asked::kValues, "",
           "the programme's name"},
    Filter{FilterId::kSource, "source", "Source", Level::kRecord, Asked::kValues, "",
           "a document the figures were read from"},
    Filter{FilterId::kYear, "year", "Year", Level::kRecord, Asked::kRange, "",
           "when the document was published"},
    Filter{FilterId::kHas, "has", "Holds", Level::kRecord, Asked::kValues, "",
           "figures that the record holds"},
};
inline constexpr std::size_t kFilterCount = kFilters.size();

/// Values that belong to no vocabulary of the record, with what people read.
struct OwnValue {
  FilterId filter;
  std::string_view value;
  std::string_view label;
};
inline constexpr std::array kOwnValues{
    OwnValue{FilterId::kCertainty, "favours", "Clearly in favour"},
    OwnValue{FilterId::kCertainty, "not_clear", "Could be chance"},
    OwnValue{FilterId::kCertainty, "against", "Clearly against"},
    OwnValue{FilterId::kCertainty, "not_known", "Not known how clear"},
    OwnValue{FilterId::kMaryland, "1", "1"},
    OwnValue{FilterId::kMaryland, "2", "2"},
    OwnValue{FilterId::kMaryland, "3", "3"},
    OwnValue{FilterId::kMaryland, "4", "4"},
    OwnValue{FilterId::kMaryland, "5", "5"},
    OwnValue{FilterId::kFamily, "standardised", "Standard deviations"},
    OwnValue{FilterId::kFamily, "ratio", "Odds, risk or hazard ratio"},
    OwnValue{FilterId::kFamily, "difference", "Difference"},
    OwnValue{FilterId::kFamily, "change", "Percentage change"},
    OwnValue{FilterId::kFamily, "correlation", "Correlation"},
    OwnValue{FilterId::kFamily, "level", "Share or number"},
    OwnValue{FilterId::kFamily, "progress", "Months of progress"},
    OwnValue{FilterId::kFamily, "narrative", "In words"},
    OwnValue{FilterId::kSubgroup, "whole", "Everyone"},
    OwnValue{FilterId::kSubgroup, "part", "A subgroup"},
    OwnValue{FilterId::kHas, "effect", "An effect that can be compared"},
    OwnValue{FilterId::kHas, "ratio", "A benefit-cost ratio"},
    OwnValue{FilterId::kHas, "cost", "Cost per participant"},
    OwnValue{FilterId::kHas, "breakeven", "A breakeven"},
    OwnValue{FilterId::kHas, "no_flags", "Figures that nothing disputes"},
};

constexpr const Filter& filter(FilterId id) { return kFilters[static_cast<std::size_t>(id)]; }
constexpr std::size_t number_of(FilterId id) { return static_cast<std::size_t>(id); }

/// The row of that name, or null.
constexpr const Filter* find_filter(std::string_view name) {
  for (const Filter& row : kFilters)
    if (row.name == name) return &row;
  return nullptr;
}

static_assert([] {
  for (std::size_t i = 0; i < kFilters.size(); ++i) {
    if (number_of(kFilters[i].id) != i) return false;
    for (std::size_t j = i + 1; j < kFilters.size(); ++j)
      if (kFilters[i].name == kFilters[j].name) return false;
  }
  return true;
}());

}  // namespace outturn::index
