// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the audit's flags with the records of a store. Part of the writer's transaction, so that
// flags and records never disagree.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

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

/// Flags the records that change and those that share figures with them, and no others; but every
/// record where the store was not last audited by this version of the audit and of the software.
/// Flags of earlier versions of a record stay as they were. Memory does not grow with the records
/// of the store. One for each transaction, made when it begins; throws what SQLite throws.
class FlagWriter {
 public:
  /// `now` is ISO 8601, UTC.
  FlagWriter(SQLite::Database& database, std::string now);
  FlagWriter(FlagWriter&&) noexcept;
  ~FlagWriter();

  /// Whether put() wants flags: else every record is audited by finish().
  bool follows_changes() const;

  /// A record has a new version: an added, changed or restored one. `own` is what audit() says of
  /// it.
  void put(std::int64_t number, int version, const evidence::Record& record,
           const std::vector<evidence::Flag>& own);

  /// A record was removed.
  void remove(std::int64_t number);

  /// After the last change: flags shared figures, and notes that the store is audited as it now
  /// stands. Errors: corrupt, where a record cannot be read.
  base::Result<FlagTally> finish();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace outturn::ingest
