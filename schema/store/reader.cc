// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a store; SQLite's exceptions become Errors here and nowhere else on the reading side.
#include "schema/store/reader.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <array>

#include "schema/base/files.h"
#include "schema/evidence/record_json.h"
#include "schema/store/migrations.h"
#include "schema/store/reading.h"

namespace outturn::store {
namespace {

using base::Code;
using base::fail;

base::Result<evidence::Record> decode(const SQLite::Database& database, std::string_view json) {
  auto record = evidence::record_from_text(json);
  if (!record) return corrupt(database, record.error().message);
  return record;
}

tl::unexpected<base::Error> unknown(const std::string& id) {
  return fail(Code::kNotFound, "no record has the id \"" + id + "\"", "search for it by name");
}

constexpr std::array<std::string_view, 4> kKinds{"added", "changed", "removed", "restored"};

std::optional<VersionKind> kind_of(std::string_view text) {
  for (std::size_t i = 0; i < kKinds.size(); ++i)
    if (kKinds[i] == text) return static_cast<VersionKind>(i);
  return {};
}

/// A path as SQLite's URI form wants it.
std::string uri(const std::filesystem::path& file, Access access) {
  std::string out = "file:";
  for (const char c : std::filesystem::absolute(file).string()) {
    if (c == '%' || c == '?' || c == '#') {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out + (access == Access::kSnapshot ? "?mode=ro&immutable=1" : "?mode=ro");
}

}  // namespace

Reader::Reader(std::unique_ptr<SQLite::Database> database, int version)
    : database_(std::move(database)), version_(version) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&& other) noexcept {
  by_number_ = std::move(other.by_number_);  // its own first: it is of the database that goes
  database_ = std::move(other.database_);
  version_ = other.version_;
  return *this;
}
Reader::~Reader() = default;

std::string_view to_text(VersionKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

base::Result<void> check_version(SQLite::Database& database, const std::string& file) {
  const int application = database.execAndGet("PRAGMA application_id").getInt();
  const int version = database.execAndGet("PRAGMA user_version").getInt();
  if (application != kApplicationId)
    return fail(Code::kCorrupt, "not an Outturn store", "name another base", file);
  if (version > latest_version()) {
    return fail(Code::kNewerVersion,
                fmt::format("this base has store version {}; version {} of Outturn knows up to {}",
                            version, OUTTURN_VERSION, latest_version()),
                "use the Outturn that wrote it, or a newer one; nothing was changed", file);
  }
  return {};
}

base::Result<void> check_up_to_date(const std::filesystem::path& file) {
  const auto reader = Reader::open(file, Access::kLive);
  if (!reader) return tl::unexpected(reader.error());
  if (reader->store_version() == latest_version()) return {};
  return fail(Code::kUsage,
              fmt::format("this base has store version {}, and to look at it as version {} would "
                          "change it",
                          reader->store_version(), latest_version()),
              "bring it up to date first: outturn-index rebuild", file.string());
}

base::Result<Reader> Reader::open(const std::filesystem::path& file, Access access) {
  std::error_code fault;
  if (!std::filesystem::exists(file, fault))
    return fail(Code::kNotFound, "no such store", "check the path given as --base", file.string());
  try {
    auto database = std::make_unique<SQLite::Database>(uri(file, access),
                                                       SQLite::OPEN_READONLY | SQLite::OPEN_URI);
    if (auto known = check_version(*database, file.string()); !known)
      return tl::unexpected(known.error());
    const int version = database->execAndGet("PRAGMA user_version").getInt();
    return Reader(std::move(database), version);
  } catch (const SQLite::Exception& thrown) {
    return fail(Code::kUnreadable, fmt::format("cannot be opened ({})", thrown.what()),
                "check that it is an Outturn store and that you may read it", file.string());
  }
}

base::Result<evidence::Record> Reader::record(const std::string& id) const {
  return guarded(*database_, [&]() -> base::Result<evidence::Record> {
    SQLite::Statement query(*database_, current(version_, "id = ?"));
    query.bind(1, id);
    if (query.executeStep()) return decode(*database_, query.getColumn(3).getString());
    const auto known = versions(id);
    if (!known) return tl::unexpected(known.error());
    const Version& last = known->back();
    return fail(Code::kGone,
                fmt::format("\"{}\" was removed on {}{}{}", id, last.at.substr(0, 10),
                            last.reason.empty() ? "" : ": ", last.reason),
                "its earlier versions are kept");
  });
}

base::Result<evidence::Record> Reader::record(unsigned number) const {
  return guarded(*database_, [&]() -> base::Result<evidence::Record> {
    if (by_number_ == nullptr)
      by_number_ = std::make_unique<SQLite::Statement>(*database_, current(version_, "number = ?"));
    SQLite::Statement& query = *by_number_;
    query.reset();
    query.bind(1, number);
    if (!query.executeStep()) return corrupt(*database_, fmt::format("no record {}", number));
    const auto text = query.getColumn(3);
    auto record = decode(*database_, {text.getText(), static_cast<std::size_t>(text.getBytes())});
    query.reset();  // what it holds of the file is given back
    return record;
  });
}

base::Result<unsigned> Reader::number(const std::string& id) const {
  return guarded(*database_, [&]() -> base::Result<unsigned> {
    SQLite::Statement query(*database_, current(version_, "id = ?"));
    query.bind(1, id);
    if (query.executeStep()) return query.getColumn(0).getUInt();
    const auto none = record(id);
    return tl::unexpected(none.error());
  });
}

base::Result<bool> Reader::has(unsigned number) const {
  return guarded(*database_, [&]() -> base::Result<bool> {
    SQLite::Statement query(*database_, current(version_, "number = ?"));
    query.bind(1, number);
    return query.executeStep();
  });
}

base::Result<void> Reader::for_each(
    const std::function<base::Result<void>(unsigned, const evidence::Record&)>& visit) const {
  return for_each_text([&](const RecordName& name, std::string_view json) -> base::Result<void> {
    const auto record = decode(*database_, json);
    if (!record) return tl::unexpected(record.error());
    return visit(name.number, *record);
  });
}

struct Reader::Cursor::Impl {
  SQLite::Database& database;
  SQLite::Statement query;
};

Reader::Cursor::Cursor(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Reader::Cursor::Cursor(Cursor&&) noexcept = default;
Reader::Cursor::~Cursor() = default;

base::Result<bool> Reader::Cursor::next(RecordName& name, std::string& json) {
  return guarded(impl_->database, [&]() -> base::Result<bool> {
    SQLite::Statement& query = impl_->query;
    if (!query.executeStep()) return false;
    name = {query.getColumn(0).getUInt(), query.getColumn(1).getString(),
            query.getColumn(2).getString()};
    const auto text = query.getColumn(3);
    json.assign(text.getText(), static_cast<std::size_t>(text.getBytes()));
    return true;
  });
}

base::Result<Reader::Cursor> Reader::cursor() const {
  return guarded(*database_, [&]() -> base::Result<Cursor> {
    return Cursor(std::unique_ptr<Cursor::Impl>(new Cursor::Impl{
        *database_, SQLite::Statement(*database_, current(version_, "true ORDER BY number"))}));
  });
}

base::Result<void> Reader::for_each_text(
    const std::function<base::Result<void>(const RecordName&, std::string_view)>& visit) const {
  auto cursor = this->cursor();
  if (!cursor) return tl::unexpected(cursor.error());
  RecordName name;
  std::string json;
  for (;;) {
    const auto more = cursor->next(name, json);
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
    if (auto visited = visit(name, json); !visited) return visited;
  }
}

base::Result<std::vector<evidence::Flag>> Reader::flags(const std::string& id) const {
  using Flags = std::vector<evidence::Flag>;
  return guarded(*database_, [&]() -> base::Result<Flags> {
    SQLite::Statement known(*database_, "SELECT number FROM record WHERE id = ?");
    known.bind(1, id);
    if (!known.executeStep()) return unknown(id);
    auto lookup = this->lookup();
    if (!lookup) return tl::unexpected(lookup.error());
    return lookup->flags(known.getColumn(0).getUInt());
  });
}

base::Result<std::vector<unsigned>> Reader::disputed() const {
  return guarded(*database_, [&]() -> base::Result<std::vector<unsigned>> {
    std::vector<unsigned> numbers;
    if (version_ < kFlags) return numbers;
    SQLite::Statement query(*database_,
                            "SELECT DISTINCT number FROM flag JOIN record USING (number, version) "
                            "WHERE severity <> ? ORDER BY number");
    query.bind(1, static_cast<int>(evidence::Severity::kNote));
    while (query.executeStep())
      numbers.push_back(static_cast<unsigned>(query.getColumn(0).getInt64()));
    return numbers;
  });
}

base::Result<int> Reader::audit_version() const {
  return guarded(*database_, [&]() -> base::Result<int> {
    if (version_ < kFlags) return 0;
    return database_->execAndGet("SELECT ifnull(max(version), 0) FROM audit").getInt();
  });
}

base::Result<std::size_t> Reader::count() const {
  return guarded(*database_, [&]() -> base::Result<std::size_t> {
    return static_cast<std::size_t>(
        database_
            ->execAndGet(std::string("SELECT count(*) FROM record") +
                         (version_ < kHistory ? "" : " WHERE removed_at IS NULL"))
            .getInt64());
  });
}

base::Result<std::vector<Version>> Reader::versions(const std::string& id) const {
  return guarded(*database_, [&]() -> base::Result<std::vector<Version>> {
    SQLite::Statement query(
        *database_,
        version_ < kHistory
            ? "SELECT v.version, CASE v.version WHEN 1 THEN 'added' ELSE 'changed' END, v.at, 0, "
              "v.file, NULL, NULL, v.digest FROM record r JOIN record_version v USING (number) "
              "WHERE r.id = ? ORDER BY v.version"
            : "SELECT v.version, v.kind, v.at, v.revision, f.name, v.place, v.reason, v.digest "
              "FROM record r JOIN record_version v USING (number) "
              "LEFT JOIN file f ON f.number = v.file WHERE r.id = ? ORDER BY v.version");
    query.bind(1, id);
    std::vector<Version> versions;
    while (query.executeStep()) {
      const auto kind = kind_of(query.getColumn(1).getString());
      if (!kind) return corrupt(*database_, "a version of " + id + " is of no known kind");
      versions.push_back({query.getColumn(0).getInt(), *kind, query.getColumn(2).getString(),
                          query.getColumn(3).getInt64(), query.getColumn(4).getString(),
                          query.getColumn(5).getString(), query.getColumn(6).getString(),
                          query.getColumn(7).getString()});
    }
    if (versions.empty()) return unknown(id);
    return versions;
  });
}

base::Result<std::string> Reader::version_text(const std::string& id, int version) const {
  return guarded(*database_, [&]() -> base::Result<std::string> {
    SQLite::Statement query(*database_,
                            "SELECT v.json FROM record r JOIN record_version v USING (number) "
                            "WHERE r.id = ? AND v.version = ?");
    query.bind(1, id);
    query.bind(2, version);
    if (query.executeStep()) return query.getColumn(0).getString();
    const auto known = versions(id);
    if (!known) return tl::unexpected(known.error());
    return fail(Code::kNotFound, fmt::format("\"{}\" has no version {}", id, version),
                fmt::format("its versions are 1 to {}", known->back().version));
  });
}

base::Result<std::vector<RecordName>> Reader::removed() const {
  return guarded(*database_, [&]() -> base::Result<std::vector<RecordName>> {
    std::vector<RecordName> names;
    if (version_ < kHistory) return names;
    SQLite::Statement query(*database_,
                            "SELECT number, id, title FROM record WHERE removed_at IS NOT NULL "
                            "ORDER BY number");
    while (query.executeStep())
      names.push_back({query.getColumn(0).getUInt(), query.getColumn(1).getString(),
                       query.getColumn(2).getString()});
    return names;
  });
}

base::Result<std::vector<std::vector<RecordName>>> Reader::likely_duplicates() const {
  using Groups = std::vector<std::vector<RecordName>>;
  return guarded(*database_, [&]() -> base::Result<Groups> {
    Groups groups;
    if (version_ < kLikeness) return groups;
    SQLite::Statement query(
        *database_,
        "SELECT number, id, title, likeness FROM record WHERE removed_at IS NULL AND likeness IN "
        "(SELECT likeness FROM record WHERE likeness <> 0 AND removed_at IS NULL "
        "GROUP BY likeness HAVING count(*) > 1) ORDER BY likeness, number");
    std::int64_t last = 0;
    while (query.executeStep()) {
      if (const std::int64_t likeness = query.getColumn(3).getInt64(); likeness != last) {
        groups.emplace_back();
        last = likeness;
      }
      groups.back().push_back({query.getColumn(0).getUInt(), query.getColumn(1).getString(),
                               query.getColumn(2).getString()});
    }
    return groups;
  });
}

}  // namespace outturn::store
