// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the store. A change is one transaction: all of it is there afterwards, or none of it.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "indexer/flag_writer.h"
#include "indexer/ingest.h"
#include "schema/base/result.h"

namespace SQLite {
class Database;
}

namespace outturn::ingest {

struct Changes {
  std::size_t added = 0;
  std::size_t changed = 0;
  std::size_t unchanged = 0;
  FlagTally flags;  ///< of every record of the store, not of the changed ones alone
};

class StoreWriter {
 public:
  /// Opens the store, making or migrating it as needed. Errors: newer version, unwritable, corrupt.
  static base::Result<StoreWriter> open(const std::filesystem::path& file);

  StoreWriter(StoreWriter&&) noexcept;
  ~StoreWriter();

  /// Adds new records, makes a new version of changed ones, leaves the rest. The store's revision
  /// rises by one if anything changed. Then audits every record, unless this code has already
  /// audited the store as it now stands. Errors leave the store as it was.
  base::Result<Changes> put(const std::vector<LoadedRecord>& records);

  /// Writes a consistent copy of the store to a new file.
  base::Result<void> snapshot(const std::filesystem::path& file) const;

 private:
  explicit StoreWriter(std::unique_ptr<SQLite::Database> database);
  std::unique_ptr<SQLite::Database> database_;
};

}  // namespace outturn::ingest
