// SPDX-License-Identifier: GPL-3.0-or-later
// Fields, places and values of a record as a person would call them. Pure functions, safe from any
// thread.
#pragma once

#include <string>
#include <string_view>

#include "schema/evidence/changes.h"

namespace outturn::evidence {

/// field_words("se") is "standard error".
std::string field_words(std::string_view field);

/// A JSON pointer into `record` in words: "/findings/2/se" is "finding 3 (Crime), standard error".
/// What is not there is called by its number alone.
std::string place_words(std::string_view pointer, const Json& record);

/// A value of the field that `pointer` ends in: the label of a term, a figure, a text; of an object
/// its fields, "; " between them. Empty for null.
std::string value_words(std::string_view pointer, const Json& value);

/// A change as a history shows it. `before` or `after` is empty where there is none.
struct ChangeWords {
  std::string place;
  std::string before;
  std::string after;
};
ChangeWords change_words(const Change& change, const Json& before, const Json& after);

}  // namespace outturn::evidence
