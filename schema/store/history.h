// SPDX-License-Identifier: GPL-3.0-or-later
// A record through time: every version it had, and what changed from one to the next. The same for
// the command line, the page and the API.
#pragma once

#include <string>
#include <vector>

#include "schema/base/result.h"
#include "schema/evidence/changes.h"
#include "schema/evidence/field_words.h"
#include "schema/store/reader.h"

namespace outturn::store {

/// A change, and how it is told.
struct ToldChange {
  evidence::Change change;
  evidence::ChangeWords words;
};

struct Step {
  Version version;
  std::vector<ToldChange> changes;  ///< from the text before; empty for the first and for a removal
};

struct History {
  std::string id;
  std::string title;        ///< of the last text it had
  std::vector<Step> steps;  ///< the oldest first
  bool is_removed() const { return steps.back().version.kind == VersionKind::kRemoved; }
};

/// Errors: not found, corrupt.
base::Result<History> history(const Reader& reader, const std::string& id);

/// What changed from one version of a record to another. Against a removal, all of it did. Errors:
/// not found, corrupt.
base::Result<std::vector<ToldChange>> changes_between(const Reader& reader, const std::string& id,
                                                      int before, int after);

/// {"pointer", "kind", "place", "before", "after"}: the values themselves; what there is none of is
/// left out.
evidence::Json to_json(const ToldChange& change);

/// {"id", "title", "removed", "versions": [{"version", "kind", "at", "revision", "file", "place",
/// "reason", "digest", "changes"}]}: the oldest first; what is not known is null.
evidence::Json to_json(const History& history);

}  // namespace outturn::store
