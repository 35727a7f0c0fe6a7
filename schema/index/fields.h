// SPDX-License-Identifier: GPL-3.0-or-later
// The field table: one row per thing that can be searched, filtered or sorted. The index plan, the
// facet columns, the request parser, the API and the pages all read it; nothing repeats it.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace outturn::index {

/// A text field: its words are searched, with a weight against the other fields.
struct TextField {
  std::string_view name;    ///< what a person types before a colon
  std::string_view prefix;  ///< Xapian term prefix; persisted, do not change
  unsigned weight;          ///< within-document frequency increment
  std::string_view description;
};

/// Words from every field are also indexed without a prefix, at the field's weight. One weight for
/// all is what judged searches do best with: docs/benchmarks/relevance.md.
inline constexpr std::array kTextFields{
    TextField{"title", "S", 1, "the record's title"},
    TextField{"programme", "XP", 1, "the programme's name, aliases and developer"},
    TextField{"summary", "XS", 1, "what it is and what was found"},
    TextField{"outcome", "XO", 1, "labels, synonyms and measures of the outcomes reported"},
    TextField{"population", "XG", 1, "who it is for"},
    TextField{"place", "XC", 1, "where: areas and countries"},
    TextField{"practice", "XI", 1, "how it is delivered, settings and lessons"},
    TextField{"source", "XD", 1, "the documents it comes from"},
    TextField{"appraisal", "XA", 1, "what its appraisals work out: a ratio, savings, a breakeven"},
};

/// A facet: a parameter of the search, exact counts in the answer. Values are vocabulary ids, save
/// for the source facet, whose values are source ids.
struct Facet {
  std::string_view name;        ///< parameter name and JSON name
  std::string_view label;       ///< what a person reads
  std::string_view vocabulary;  ///< empty: the values carry their own labels
  std::string_view description;
};

enum class FacetId : std::size_t { kOutcome, kSetting, kGroup, kDesign, kType, kCountry, kSource };

inline constexpr std::array kFacets{
    Facet{"outcome", "Outcome", "outcome",
          "an outcome a finding or appraisal reports, or its domain"},
    Facet{"setting", "Setting", "setting", "where it is delivered"},
    Facet{"group", "People", "group", "the population group it is for"},
    Facet{"design", "Evidence", "design", "how the effect is known"},
    Facet{"type", "Type", "type", "what kind of intervention it is"},
    Facet{"country", "Country", "country", "where; a nation also counts in its country"},
    Facet{"source", "Source", "", "the document the record comes from"},
};
inline constexpr std::size_t kFacetCount = kFacets.size();

namespace detail {
template <typename Rows>
consteval bool names_unique(const Rows& rows) {
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = i + 1; j < rows.size(); ++j)
      if (rows[i].name == rows[j].name) return false;
  return true;
}
consteval bool prefixes_unique() {
  for (std::size_t i = 0; i < kTextFields.size(); ++i)
    for (std::size_t j = i + 1; j < kTextFields.size(); ++j)
      if (kTextFields[i].prefix == kTextFields[j].prefix) return false;
  return true;
}
}  // namespace detail
static_assert(detail::names_unique(kTextFields));
static_assert(detail::names_unique(kFacets));
static_assert(detail::prefixes_unique());
static_assert(static_cast<std::size_t>(FacetId::kSource) + 1 == kFacetCount);

}  // namespace outturn::index
