// SPDX-License-Identifier: GPL-3.0-or-later
// Validation: does a JSON object say what a record may say? Every problem is found in one go.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::evidence {

/// One thing wrong, at a JSON pointer into the object that was validated.
struct Problem {
  std::string pointer;
  std::string message;
  std::string hint;
};

/// Longer than any field may be, in bytes. Checked before the schema is, whose regular expressions
/// recurse per character.
inline constexpr std::size_t kLongestString = 16'000;

/// The record's JSON Schema (draft-07), as text.
std::string_view record_schema();

/// Holds the object against the JSON Schema, the vocabularies (by the schema's x-vocabulary
/// keyword) and the rules across fields: ages and intervals in order, sources that exist,
/// as_printed beside a field that exists. Empty means valid. Never throws; safe from any thread;
/// any JSON at all may be given.
std::vector<Problem> validate_record(const nlohmann::json& record);

/// The same without the short cut for records that are surely sound (sure_schema.h).
std::vector<Problem> validate_closely(const nlohmann::json& record);

}  // namespace outturn::evidence
