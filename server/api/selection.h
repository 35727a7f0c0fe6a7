// SPDX-License-Identifier: GPL-3.0-or-later
// Which fields of an answer are wanted: `fields=total,results.id,results.ratio`. What is not wanted
// is not made, where making it takes time, and not written.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/record_json.h"
#include "server/api/message.h"
#include "server/api/parameter_note.h"
#include "server/api/problem.h"

namespace outturn::api {

inline constexpr std::array kFieldsParameter{ParameterNote{
    .name = "fields",
    .type = "string",
    .meaning = "The fields of the answer that are wanted, parted by commas; a part of a field has "
               "a point before its name. Everything unless given. What is left out is not worked "
               "out, which is quicker."}};

class Selection {
 public:
  /// Whether the field is wanted, in whole or in part.
  bool has(std::string_view field) const { return parts_.empty() || parts_.contains(field); }
  /// Whether that part of it is.
  bool has(std::string_view field, std::string_view part) const;
  bool is_everything() const { return parts_.empty(); }

  /// Wants a field, or with `part` that part of it.
  void add(std::string_view field, std::string_view part = {});

  /// Leaves out of an answer what is not wanted: fields, and parts of an object or of the objects
  /// of a list.
  void prune(evidence::Json& answer) const;
  /// The same for one field of an answer.
  void prune_field(std::string_view field, evidence::Json& value) const;

 private:
  using Parts = std::set<std::string, std::less<>>;
  std::map<std::string, Parts, std::less<>> parts_;  ///< without parts: the whole field
};

struct SelectionReading {
  Selection selection;
  std::vector<Problem> problems;
};

/// `fields` of the request, held against the fields of a schema of schemas.h. Other parameters are
/// someone else's to read.
SelectionReading read_selection(const Request& request, std::string_view schema);

}  // namespace outturn::api
