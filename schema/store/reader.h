// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a store. Nothing here can write: the database is opened read-only.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "schema/base/result.h"
#include "schema/evidence/audit/audit.h"
#include "schema/evidence/record.h"

namespace SQLite {
class Database;
}

namespace outturn::store {

/// How a store file is opened: kSnapshot promises that nothing changes it, so no lock or journal is
/// used.
enum class Access { kLive, kSnapshot };

/// One connection; used by one thread at a time.
class Reader {
 public:
  /// Errors: not found, unreadable, corrupt, newer version.
  static base::Result<Reader> open(const std::filesystem::path& file, Access access);

  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  /// Errors: not found, corrupt.
  base::Result<evidence::Record> record(const std::string& id) const;
  base::Result<evidence::Record> record(unsigned number) const;

  /// Every record in the order of its number; stops early at the first error.
  base::Result<void> for_each(
      const std::function<base::Result<void>(unsigned number, const evidence::Record&)>& visit)
      const;

  /// What the audit says of the record as it stands, in the audit's order. Empty for a store that
  /// was never audited: see audit_version. Errors: not found, corrupt.
  base::Result<std::vector<evidence::Flag>> flags(const std::string& id) const;

  /// kAuditVersion of the code that made the flags; 0 for a store that was never audited.
  base::Result<int> audit_version() const;

  base::Result<std::size_t> count() const;
  base::Result<long long> revision() const;  ///< 0 for a store nothing was ever put into

 private:
  explicit Reader(std::unique_ptr<SQLite::Database> database);
  std::unique_ptr<SQLite::Database> database_;
};

/// Errors unless the file is a store of a version this software knows. `file` names it in messages.
base::Result<void> check_version(SQLite::Database& database, const std::string& file);

}  // namespace outturn::store
