// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the flags of a store; contract in flag_writer.h. Which records share figures is looked up
// in the table figure, which holds a signature for every part of every record as it stands.
#include "indexer/store/flag_writer.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "schema/evidence/audit/shared_figures.h"
#include "schema/evidence/record_json.h"

namespace outturn::ingest {
namespace {

using base::Code;
using base::fail;
using evidence::Flag;
using evidence::Sharer;

/// Above this many new signatures the whole index is gone through once rather than asked for each.
constexpr std::size_t kManySignatures = 20'000;
constexpr std::size_t kMostKept = 10'000;  ///< records whose names are kept in memory

const char* const kSharedCode = "duplicate_figures";

/// A store without a record is.
bool is_audited(const SQLite::Database& database) {
  SQLite::Statement query(database,
                          "SELECT 1 FROM audit WHERE version = ? AND software = ? "
                          "AND revision = (SELECT ifnull(max(revision), 0) FROM ingest) "
                          "UNION ALL SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM record)");
  SQLite::bind(query, evidence::kAuditVersion, OUTTURN_VERSION);
  return query.executeStep();
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

class FlagWriter::Impl {
 public:
  Impl(SQLite::Database& database, std::string now)
      : follows_(is_audited(database)),
        database_(database),
        now_(std::move(now)),
        insert_flag_(database,
                     "INSERT INTO flag (number, version, ordinal, code, severity, pointer, "
                     "reported, printed, derived, sentence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        insert_figure_(database,
                       "INSERT INTO figure (number, pointer, signature) VALUES (?, ?, ?)"),
        figures_(database,
                 "SELECT pointer, signature FROM figure WHERE number = ? ORDER BY pointer"),
        forget_(database, "DELETE FROM figure WHERE number = ?"),
        sharers_(database,
                 "SELECT DISTINCT number FROM figure WHERE signature = ? ORDER BY number"),
        read_(database,
              "SELECT version, json FROM record JOIN record_version USING (number, version) "
              "WHERE number = ?"),
        unshare_(database, "DELETE FROM flag WHERE number = ? AND version = ? AND code = ?"),
        last_(database,
              "SELECT ifnull(max(ordinal), -1) FROM flag WHERE number = ? AND version = ?") {}

  bool follows_changes() const { return follows_; }

  void put(std::int64_t number, int version, const evidence::Record& record,
           const std::vector<Flag>& own) {
    forget(number);
    int ordinal = 0;
    for (const Flag& flag : own) add_flag(number, version, ordinal++, flag);
    for (const evidence::PartFigures& part : evidence::figures_of(record)) {
      const std::int64_t signature = part.signature();
      insert_figure_.reset();
      SQLite::bind(insert_figure_, number, part.pointer, signature);
      insert_figure_.exec();
      added_.push_back(signature);
    }
  }

  /// Who shared its figures may not do so any more.
  void forget(std::int64_t number) {
    figures_.reset();
    figures_.bind(1, number);
    bool any = false;
    while (figures_.executeStep()) {
      taken_.push_back(figures_.getColumn(1).getInt64());
      any = true;
    }
    if (!any) return;
    forget_.reset();
    forget_.bind(1, number);
    forget_.exec();
  }

  base::Result<FlagTally> finish() {
    if (!follows_)
      if (auto all = audit_all(); !all) return tl::unexpected(all.error());
    for (const std::int64_t number : concerned())
      if (auto flagged = flag_shared(number); !flagged) return tl::unexpected(flagged.error());
    SQLite::Statement mark(database_,
                           "INSERT OR REPLACE INTO audit (only, version, software, revision, at) "
                           "SELECT 1, ?, ?, ifnull(max(revision), 0), ? FROM ingest");
    SQLite::bind(mark, evidence::kAuditVersion, OUTTURN_VERSION, now_);
    mark.exec();
    return tally_of(database_);
  }

 private:
  /// A record as it stands; its version, and what a flag says of it.
  struct Standing {
    int version = 0;
    Sharer sharer;
  };

  void add_flag(std::int64_t number, int version, int ordinal, const Flag& flag) {
    insert_flag_.reset();
    insert_flag_.clearBindings();
    insert_flag_.bind(1, number);
    insert_flag_.bind(2, version);
    insert_flag_.bind(3, ordinal);
    insert_flag_.bind(4, flag.code);
    insert_flag_.bind(5, static_cast<int>(flag.severity));
    insert_flag_.bind(6, flag.pointer);
    if (flag.reported) insert_flag_.bind(7, *flag.reported);
    if (flag.printed) insert_flag_.bind(8, *flag.printed);
    if (flag.derived) insert_flag_.bind(9, *flag.derived);
    insert_flag_.bind(10, flag.sentence);
    insert_flag_.exec();
  }

  tl::unexpected<base::Error> unreadable(const base::Error& error) const {
    return fail(Code::kCorrupt, "the store cannot be read (" + error.message + ")",
                "restore it from a copy, or build into a new base", database_.getFilename());
  }

  base::Result<void> audit_all() {
    database_.exec(
        "DELETE FROM flag WHERE EXISTS (SELECT 1 FROM record "
        "WHERE record.number = flag.number AND record.version = flag.version)");
    database_.exec("DELETE FROM figure");
    added_.clear();
    taken_.clear();
    SQLite::Statement query(database_,
                            "SELECT number, version, json FROM record JOIN record_version "
                            "USING (number, version) WHERE removed_at IS NULL ORDER BY number");
    while (query.executeStep()) {
      const auto record = evidence::record_from_text(query.getColumn(2).getString());
      if (!record) return unreadable(record.error());
      put(query.getColumn(0).getInt64(), query.getColumn(1).getInt(), *record,
          evidence::audit(*record));
    }
    return {};
  }

  std::vector<std::int64_t> sharers_of(std::int64_t signature) {
    std::vector<std::int64_t> numbers;
    sharers_.reset();
    sharers_.bind(1, signature);
    while (sharers_.executeStep()) numbers.push_back(sharers_.getColumn(0).getInt64());
    return numbers;
  }

  /// The records whose shared figures may not be what they were.
  std::set<std::int64_t> concerned() {
    std::set<std::int64_t> numbers;
    const auto take = [&](const std::vector<std::int64_t>& sharers) {
      numbers.insert(sharers.begin(), sharers.end());
    };
    for (const std::int64_t signature : taken_) take(sharers_of(signature));
    std::sort(added_.begin(), added_.end());
    added_.erase(std::unique(added_.begin(), added_.end()), added_.end());
    if (added_.size() > kManySignatures) {
      SQLite::Statement shared(database_,
                               "SELECT signature FROM figure GROUP BY signature "
                               "HAVING min(number) < max(number)");
      while (shared.executeStep())
        if (const std::int64_t signature = shared.getColumn(0).getInt64();
            std::binary_search(added_.begin(), added_.end(), signature))
          take(sharers_of(signature));
    } else {
      for (const std::int64_t signature : added_)
        if (const auto sharers = sharers_of(signature); sharers.size() > 1) take(sharers);
    }
    return numbers;
  }

  base::Result<const Standing*> standing(std::int64_t number) {
    if (const auto known = known_.find(number); known != known_.end()) return &known->second;
    read_.reset();
    read_.bind(1, number);
    if (!read_.executeStep()) return unreadable({Code::kCorrupt, "a record is missing", "", ""});
    auto record = evidence::record_from_text(read_.getColumn(1).getString());
    if (!record) return unreadable(record.error());
    return &(known_[number] = {
                 read_.getColumn(0).getInt(),
                 {std::move(record->id), std::move(record->title), std::move(record->supersedes)}});
  }

  base::Result<void> flag_shared(std::int64_t number) {
    if (known_.size() > kMostKept) known_.clear();
    const auto self = standing(number);
    if (!self) return tl::unexpected(self.error());
    const int version = (*self)->version;
    unshare_.reset();
    SQLite::bind(unshare_, number, version, kSharedCode);
    unshare_.exec();
    last_.reset();
    SQLite::bind(last_, number, version);
    last_.executeStep();
    int ordinal = last_.getColumn(0).getInt() + 1;
    last_.reset();
    std::vector<std::pair<std::string, std::int64_t>> parts;
    figures_.reset();
    figures_.bind(1, number);
    while (figures_.executeStep())
      parts.emplace_back(figures_.getColumn(0).getString(), figures_.getColumn(1).getInt64());
    for (const auto& [pointer, signature] : parts) {
      const auto others = others_of(number, **self, signature);
      if (!others) return tl::unexpected(others.error());
      if (!others->empty())
        add_flag(number, version, ordinal++, evidence::shared_figures_flag(pointer, *others));
    }
    return {};
  }

  /// The first few that share these figures and neither supersede the record nor are superseded.
  base::Result<std::vector<const Sharer*>> others_of(std::int64_t number, const Standing& self,
                                                     std::int64_t signature) {
    std::vector<const Sharer*> others;
    for (const std::int64_t other : sharers_of(signature)) {
      if (others.size() == evidence::kMostSharersNamed) break;
      if (other == number) continue;
      const auto known = standing(other);
      if (!known) return tl::unexpected(known.error());
      if (!evidence::supersedes(self.sharer, (*known)->sharer)) others.push_back(&(*known)->sharer);
    }
    return others;
  }

  const bool follows_;
  SQLite::Database& database_;
  const std::string now_;
  SQLite::Statement insert_flag_;
  SQLite::Statement insert_figure_;
  SQLite::Statement figures_;
  SQLite::Statement forget_;
  SQLite::Statement sharers_;
  SQLite::Statement read_;
  SQLite::Statement unshare_;
  SQLite::Statement last_;
  std::vector<std::int64_t> added_;         ///< signatures that records have now
  std::vector<std::int64_t> taken_;         ///< signatures that records had
  std::map<std::int64_t, Standing> known_;  ///< a map: what is in it stays where it is
};

FlagWriter::FlagWriter(SQLite::Database& database, std::string now)
    : impl_(std::make_unique<Impl>(database, std::move(now))) {}
FlagWriter::FlagWriter(FlagWriter&&) noexcept = default;
FlagWriter::~FlagWriter() = default;

bool FlagWriter::follows_changes() const { return impl_->follows_changes(); }

void FlagWriter::put(std::int64_t number, int version, const evidence::Record& record,
                     const std::vector<Flag>& own) {
  if (follows_changes()) impl_->put(number, version, record, own);
}

void FlagWriter::remove(std::int64_t number) {
  if (follows_changes()) impl_->forget(number);
}

base::Result<FlagTally> FlagWriter::finish() { return impl_->finish(); }

}  // namespace outturn::ingest
