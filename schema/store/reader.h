// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a store. Nothing here can write: the database is opened read-only.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "schema/base/result.h"
#include "schema/evidence/audit/audit.h"
#include "schema/evidence/record.h"

namespace SQLite {
class Database;
class Statement;
}  // namespace SQLite

namespace outturn::store {

/// How a store file is opened: kSnapshot promises that nothing changes it, so no lock or journal is
/// used.
enum class Access { kLive, kSnapshot };

/// What a version of a record was: the first, a new text, taken out, brought back.
enum class VersionKind { kAdded, kChanged, kRemoved, kRestored };

/// "added", "changed", "removed", "restored".
std::string_view to_text(VersionKind kind);

/// A version of a record, without its text.
struct Version {
  int version = 0;  ///< from 1
  VersionKind kind = VersionKind::kAdded;
  std::string at;          ///< ISO 8601, UTC
  long long revision = 0;  ///< of the store, from this change set on; 0 where it is not known
  std::string file;        ///< empty where it came from no file
  std::string place;       ///< in the file; empty where it is not known
  std::string reason;      ///< of a removal, where one was given
  std::string digest;      ///< SHA-256 of its JSON
};

/// A record as lists show it.
struct RecordName {
  unsigned number = 0;
  std::string id;
  std::string title;
};

/// A record and when the version came that it has now.
struct Stamp {
  unsigned number = 0;
  std::string id;
  std::string at;  ///< ISO 8601, UTC
};

/// One connection; used by one thread at a time.
class Reader {
 public:
  /// Errors: not found, unreadable, corrupt, newer version.
  static base::Result<Reader> open(const std::filesystem::path& file, Access access);

  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  /// Errors: not found, gone (it was removed: the message says when and why), corrupt.
  base::Result<evidence::Record> record(const std::string& id) const;
  base::Result<evidence::Record> record(unsigned number) const;

  /// The number of the record of that id. Errors: as record(id).
  base::Result<unsigned> number(const std::string& id) const;

  /// Whether there is a record of that number that is not removed.
  base::Result<bool> has(unsigned number) const;

  /// Every record that is not removed, in the order of its number; stops at the first error.
  base::Result<void> for_each(
      const std::function<base::Result<void>(unsigned number, const evidence::Record&)>& visit)
      const;

  /// The same with the record's text, as the store keeps it.
  base::Result<void> for_each_text(
      const std::function<base::Result<void>(const RecordName&, std::string_view json)>& visit)
      const;

  /// The same, taken one by one: a view of the store as it is now, however long that takes. The
  /// reader must outlive it.
  class Cursor;
  base::Result<Cursor> cursor() const;

  /// Looks up one record after another by number, through statements that are made once. The reader
  /// must outlive it.
  class Lookup;
  base::Result<Lookup> lookup() const;

  /// The versions of a record, removed or not, the oldest first. Errors: not found, corrupt.
  base::Result<std::vector<Version>> versions(const std::string& id) const;

  /// The text of one of them: canonical JSON, as record_json.h writes it; "null" for a removal.
  /// Errors: not found, corrupt.
  base::Result<std::string> version_text(const std::string& id, int version) const;

  /// The records that are removed, in the order of their numbers.
  base::Result<std::vector<RecordName>> removed() const;

  /// Records that look like one another (schema/evidence/likeness.h), one list for each likeness
  /// that several share. Empty for a store from before it was kept.
  base::Result<std::vector<std::vector<RecordName>>> likely_duplicates() const;

  /// What the audit says of the record as it stands, in the audit's order. Empty for a store that
  /// was never audited: see audit_version. Errors: not found, corrupt.
  base::Result<std::vector<evidence::Flag>> flags(const std::string& id) const;

  /// The records that the audit disputes a figure of, in the order of their numbers.
  base::Result<std::vector<unsigned>> disputed() const;

  /// kAuditVersion of the code that made the flags; 0 for a store that was never audited.
  base::Result<int> audit_version() const;

  /// Of the store's shape (migrations.h): a release of an earlier one is read as it is.
  int store_version() const { return version_; }

  base::Result<std::size_t> count() const;  ///< of the records that are not removed

  /// The records that have a version from after that revision, removals among them. Only for stores
  /// of the latest version.
  base::Result<std::vector<unsigned>> changed_since(long long revision) const;

  /// The same text for two stores that were one and the same up to that revision. Only for stores
  /// of the latest version.
  base::Result<std::string> lineage(long long revision) const;

  /// Numbers of all records, removed or not, that which changed last first.
  base::Result<std::vector<unsigned>> newest_first() const;

  /// The first `most` records with a number above `above` that are not removed, lowest first.
  base::Result<std::vector<Stamp>> stamps(unsigned above, std::size_t most) const;

  base::Result<long long> revision() const;  ///< 0 for a store nothing was ever put into

 private:
  Reader(std::unique_ptr<SQLite::Database> database, int version);
  std::unique_ptr<SQLite::Database> database_;
  mutable std::unique_ptr<SQLite::Statement> by_number_;  ///< made when first asked; ends first
  int version_;  ///< of the store's shape: a release of an earlier one is read as it is
};

/// Errors unless the file is a store of this software's own version, so that opening it to write
/// changes nothing: not found, unreadable, corrupt, newer version, usage (an earlier one).
base::Result<void> check_up_to_date(const std::filesystem::path& file);

class Reader::Cursor {
 public:
  Cursor(Cursor&&) noexcept;
  ~Cursor();

  /// The next record and its text; false after the last. Errors: corrupt.
  base::Result<bool> next(RecordName& name, std::string& json);

 private:
  friend class Reader;
  struct Impl;
  explicit Cursor(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

class Reader::Lookup {
 public:
  Lookup(Lookup&&) noexcept;
  ~Lookup();

  /// The text of a record that is not removed, as the store keeps it. Errors: corrupt.
  base::Result<void> text(unsigned number, std::string& json);

  /// What the audit says of it, as Reader::flags(). Errors: corrupt.
  base::Result<std::vector<evidence::Flag>> flags(unsigned number);

 private:
  friend class Reader;
  struct Impl;
  explicit Lookup(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Errors unless the file is a store of a version this software knows. `file` names it in messages.
base::Result<void> check_version(SQLite::Database& database, const std::string& file);

}  // namespace outturn::store
