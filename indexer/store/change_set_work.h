// SPDX-License-Identifier: GPL-3.0-or-later
// The inside of a change set, for change_set.cc and store_writer.cc alone. Throws what SQLite
// throws.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/store/change_set.h"

namespace outturn::ingest {

class ChangeSet::Work {
 public:
  explicit Work(SQLite::Database& database);

  /// Runs `body`, translating what SQLite throws; after that nothing more is let through.
  template <typename Body>
  auto guarded(Body body) -> decltype(body());

  base::Result<Fate> put(const Canonical& record, const Origin& origin);
  base::Result<void> remove(std::string_view id, std::string_view reason);
  base::Result<void> restore(std::string_view id);
  base::Result<Changes> commit();
  const Changes& changes() const { return changes_; }

 private:
  struct Found {
    std::int64_t number = 0;  ///< 0: there is no such record
    int version = 0;
    std::string digest;
    std::optional<std::string> removed_at;
  };
  /// A row of record_version.
  struct Version {
    std::int64_t number;
    int version;
    const char* kind;
    std::optional<Origin> origin;
    std::string_view reason;
    std::string digest;
    std::string json;
  };
  /// What the row of a record takes from a new text; of a removal or a restoration nothing.
  struct Told {
    std::string title;
    std::int64_t likeness;
  };

  Found find(std::string_view id);
  std::int64_t revision();  ///< of this change set; its row is made at the first change
  std::int64_t file(std::string_view name);
  void add_version(const Version& version);
  void update(const Version& version, const std::optional<Told>& told,
              const std::optional<std::string>& removed_at);
  std::int64_t likeness_of(const evidence::Record& record, std::int64_t number);
  /// `flags` may be null: then they are made here.
  void flag(std::int64_t number, int version, const evidence::Record& record,
            const std::vector<evidence::Flag>* flags);
  bool first_time(std::int64_t number);
  void close_books();

  SQLite::Database& database_;
  SQLite::Transaction transaction_;  // before the statements: they are gone when it rolls back
  std::string now_;
  std::int64_t next_number_;
  SQLite::Statement find_;
  SQLite::Statement insert_;
  SQLite::Statement update_;
  SQLite::Statement version_;
  SQLite::Statement like_;
  FlagWriter flags_;
  std::int64_t revision_ = 0;
  std::map<std::string, std::int64_t, std::less<>> files_;
  std::pair<std::string, std::int64_t> last_file_;
  std::vector<bool> seen_;  ///< numbers of the records this change set was given
  Changes changes_;
  std::optional<base::Error> broken_;
};

}  // namespace outturn::ingest
