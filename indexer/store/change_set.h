// SPDX-License-Identifier: GPL-3.0-or-later
// A change set: records put, removed and restored in one transaction of the store. All of it is
// there afterwards, or none of it.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "indexer/store/flag_writer.h"
#include "schema/base/result.h"
#include "schema/evidence/record.h"

namespace SQLite {
class Database;
}

namespace outturn::ingest {

/// What became of a record that was put.
enum class Fate {
  kAdded,
  kChanged,       ///< a new version; the one before it stays
  kUnchanged,     ///< it is there just as it was given
  kStaysRemoved,  ///< it was removed earlier, and ingesting it again does not bring it back
  kRepeated,      ///< this change set has had another record of that id: nothing was written
};

/// Where a record was read from. `place` is the position in the file: "/records/3", "17"; the
/// file's name in front of it ("a.jsonl:17") is left off.
struct Origin {
  std::string_view file;
  std::string_view place;
};

/// A record as the store keeps it, to save working that out twice. `json` is what
/// evidence::to_json(record).dump() gives; `digest` its SHA-256, worked out here where empty.
struct Canonical {
  std::string_view id;
  std::string_view title;
  std::string_view json;
  std::string_view digest;
  const evidence::Record* record = nullptr;  ///< read from `json` where it is not at hand
  /// What evidence::audit says of it, likewise.
  const std::vector<evidence::Flag>* flags = nullptr;
};

struct Changes {
  std::size_t added = 0;
  std::size_t changed = 0;
  std::size_t unchanged = 0;
  std::size_t removed = 0;
  std::size_t restored = 0;
  std::size_t stays_removed = 0;
  std::size_t repeated = 0;
  std::size_t likely_duplicates = 0;  ///< written ones that look like another; see likeness.h
  FlagTally flags;  ///< of every record of the store, not of the changed ones alone

  /// Versions written.
  std::size_t made() const { return added + changed + removed + restored; }
};

/// One thread, and one change set at a time. Without commit() nothing of it is kept. After an error
/// of the disk or of the store every later call gives that error again.
class ChangeSet {
 public:
  ChangeSet(ChangeSet&&) noexcept;
  ChangeSet& operator=(ChangeSet&&) noexcept;
  ~ChangeSet();  ///< rolls back what was not committed

  /// Adds a new record, makes a new version of a changed one, leaves the rest. Errors: unwritable,
  /// corrupt.
  base::Result<Fate> put(const evidence::Record& record, const Origin& origin);
  base::Result<Fate> put(const Canonical& record, const Origin& origin);

  /// Takes a record out of what is published; its versions stay. Errors: not found, gone (it is
  /// removed already), and those of put.
  base::Result<void> remove(std::string_view id, std::string_view reason);

  /// Brings a removed record back as it last stood. Errors: not found, usage (it is not removed),
  /// and those of put.
  base::Result<void> restore(std::string_view id);

  /// So far; its flags are only made at the end.
  const Changes& changes() const;

  /// Keeps all of it. The store's revision rises by one if anything changed. What the audit says of
  /// the changed records, and of those that share figures with them, is kept with them
  /// (flag_writer.h). Ends the change set.
  base::Result<Changes> commit();

 private:
  friend class StoreWriter;
  class Work;
  explicit ChangeSet(std::unique_ptr<Work> work);
  std::unique_ptr<Work> work_;
};

}  // namespace outturn::ingest
