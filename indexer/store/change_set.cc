// SPDX-License-Identifier: GPL-3.0-or-later
// One transaction on the store, with its statements prepared once.
#include "indexer/store/change_set.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "indexer/store/change_set_work.h"
#include "indexer/store/sqlite_error.h"
#include "schema/base/files.h"
#include "schema/evidence/likeness.h"
#include "schema/evidence/record_json.h"

namespace outturn::ingest {

using base::Code;
using base::fail;
using base::Result;

namespace {

constexpr const char* kNothing = "null";  ///< the JSON of a version that says "removed"

/// The place without the file's name in front of it.
std::string_view within(const Origin& origin) {
  std::string_view place = origin.place;
  if (!place.starts_with(origin.file)) return place;
  place.remove_prefix(origin.file.size());
  if (place.starts_with(':')) place.remove_prefix(1);
  return place;
}

}  // namespace

ChangeSet::Work::Work(SQLite::Database& database)
    : database_(database),
      transaction_(database, SQLite::TransactionBehavior::IMMEDIATE),
      now_(base::utc_now()),
      next_number_(database.execAndGet("SELECT ifnull(max(number), 0) + 1 FROM record").getInt64()),
      find_(database,
            "SELECT r.number, r.version, v.digest, r.removed_at FROM record r "
            "JOIN record_version v USING (number, version) WHERE r.id = ?"),
      insert_(database,
              "INSERT INTO record (number, id, version, title, likeness) VALUES (?, ?, 1, ?, ?)"),
      update_(database,
              "UPDATE record SET version = ?1, title = ifnull(?2, title), "
              "likeness = ifnull(?3, likeness), removed_at = ?4 WHERE number = ?5"),
      version_(database,
               "INSERT INTO record_version (number, version, kind, revision, at, file, place, "
               "reason, digest, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      like_(database,
            "SELECT 1 FROM record WHERE likeness = ? AND likeness <> 0 AND removed_at IS NULL "
            "AND number <> ? LIMIT 1"),
      flags_(database, now_) {}

ChangeSet::Work::Found ChangeSet::Work::find(std::string_view id) {
  find_.reset();
  find_.bind(1, std::string(id));
  Found found;
  if (find_.executeStep()) {
    found.number = find_.getColumn(0).getInt64();
    found.version = find_.getColumn(1).getInt();
    found.digest = find_.getColumn(2).getString();
    if (const auto at = find_.getColumn(3); !at.isNull()) found.removed_at = at.getString();
  }
  find_.reset();
  return found;
}

std::int64_t ChangeSet::Work::revision() {
  if (revision_ == 0) {
    SQLite::Statement begun(
        database_, "INSERT INTO ingest (at, added, changed) VALUES (?, 0, 0) RETURNING revision");
    begun.bind(1, now_);
    begun.executeStep();
    revision_ = begun.getColumn(0).getInt64();
  }
  return revision_;
}

std::int64_t ChangeSet::Work::file(std::string_view name) {
  if (name == last_file_.first && last_file_.second != 0) return last_file_.second;
  const auto known = files_.find(name);
  if (known == files_.end()) {
    // The update that changes nothing makes RETURNING give the row that is there already.
    SQLite::Statement put(database_,
                          "INSERT INTO file (name) VALUES (?) "
                          "ON CONFLICT (name) DO UPDATE SET name = name RETURNING number");
    put.bind(1, std::string(name));
    put.executeStep();
    last_file_ = *files_.emplace(std::string(name), put.getColumn(0).getInt64()).first;
  } else {
    last_file_ = *known;
  }
  return last_file_.second;
}

void ChangeSet::Work::add_version(const Version& version) {
  version_.reset();
  version_.clearBindings();
  version_.bind(1, version.number);
  version_.bind(2, version.version);
  version_.bind(3, version.kind);
  version_.bind(4, revision());
  version_.bind(5, now_);
  if (version.origin) {
    version_.bind(6, file(version.origin->file));
    if (const auto place = within(*version.origin); !place.empty())
      version_.bind(7, std::string(place));
  }
  if (!version.reason.empty()) version_.bind(8, std::string(version.reason));
  version_.bind(9, version.digest);
  version_.bindNoCopy(10, version.json);
  version_.exec();
}

void ChangeSet::Work::update(const Version& version, const std::optional<Told>& told,
                             const std::optional<std::string>& removed_at) {
  update_.reset();
  update_.clearBindings();
  update_.bind(1, version.version);
  if (told) {
    update_.bind(2, told->title);
    update_.bind(3, told->likeness);
  }
  if (removed_at) update_.bind(4, *removed_at);
  update_.bind(5, version.number);
  update_.exec();
  add_version(version);
}

/// Counts the record of that number where another that is there looks like it.
std::int64_t ChangeSet::Work::likeness_of(const evidence::Record& record, std::int64_t number) {
  const std::int64_t likeness = evidence::likeness(record);
  if (likeness == 0) return 0;
  like_.reset();
  like_.bind(1, likeness);
  like_.bind(2, number);
  if (like_.executeStep()) ++changes_.likely_duplicates;
  like_.reset();
  return likeness;
}

bool ChangeSet::Work::first_time(std::int64_t number) {
  const auto at = static_cast<std::size_t>(number);
  if (at >= seen_.size()) seen_.resize(std::max(at + 1, seen_.size() * 2));
  const bool first = !seen_[at];
  seen_[at] = true;
  return first;
}

void ChangeSet::Work::flag(std::int64_t number, int version, const evidence::Record& record,
                           const std::vector<evidence::Flag>* flags) {
  if (!flags_.follows_changes()) return;
  flags_.put(number, version, record, flags == nullptr ? evidence::audit(record) : *flags);
}

Result<Fate> ChangeSet::Work::put(const Canonical& record, const Origin& origin) {
  const std::string json(record.json);
  std::string digest(record.digest);
  if (digest.empty()) digest = base::sha256(json);
  const Found found = find(record.id);
  base::Result<evidence::Record> read;  // only where it is needed
  const auto content = [&]() -> const evidence::Record* {
    if (record.record != nullptr) return record.record;
    read = evidence::record_from_text(json);
    return read ? &*read : nullptr;
  };
  if (found.number == 0) {
    const evidence::Record* whole = content();
    if (whole == nullptr) return tl::unexpected(read.error());
    const std::int64_t number = next_number_++;
    insert_.reset();
    insert_.bind(1, number);
    insert_.bind(2, std::string(record.id));
    insert_.bind(3, std::string(record.title));
    insert_.bind(4, likeness_of(*whole, number));
    insert_.exec();
    add_version({number, 1, "added", origin, {}, digest, json});
    flag(number, 1, *whole, record.flags);
    first_time(number);
    ++changes_.added;
    return Fate::kAdded;
  }
  if (found.removed_at) {
    ++changes_.stays_removed;
    return Fate::kStaysRemoved;
  }
  const bool first = first_time(found.number);
  if (found.digest == digest) {
    ++changes_.unchanged;
    return Fate::kUnchanged;
  }
  if (!first) {
    ++changes_.repeated;
    return Fate::kRepeated;
  }
  const evidence::Record* whole = content();
  if (whole == nullptr) return tl::unexpected(read.error());
  update({found.number, found.version + 1, "changed", origin, {}, digest, json},
         Told{std::string(record.title), likeness_of(*whole, found.number)}, {});
  flag(found.number, found.version + 1, *whole, record.flags);
  ++changes_.changed;
  return Fate::kChanged;
}

Result<void> ChangeSet::Work::remove(std::string_view id, std::string_view reason) {
  const Found found = find(id);
  if (found.number == 0)
    return fail(Code::kNotFound, fmt::format("no record has the id \"{}\"", id),
                "ids are case-sensitive; outturn-index export lists them");
  if (found.removed_at)
    return fail(Code::kGone, fmt::format("\"{}\" was removed already, {}", id, *found.removed_at),
                fmt::format("see outturn-index log {}", id));
  update({found.number, found.version + 1, "removed", {}, reason, base::sha256(kNothing), kNothing},
         {}, now_);
  flags_.remove(found.number);
  ++changes_.removed;
  return {};
}

Result<void> ChangeSet::Work::restore(std::string_view id) {
  const Found found = find(id);
  if (found.number == 0)
    return fail(Code::kNotFound, fmt::format("no record has the id \"{}\"", id),
                "ids are case-sensitive");
  if (!found.removed_at)
    return fail(Code::kUsage, fmt::format("\"{}\" is not removed", id), "there is nothing to do");
  SQLite::Statement last(database_,
                         "SELECT digest, json FROM record_version WHERE number = ? AND kind <> "
                         "'removed' ORDER BY version DESC LIMIT 1");
  last.bind(1, found.number);
  if (!last.executeStep())
    return fail(Code::kCorrupt, fmt::format("\"{}\" has no version to go back to", id),
                "check the store: outturn-index verify", database_.getFilename());
  const auto record = evidence::record_from_text(last.getColumn(1).getString());
  if (!record) return tl::unexpected(record.error());
  update({found.number,
          found.version + 1,
          "restored",
          {},
          {},
          last.getColumn(0).getString(),
          last.getColumn(1).getString()},
         {}, {});
  flag(found.number, found.version + 1, *record, nullptr);
  ++changes_.restored;
  return {};
}

void ChangeSet::Work::close_books() {
  if (revision_ == 0) return;
  SQLite::Statement counts(database_,
                           "UPDATE ingest SET added = ?, changed = ?, removed = ?, restored = ? "
                           "WHERE revision = ?");
  counts.bind(1, static_cast<std::int64_t>(changes_.added));
  counts.bind(2, static_cast<std::int64_t>(changes_.changed));
  counts.bind(3, static_cast<std::int64_t>(changes_.removed));
  counts.bind(4, static_cast<std::int64_t>(changes_.restored));
  counts.bind(5, revision_);
  counts.exec();
  SQLite::Statement from(database_, "INSERT INTO ingest_file (revision, file) VALUES (?, ?)");
  for (const auto& [name, number] : files_) {
    from.reset();
    from.bind(1, revision_);
    from.bind(2, number);
    from.exec();
  }
}

Result<Changes> ChangeSet::Work::commit() {
  close_books();
  const auto tally = flags_.finish();
  if (!tally) return tl::unexpected(tally.error());
  changes_.flags = *tally;
  transaction_.commit();
  return changes_;
}

template <typename Body>
auto ChangeSet::Work::guarded(Body body) -> decltype(body()) {
  if (broken_) return tl::unexpected(*broken_);
  try {
    return body();
  } catch (const SQLite::Exception& fault) {
    // SQLite may have rolled back by itself: what came after would be committed row by row.
    broken_ = translate(fault, database_.getFilename()).value();
    return tl::unexpected(*broken_);
  }
}

ChangeSet::ChangeSet(std::unique_ptr<Work> work) : work_(std::move(work)) {}
ChangeSet::ChangeSet(ChangeSet&&) noexcept = default;
ChangeSet& ChangeSet::operator=(ChangeSet&&) noexcept = default;
ChangeSet::~ChangeSet() = default;

Result<Fate> ChangeSet::put(const evidence::Record& record, const Origin& origin) {
  return put(Canonical{record.id, record.title, evidence::to_json(record).dump(), {}, &record},
             origin);
}

Result<Fate> ChangeSet::put(const Canonical& record, const Origin& origin) {
  return work_->guarded([&]() -> Result<Fate> { return work_->put(record, origin); });
}

Result<void> ChangeSet::remove(std::string_view id, std::string_view reason) {
  return work_->guarded([&] { return work_->remove(id, reason); });
}

Result<void> ChangeSet::restore(std::string_view id) {
  return work_->guarded([&] { return work_->restore(id); });
}

const Changes& ChangeSet::changes() const { return work_->changes(); }

Result<Changes> ChangeSet::commit() {
  const auto changes = work_->guarded([&] { return work_->commit(); });
  work_.reset();
  return changes;
}

}  // namespace outturn::ingest
