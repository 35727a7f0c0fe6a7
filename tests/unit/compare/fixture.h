// SPDX-License-Identifier: GPL-3.0-or-later
// Records for the tests of comparisons, on those of tables and plots.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "server/compare/comparison.h"
#include "tests/unit/views/records.h"

namespace outturn::compare {

using render::appraisal_with;
using render::effect_on;
using render::record_named;

inline search::AuditedRecord audited(evidence::Record record,
                                     std::vector<evidence::Flag> flags = {}) {
  return {std::move(record), std::move(flags)};
}

/// A record with that title, whose id is the title.
inline evidence::Record named(const std::string& title) {
  evidence::Record record = record_named(title);
  record.id = title;
  return record;
}

inline Records all_of(std::vector<evidence::Record> records) {
  Records out;
  for (evidence::Record& one : records) out.push_back(audited(std::move(one)));
  return out;
}

/// The row of that name; a row without cells where there is none.
inline Row row_named(const Comparison& all, std::string_view name) {
  for (const auto* groups : {&all.about, &all.use})
    for (const Group& group : *groups)
      for (const Row& row : group.rows)
        if (row.name == name) return row;
  return {};
}

}  // namespace outturn::compare
