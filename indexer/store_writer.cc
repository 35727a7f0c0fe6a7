// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the store; SQLite's exceptions become Errors here and nowhere else on the writing side.
#include "indexer/store_writer.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "schema/base/files.h"
#include "schema/evidence/record_json.h"
#include "schema/store/migrations.h"
#include "schema/store/reader.h"

namespace outturn::ingest {
namespace {

using base::Code;
using base::fail;

tl::unexpected<base::Error> translate(const SQLite::Exception& fault, const std::string& file) {
  switch (fault.getErrorCode() & 0xFF) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
      return fail(Code::kUnwritable, fmt::format("cannot be written ({})", fault.what()),
                  "the disk is full or failing; nothing was changed: free some space and run again",
                  file);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return fail(Code::kUnwritable, fmt::format("cannot be written ({})", fault.what()),
                  "check the permissions of the base; nothing was changed", file);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fail(Code::kBusy, "another process is writing to it", "wait and run again", file);
    default:
      return fail(Code::kCorrupt, fmt::format("the store is not sound ({})", fault.what()),
                  "restore it from a copy, or build into a new base", file);
  }
}

void migrate(SQLite::Database& database) {
  const int version = database.execAndGet("PRAGMA user_version").getInt();
  const auto scripts = store::migrations();
  for (auto next = static_cast<std::size_t>(version); next < scripts.size(); ++next) {
    SQLite::Transaction transaction(database);
    database.exec(std::string(scripts[next]));
    database.exec(fmt::format("PRAGMA user_version = {}", next + 1));
    database.exec(fmt::format("PRAGMA application_id = {}", store::kApplicationId));
    transaction.commit();
  }
}

/// One record's fate in an open transaction.
class Putter {
 public:
  Putter(SQLite::Database& database, std::string now)
      : now_(std::move(now)),
        find_(database, "SELECT number, version, digest FROM record WHERE id = ?"),
        insert_(database,
                "INSERT INTO record (id, version, title, json, digest, file, added_at, changed_at) "
                "VALUES (?, 1, ?, ?, ?, ?, ?, ?) RETURNING number"),
        update_(database,
                "UPDATE record SET version = ?, title = ?, json = ?, digest = ?, file = ?, "
                "changed_at = ? WHERE number = ?"),
        version_(database,
                 "INSERT INTO record_version (number, version, json, digest, file, at) "
                 "VALUES (?, ?, ?, ?, ?, ?)") {}

  void put(const LoadedRecord& loaded, Changes& changes) {
    const std::string json = evidence::to_json(loaded.record).dump();
    const std::string digest = base::sha256(json);
    find_.reset();
    find_.bind(1, loaded.record.id);
    if (!find_.executeStep()) {
      add_version(insert(loaded, json, digest), 1, loaded, json, digest);
      ++changes.added;
    } else if (find_.getColumn(2).getString() == digest) {
      ++changes.unchanged;
    } else {
      const long long number = find_.getColumn(0).getInt64();
      const int version = find_.getColumn(1).getInt() + 1;
      update(number, version, loaded, json, digest);
      add_version(number, version, loaded, json, digest);
      ++changes.changed;
    }
  }

 private:
  long long insert(const LoadedRecord& loaded, const std::string& json, const std::string& digest) {
    insert_.reset();
    SQLite::bind(insert_, loaded.record.id, loaded.record.title, json, digest, loaded.file, now_,
                 now_);
    insert_.executeStep();
    return insert_.getColumn(0).getInt64();
  }

  void update(long long number, int version, const LoadedRecord& loaded, const std::string& json,
              const std::string& digest) {
    update_.reset();
    SQLite::bind(update_, version, loaded.record.title, json, digest, loaded.file, now_,
                 static_cast<int64_t>(number));
    update_.exec();
  }

  void add_version(long long number, int version, const LoadedRecord& loaded,
                   const std::string& json, const std::string& digest) {
    version_.reset();
    SQLite::bind(version_, static_cast<int64_t>(number), version, json, digest, loaded.file, now_);
    version_.exec();
  }

  std::string now_;
  SQLite::Statement find_;
  SQLite::Statement insert_;
  SQLite::Statement update_;
  SQLite::Statement version_;
};

}  // namespace

StoreWriter::StoreWriter(std::unique_ptr<SQLite::Database> database)
    : database_(std::move(database)) {}
StoreWriter::StoreWriter(StoreWriter&&) noexcept = default;
StoreWriter::~StoreWriter() = default;

base::Result<StoreWriter> StoreWriter::open(const std::filesystem::path& file) {
  std::error_code fault;
  const bool fresh =
      !std::filesystem::exists(file, fault) || std::filesystem::file_size(file, fault) == 0;
  try {
    auto database = std::make_unique<SQLite::Database>(
        file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, /*busy timeout, ms*/ 5000);
    if (!fresh) {
      if (auto known = store::check_version(*database, file.string()); !known)
        return tl::unexpected(known.error());
    }
    database->exec("PRAGMA journal_mode = WAL");
    database->exec("PRAGMA synchronous = FULL");
    database->exec("PRAGMA foreign_keys = ON");
    migrate(*database);
    return StoreWriter(std::move(database));
  } catch (const SQLite::Exception& thrown) {
    return translate(thrown, file.string());
  }
}

base::Result<Changes> StoreWriter::put(const std::vector<LoadedRecord>& records) {
  try {
    Changes changes;
    SQLite::Transaction transaction(*database_);
    const std::string now = base::utc_now();
    {
      Putter putter(*database_, now);
      for (const LoadedRecord& record : records) putter.put(record, changes);
    }
    if (changes.added + changes.changed > 0) {
      SQLite::Statement ingest(*database_,
                               "INSERT INTO ingest (at, added, changed) VALUES (?, ?, ?)");
      SQLite::bind(ingest, now, static_cast<int64_t>(changes.added),
                   static_cast<int64_t>(changes.changed));
      ingest.exec();
    }
    const auto tally = audit_store(*database_, now);
    if (!tally) return tl::unexpected(tally.error());
    changes.flags = *tally;
    transaction.commit();
    return changes;
  } catch (const SQLite::Exception& fault) {
    return translate(fault, database_->getFilename());
  }
}

base::Result<void> StoreWriter::snapshot(const std::filesystem::path& file) const {
  try {
    SQLite::Statement copy(*database_, "VACUUM INTO ?");
    copy.bind(1, file.string());
    copy.exec();
    return {};
  } catch (const SQLite::Exception& fault) {
    return translate(fault, file.string());
  }
}

}  // namespace outturn::ingest
