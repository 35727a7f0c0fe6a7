// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the store. A change is one transaction: all of it is there afterwards, or none of it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "indexer/store/change_set.h"
#include "schema/base/result.h"

namespace SQLite {
class Database;
}

namespace outturn::ingest {

/// A record with where it was read from.
struct LoadedRecord {
  evidence::Record record;
  std::string file;
  std::string pointer;  ///< where in the file
};

class StoreWriter {
 public:
  /// Opens the store, making or migrating it as needed. Errors: newer version, unwritable, corrupt.
  static base::Result<StoreWriter> open(const std::filesystem::path& file);

  StoreWriter(StoreWriter&&) noexcept;
  ~StoreWriter();

  /// A change set of this store, which must outlive it; one at a time. Errors: busy,
  /// unwritable, corrupt.
  base::Result<ChangeSet> begin();

  /// All of them as one change set.
  base::Result<Changes> put(const std::vector<LoadedRecord>& records);

  /// Writes a consistent copy of the store to a new file.
  base::Result<void> snapshot(const std::filesystem::path& file) const;

 private:
  explicit StoreWriter(std::unique_ptr<SQLite::Database> database);
  std::unique_ptr<SQLite::Database> database_;
};

}  // namespace outturn::ingest
