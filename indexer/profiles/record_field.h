// SPDX-License-Identifier: GPL-3.0-or-later
// Which fields a record has and what each may hold, read from the record's own JSON Schema, so that
// a profile names no field that does not exist and every value is read as its field asks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/vocabulary.h"

namespace outturn::ingest {

/// What a field holds.
enum class FieldKind { kText, kNumber, kInteger, kTruth, kDate, kSlug, kTerm };

struct RecordField {
  FieldKind kind = FieldKind::kText;
  const evidence::Vocabulary* vocabulary = nullptr;  ///< of kTerm
  bool list = false;                                 ///< a list of such values
  std::size_t longest = 0;                           ///< bytes of a text; 0: not bounded
};

/// The field at a path of names such as "evidence.design", below a list such as "findings" or
/// "appraisals.benefits", or of the record itself where `list` is "". Empty where there is none, or
/// where it is an object or a list of objects.
std::optional<RecordField> record_field(std::string_view list, std::string_view path);

/// Whether `list` names a list of objects: "findings", "evidence.ratings", "appraisals.benefits".
bool is_record_list(std::string_view list);

/// Every path that record_field knows below a list, in the schema's order.
std::vector<std::string> record_paths(std::string_view list);

/// Every list of objects: "places", "evidence.ratings", "findings"...
std::vector<std::string> record_lists();

}  // namespace outturn::ingest
