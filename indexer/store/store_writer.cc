// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the store; SQLite's exceptions become Errors here and nowhere else on the writing side.
#include "indexer/store/store_writer.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "indexer/store/change_set_work.h"
#include "indexer/store/sqlite_error.h"
#include "schema/evidence/likeness.h"
#include "schema/evidence/record_json.h"
#include "schema/store/migrations.h"
#include "schema/store/reader.h"

namespace outturn::ingest {
namespace {

using base::Code;
using base::fail;

constexpr int kLikeness = 4;  ///< the migration that brought it

/// Fills in what a script cannot work out.
base::Result<void> fill_likeness(SQLite::Database& database) {
  SQLite::Statement read(database,
                         "SELECT number, json FROM record JOIN record_version "
                         "USING (number, version) WHERE removed_at IS NULL ORDER BY number");
  SQLite::Statement write(database, "UPDATE record SET likeness = ? WHERE number = ?");
  while (read.executeStep()) {
    const auto record = evidence::record_from_text(read.getColumn(1).getString());
    if (!record)
      return fail(Code::kCorrupt, "a record cannot be read (" + record.error().message + ")",
                  "restore it from a copy, or build into a new base; nothing was changed",
                  database.getFilename());
    write.reset();
    write.bind(1, evidence::likeness(*record));
    write.bind(2, read.getColumn(0).getInt64());
    write.exec();
  }
  return {};
}

/// Foreign keys are off meanwhile, so that a table may be replaced by a new one of its name; they
/// are looked over before the change is kept.
base::Result<void> migrate(SQLite::Database& database) {
  const int version = database.execAndGet("PRAGMA user_version").getInt();
  const auto scripts = store::migrations();
  for (auto next = static_cast<std::size_t>(version); next < scripts.size(); ++next) {
    SQLite::Transaction transaction(database);
    database.exec(std::string(scripts[next]));
    database.exec(fmt::format("PRAGMA user_version = {}", next + 1));
    database.exec(fmt::format("PRAGMA application_id = {}", store::kApplicationId));
    if (next + 1 == kLikeness)
      if (auto filled = fill_likeness(database); !filled) return filled;
    SQLite::Statement broken(database, "PRAGMA foreign_key_check");
    if (broken.executeStep())
      return fail(Code::kCorrupt,
                  fmt::format("a row of its table \"{}\" belongs to nothing",
                              broken.getColumn(0).getString()),
                  "restore it from a copy, or build into a new base; nothing was changed",
                  database.getFilename());
    broken.reset();
    transaction.commit();
  }
  return {};
}

/// Nothing was ever put into the file: it is new, or a first writer was stopped before it could.
bool is_blank(SQLite::Database& database) {
  return database.execAndGet("PRAGMA application_id").getInt() == 0 &&
         database.execAndGet("PRAGMA user_version").getInt() == 0 &&
         database.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0;
}

/// The unit of reading and writing: several records fit into one, where 4 KB would hold one.
constexpr int kPageBytes = 16384;
constexpr int kCacheKibibytes = 64 * 1024;
constexpr int kJournalBytes = 64 << 20;  ///< what a large change leaves of the WAL for the next

}  // namespace

StoreWriter::StoreWriter(std::unique_ptr<SQLite::Database> database)
    : database_(std::move(database)) {}
StoreWriter::StoreWriter(StoreWriter&&) noexcept = default;
StoreWriter::~StoreWriter() = default;

base::Result<StoreWriter> StoreWriter::open(const std::filesystem::path& file) {
  try {
    auto database = std::make_unique<SQLite::Database>(
        file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, /*busy timeout, ms*/ 5000);
    if (is_blank(*database)) {
      database->exec(fmt::format("PRAGMA page_size = {}", kPageBytes));
    } else if (auto known = store::check_version(*database, file.string()); !known) {
      return tl::unexpected(known.error());
    }
    database->exec("PRAGMA journal_mode = WAL");
    database->exec("PRAGMA synchronous = FULL");
    database->exec(fmt::format("PRAGMA cache_size = -{}", kCacheKibibytes));
    database->exec(fmt::format("PRAGMA journal_size_limit = {}", kJournalBytes));
    database->exec("PRAGMA foreign_keys = OFF");
    if (auto migrated = migrate(*database); !migrated) return tl::unexpected(migrated.error());
    database->exec("PRAGMA foreign_keys = ON");
    return StoreWriter(std::move(database));
  } catch (const SQLite::Exception& thrown) {
    return translate(thrown, file.string());
  }
}

base::Result<ChangeSet> StoreWriter::begin() {
  if (sqlite3_get_autocommit(database_->getHandle()) == 0)
    return fail(Code::kInternal, "a change set of this store is still open");
  try {
    return ChangeSet(std::make_unique<ChangeSet::Work>(*database_));
  } catch (const SQLite::Exception& fault) {
    return translate(fault, database_->getFilename());
  }
}

base::Result<Changes> StoreWriter::put(const std::vector<LoadedRecord>& records) {
  auto set = begin();
  if (!set) return tl::unexpected(set.error());
  for (const LoadedRecord& loaded : records)
    if (auto fate = set->put(loaded.record, {loaded.file, loaded.pointer}); !fate)
      return tl::unexpected(fate.error());
  return set->commit();
}

base::Result<void> StoreWriter::snapshot(const std::filesystem::path& file) const {
  try {
    // Page by page: what a removed row has left empty is copied too, unless that is much.
    const auto free = database_->execAndGet("PRAGMA freelist_count").getInt64();
    const auto pages = database_->execAndGet("PRAGMA page_count").getInt64();
    if (free > pages / 4) {
      SQLite::Statement copy(*database_, "VACUUM INTO ?");
      copy.bind(1, file.string());
      copy.exec();
      return {};
    }
    SQLite::Database target(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    target.exec("PRAGMA journal_mode = OFF");
    target.exec("PRAGMA synchronous = OFF");  // synced when the release is sealed
    SQLite::Backup copy(target, *database_);
    copy.executeStep();
    target.exec("PRAGMA journal_mode = DELETE");  // the store's own mode would come with its pages
    return {};
  } catch (const SQLite::Exception& fault) {
    return translate(fault, file.string());
  }
}

}  // namespace outturn::ingest
