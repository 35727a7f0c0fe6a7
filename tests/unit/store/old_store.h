// SPDX-License-Identifier: GPL-3.0-or-later
// Stores as earlier versions left them: made by the first scripts and filled the way those versions
// filled them.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "schema/base/files.h"
#include "schema/store/migrations.h"

namespace outturn::testing {

class OldStore {
 public:
  OldStore(const std::filesystem::path& file, int version)
      : database_(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE), version_(version) {
    database_.exec("PRAGMA journal_mode = WAL");
    database_.exec(fmt::format("PRAGMA application_id = {}", store::kApplicationId));
    database_.exec("BEGIN");
    for (int next = 1; next <= std::min(version, kLastOfItsShape); ++next) run(next);
  }

  /// Brings it to its version where that is of another shape than the one put() writes.
  void finish() {
    for (int next = kLastOfItsShape + 1; next <= version_; ++next) run(next);
    if (version_ >= 4) database_.exec("UPDATE record SET likeness = 0");  // as its code did
    database_.exec("COMMIT");
  }

  /// A new record, or the next version of one, as versions 1 and 2 wrote it.
  void put(const std::string& id, const std::string& title, const std::string& json,
           const std::string& file, const std::string& at) {
    SQLite::Statement known(database_, "SELECT number, version FROM record WHERE id = ?");
    known.bind(1, id);
    const bool is_new = !known.executeStep();
    const int version = is_new ? 1 : known.getColumn(1).getInt() + 1;
    SQLite::Statement row(
        database_,
        is_new ? "INSERT INTO record (id, version, title, json, digest, file, changed_at, added_at)"
                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)"
               : "UPDATE record SET version = ?2, title = ?3, json = ?4, digest = ?5, file = ?6, "
                 "changed_at = ?7 WHERE id = ?1");
    const std::string digest = base::sha256(json);
    row.bind(1, id);
    row.bind(2, version);
    row.bind(3, title);
    row.bind(4, json);
    row.bind(5, digest);
    row.bind(6, file);
    row.bind(7, at);
    row.exec();
    SQLite::Statement kept(database_,
                           "INSERT INTO record_version (number, version, json, digest, file, at) "
                           "SELECT number, version, json, digest, file, changed_at FROM record "
                           "WHERE id = ?");
    kept.bind(1, id);
    kept.exec();
    SQLite::Statement ingest(database_, "INSERT INTO ingest (at, added, changed) VALUES (?, ?, ?)");
    ingest.bind(1, at);
    ingest.bind(2, is_new ? 1 : 0);
    ingest.bind(3, is_new ? 0 : 1);
    ingest.exec();
  }

  SQLite::Database& database() { return database_; }

 private:
  static constexpr int kLastOfItsShape = 2;

  void run(int script) {
    database_.exec(std::string(store::migrations()[static_cast<std::size_t>(script - 1)]));
    database_.exec(fmt::format("PRAGMA user_version = {}", script));
  }

  SQLite::Database database_;
  int version_;
};

}  // namespace outturn::testing
