// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the flags of a store.
#include "indexer/flag_writer.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>

#include <vector>

#include "schema/evidence/record_json.h"

namespace outturn::ingest {
namespace {

using base::Code;
using base::fail;
using evidence::Flag;

bool is_audited(const SQLite::Database& database) {
  SQLite::Statement query(database,
                          "SELECT 1 FROM audit WHERE version = ? AND software = ? "
                          "AND revision = (SELECT ifnull(max(revision), 0) FROM ingest)");
  SQLite::bind(query, evidence::kAuditVersion, OUTTURN_VERSION);
  return query.executeStep();
}

/// Puts flags behind the record versions they belong to.
class FlagWriter {
 public:
  explicit FlagWriter(SQLite::Database& database)
      : insert_(database,
                "INSERT INTO flag (number, version, ordinal, code, severity, pointer, reported, "
                "printed, derived, sentence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {}

  void begin(long long number, int version) { records_.push_back({number, version, 0}); }

  /// To the how-manieth record that was begun.
  void add(std::size_t record, const Flag& flag) {
    Numbered& to = records_[record];
    insert_.reset();
    insert_.clearBindings();
    insert_.bind(1, static_cast<int64_t>(to.number));
    insert_.bind(2, to.version);
    insert_.bind(3, to.flags++);
    insert_.bind(4, flag.code);
    insert_.bind(5, static_cast<int>(flag.severity));
    insert_.bind(6, flag.pointer);
    if (flag.reported) insert_.bind(7, *flag.reported);
    if (flag.printed) insert_.bind(8, *flag.printed);
    if (flag.derived) insert_.bind(9, *flag.derived);
    insert_.bind(10, flag.sentence);
    insert_.exec();
  }

 private:
  struct Numbered {
    long long number;
    int version;
    int flags;
  };
  SQLite::Statement insert_;
  std::vector<Numbered> records_;
};

base::Result<void> audit_all(SQLite::Database& database) {
  database.exec(
      "DELETE FROM flag WHERE EXISTS (SELECT 1 FROM record "
      "WHERE record.number = flag.number AND record.version = flag.version)");
  FlagWriter writer(database);
  evidence::AcrossAudit across;
  SQLite::Statement query(database,
                          "SELECT number, version, json FROM record JOIN record_version "
                          "USING (number, version) WHERE removed_at IS NULL ORDER BY number");
  for (std::size_t i = 0; query.executeStep(); ++i) {
    const auto record = evidence::record_from_text(query.getColumn(2).getString());
    if (!record)
      return fail(Code::kCorrupt, "the store cannot be read (" + record.error().message + ")",
                  "restore it from a copy, or build into a new base", database.getFilename());
    writer.begin(query.getColumn(0).getInt64(), query.getColumn(1).getInt());
    for (const Flag& flag : evidence::audit(*record)) writer.add(i, flag);
    across.add(*record);
  }
  for (const evidence::RecordFlag& one : across.flags()) writer.add(one.record, one.flag);
  return {};
}

FlagTally tally_of(const SQLite::Database& database) {
  FlagTally tally;
  SQLite::Statement query(database,
                          "SELECT severity, count(*) FROM flag JOIN record USING (number, version) "
                          "GROUP BY severity");
  while (query.executeStep()) {
    const auto severity = static_cast<std::size_t>(query.getColumn(0).getInt());
    if (severity < tally.of.size())
      tally.of[severity] = static_cast<std::size_t>(query.getColumn(1).getInt64());
  }
  return tally;
}

}  // namespace

base::Result<FlagTally> audit_store(SQLite::Database& database, const std::string& now) {
  if (is_audited(database)) return tally_of(database);
  if (auto audited = audit_all(database); !audited) return tl::unexpected(audited.error());
  SQLite::Statement mark(database,
                         "INSERT OR REPLACE INTO audit (only, version, software, revision, at) "
                         "SELECT 1, ?, ?, ifnull(max(revision), 0), ? FROM ingest");
  SQLite::bind(mark, evidence::kAuditVersion, OUTTURN_VERSION, now);
  mark.exec();
  return tally_of(database);
}

}  // namespace outturn::ingest
