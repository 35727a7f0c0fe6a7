// SPDX-License-Identifier: GPL-3.0-or-later
// Audits the records of a store and keeps the flags with them. Part of the writer's transaction, so
// that flags and records never disagree.
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "schema/base/result.h"
#include "schema/evidence/audit/audit.h"

namespace SQLite {
class Database;
}

namespace outturn::ingest {

/// How many flags there are of each severity.
struct FlagTally {
  std::array<std::size_t, evidence::kSeverities.size()> of{};

  std::size_t& operator[](evidence::Severity s) { return of[static_cast<std::size_t>(s)]; }
  std::size_t operator[](evidence::Severity s) const { return of[static_cast<std::size_t>(s)]; }
};

/// Makes the flags of every record anew, unless the store stands as it did when this version of the
/// audit and of the software made them: one record's flags may depend on another's figures. Flags
/// of earlier versions of a record stay as they were. `now` is ISO 8601, UTC. The caller holds a
/// transaction. Errors: corrupt, where a record cannot be read. Throws what SQLite throws.
base::Result<FlagTally> audit_store(SQLite::Database& database, const std::string& now);

}  // namespace outturn::ingest
