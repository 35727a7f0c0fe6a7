// SPDX-License-Identifier: GPL-3.0-or-later
// What changed and when, of a whole store; contract in reader.h.
#include <SQLiteCpp/SQLiteCpp.h>

#include "schema/base/files.h"
#include "schema/store/reader.h"
#include "schema/store/reading.h"

namespace outturn::store {

base::Result<long long> Reader::revision() const {
  return guarded(*database_, [&]() -> base::Result<long long> {
    return database_->execAndGet("SELECT ifnull(max(revision), 0) FROM ingest").getInt64();
  });
}

base::Result<std::vector<unsigned>> Reader::changed_since(long long revision) const {
  using Numbers = std::vector<unsigned>;
  return guarded(*database_, [&]() -> base::Result<Numbers> {
    SQLite::Statement query(*database_,
                            "SELECT DISTINCT number FROM record_version WHERE revision > ? "
                            "ORDER BY number");
    query.bind(1, static_cast<std::int64_t>(revision));
    Numbers numbers;
    while (query.executeStep()) numbers.push_back(query.getColumn(0).getUInt());
    return numbers;
  });
}

base::Result<std::string> Reader::lineage(long long revision) const {
  return guarded(*database_, [&]() -> base::Result<std::string> {
    SQLite::Statement query(*database_,
                            "SELECT i.revision, i.at, i.added, i.changed, i.removed, i.restored, "
                            "(SELECT v.digest FROM record_version v WHERE v.revision = i.revision "
                            "ORDER BY v.number LIMIT 1) "
                            "FROM ingest i WHERE i.revision <= ? ORDER BY i.revision");
    query.bind(1, static_cast<std::int64_t>(revision));
    std::string all;
    while (query.executeStep())
      for (int column = 0; column < query.getColumnCount(); ++column)
        all += query.getColumn(column).getString() + "|";
    return base::sha256(all);
  });
}

base::Result<std::vector<unsigned>> Reader::newest_first() const {
  using Numbers = std::vector<unsigned>;
  return guarded(*database_, [&]() -> base::Result<Numbers> {
    // By revision the index of changes is read backwards and nothing is sorted.
    SQLite::Statement query(*database_, version_ < kHistory
                                            ? "SELECT number FROM record_version "
                                              "ORDER BY at DESC, number DESC"
                                            : "SELECT number FROM record_version "
                                              "ORDER BY revision DESC, number DESC");
    Numbers numbers;
    std::vector<bool> seen;
    while (query.executeStep()) {
      const unsigned number = query.getColumn(0).getUInt();
      if (number >= seen.size()) seen.resize(std::size_t{number} * 2 + 1);
      if (seen[number]) continue;
      seen[number] = true;
      numbers.push_back(number);
    }
    return numbers;
  });
}

base::Result<std::vector<Stamp>> Reader::stamps(unsigned above, std::size_t most) const {
  return guarded(*database_, [&]() -> base::Result<std::vector<Stamp>> {
    SQLite::Statement query(*database_,
                            std::string("SELECT r.number, r.id, v.at FROM record r "
                                        "JOIN record_version v USING (number, version) "
                                        "WHERE r.number > ? ") +
                                (version_ < kHistory ? "" : "AND r.removed_at IS NULL ") +
                                "ORDER BY r.number LIMIT ?");
    query.bind(1, above);
    query.bind(2, static_cast<std::int64_t>(most));
    std::vector<Stamp> stamps;
    while (query.executeStep())
      stamps.push_back({query.getColumn(0).getUInt(), query.getColumn(1).getString(),
                        query.getColumn(2).getString()});
    return stamps;
  });
}

}  // namespace outturn::store
