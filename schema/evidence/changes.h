// SPDX-License-Identifier: GPL-3.0-or-later
// What changed between two versions of a record, field by field. Parts of a list (findings,
// appraisals, sources) are paired by what they are, not by where they stand, so that one put in the
// middle is one addition. Pure functions, safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/record_json.h"

namespace outturn::evidence {

enum class ChangeKind {
  kAdded,
  kRemoved,
  kChanged,
  kReordered,  ///< a list holds the same parts in another order; `before` and `after` are null
};

/// "added", "removed", "changed", "reordered".
std::string_view to_text(ChangeKind kind);

struct Change {
  std::string pointer;  ///< JSON pointer into the later version; where removed, into the earlier
  ChangeKind kind = ChangeKind::kChanged;
  Json before;  ///< null where added
  Json after;   ///< null where removed
};

/// In the order of the later version's fields; empty where the two say the same. Takes the time of
/// one walk through both, whatever they hold.
std::vector<Change> changes(const Json& before, const Json& after);

}  // namespace outturn::evidence
