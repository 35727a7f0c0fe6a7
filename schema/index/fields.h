// SPDX-License-Identifier: GPL-3.0-or-later
// The field table: one row per field whose words can be searched. The index plan, the query
// language and the pages read it; nothing repeats it. What a search can be narrowed by is in
// filters.h.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace outturn::index {

/// A text field: its words are searched, with a weight against the other fields.
struct TextField {
  std::string_view name;  ///< what a person types before a colon
  /// Xapian term prefix; persisted, do not change. Empty: its words are found among all words
  /// alone, which spares the longest field being indexed twice.
  std::string_view prefix;
  unsigned weight;  ///< within-document frequency increment
  std::string_view description;
};

/// Words from every field are also indexed without a prefix, at the field's weight. One weight for
/// all is what judged searches do best with: docs/benchmarks/relevance.md.
inline constexpr std::array kTextFields{
    TextField{"title", "S", 1, "the record's title"},
    TextField{"programme", "XP", 1, "the programme's name, aliases and developer"},
    TextField{"summary", "", 1, "what it is and what was found"},
    TextField{"outcome", "XO", 1, "labels, synonyms and measures of the outcomes reported"},
    TextField{"population", "XG", 1, "who it is for"},
    TextField{"place", "XC", 1, "where: areas and countries"},
    TextField{"practice", "XI", 1, "how it is delivered, settings and lessons"},
    TextField{"source", "XD", 1, "the documents it comes from"},
    TextField{"appraisal", "XA", 1, "what its appraisals work out: a ratio, savings, a breakeven"},
};

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
static_assert(detail::prefixes_unique());

}  // namespace outturn::index
