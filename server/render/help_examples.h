// SPDX-License-Identifier: GPL-3.0-or-later
// The examples of the page that explains searching: each is a link, and a test follows every one.
#pragma once

#include <array>
#include <string_view>

#include "schema/index/fields.h"

namespace outturn::render {

struct TypedExample {
  std::string_view part;   ///< of the page
  std::string_view typed;  ///< what a person would type
  std::string_view says;   ///< what it finds
};

inline constexpr std::string_view kPastedExample =
    "We plan to offer young first-time mothers regular visits at home by specially trained nurses, "
    "from early pregnancy until the child is two years old. The nurses would help with healthy "
    "habits in pregnancy, with sensitive parenting and bonding, and with getting back into "
    "education or work. We hope for fewer injuries and less abuse and neglect in childhood.";

inline constexpr std::array kTypedExamples{
    TypedExample{"words", "nurse home visits", "records that have all three words"},
    TypedExample{"words", "what helps children who struggle with reading and writing at school",
                 "records that have most of these words, the best first"},
    TypedExample{"endings", "parent", "also parents, parents\u2019 and parenting"},
    TypedExample{"endings", "behavioral programs", "also behavioural programmes"},
    TypedExample{"phrases", "\"signs of safety\"", "these words side by side, in this order"},
    TypedExample{"phrases", "\"social prescribing\" evaluation",
                 "the phrase, and the word anywhere in the record"},
    TypedExample{"without", "school -drug", "school, but not drugs or other words for them"},
    TypedExample{"without", "visits -\"home visits\"", "visits of other kinds"},
    TypedExample{"operators", "drug AND school", "both words"},
    TypedExample{"operators", "nurse OR midwife OR doctor", "any of the three words"},
    TypedExample{"operators", "school NOT drug", "the first word but not the second"},
    TypedExample{"operators", "(nurse OR midwife) AND parents", "one of two words, and a third"},
    TypedExample{"beginnings", "prevent*", "prevent, prevents, preventive, prevention \u2026"},
    TypedExample{"synonyms", "reading", "also literacy"},
    TypedExample{"synonyms", "looked-after children", "also children in care"},
    TypedExample{"synonyms", "ASB", "also antisocial behaviour"},
    TypedExample{"spelling", "famly nurse partnrship", "Family Nurse Partnership"},
    TypedExample{"dropped", "nurse home visits zeppelin", "what has the other words"},
};

struct FieldExample {
  std::string_view field;
  std::string_view typed;
};
inline constexpr std::array kFieldExamples{
    FieldExample{"title", "title:nurse"},
    FieldExample{"programme", "programme:FNP"},
    FieldExample{"summary", "summary:reading"},
    FieldExample{"outcome", "outcome:crime"},
    FieldExample{"population", "population:parents"},
    FieldExample{"place", "place:Bradford"},
    FieldExample{"practice", "practice:\"home visits\""},
    FieldExample{"source", "source:\"Family 2020\""},
    FieldExample{"appraisal", "appraisal:(breakeven OR savings)"},
};

/// Every field that can be searched has its example.
static_assert([] {
  for (const index::TextField& field : index::kTextFields) {
    bool has = false;
    for (const FieldExample& example : kFieldExamples) has = has || example.field == field.name;
    if (!has) return false;
  }
  return true;
}());

}  // namespace outturn::render
