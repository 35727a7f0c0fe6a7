// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a store; SQLite's exceptions become Errors here and nowhere else on the reading side.
#include "schema/store/reader.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "schema/evidence/record_json.h"
#include "schema/store/migrations.h"

namespace outturn::store {
namespace {

using base::Code;
using base::fail;

tl::unexpected<base::Error> corrupt(const SQLite::Database& database, const std::string& what) {
  return fail(Code::kCorrupt, "the store cannot be read (" + what + ")",
              "if the disk is sound, publish again: outturn-index build", database.getFilename());
}

/// Runs `body`, translating what SQLite throws.
template <typename Body>
auto guarded(const SQLite::Database& database, Body body) -> decltype(body()) {
  try {
    return body();
  } catch (const SQLite::Exception& fault) {
    return corrupt(database, fault.what());
  }
}

base::Result<evidence::Record> decode(const SQLite::Database& database, std::string_view json) {
  auto record = evidence::record_from_text(json);
  if (!record) return corrupt(database, record.error().message);
  return record;
}

std::optional<double> figure(const SQLite::Column& column) {
  return column.isNull() ? std::nullopt : std::optional(column.getDouble());
}

/// A row of the table flag: code, severity, pointer, reported, printed, derived, sentence. Empty
/// where the severity is none we know.
std::optional<evidence::Flag> flag_of(SQLite::Statement& query) {
  const int severity = query.getColumn(1).getInt();
  if (severity < 0 || severity >= static_cast<int>(evidence::kSeverities.size())) return {};
  evidence::Flag flag;
  flag.code = query.getColumn(0).getString();
  flag.severity = static_cast<evidence::Severity>(severity);
  flag.pointer = query.getColumn(2).getString();
  flag.reported = figure(query.getColumn(3));
  if (const auto printed = query.getColumn(4); !printed.isNull())
    flag.printed = printed.getString();
  flag.derived = figure(query.getColumn(5));
  flag.sentence = query.getColumn(6).getString();
  return flag;
}

/// Whether the store has had the migration that brought flags.
bool keeps_flags(const SQLite::Database& database) { return database.tableExists("flag"); }

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

Reader::Reader(std::unique_ptr<SQLite::Database> database) : database_(std::move(database)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

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

base::Result<Reader> Reader::open(const std::filesystem::path& file, Access access) {
  std::error_code fault;
  if (!std::filesystem::exists(file, fault))
    return fail(Code::kNotFound, "no such store", "check the path given as --base", file.string());
  try {
    auto database = std::make_unique<SQLite::Database>(uri(file, access),
                                                       SQLite::OPEN_READONLY | SQLite::OPEN_URI);
    if (auto known = check_version(*database, file.string()); !known)
      return tl::unexpected(known.error());
    return Reader(std::move(database));
  } catch (const SQLite::Exception& thrown) {
    return fail(Code::kUnreadable, fmt::format("cannot be opened ({})", thrown.what()),
                "check that it is an Outturn store and that you may read it", file.string());
  }
}

base::Result<evidence::Record> Reader::record(const std::string& id) const {
  return guarded(*database_, [&]() -> base::Result<evidence::Record> {
    SQLite::Statement query(*database_, "SELECT json FROM record WHERE id = ?");
    query.bind(1, id);
    if (!query.executeStep())
      return fail(Code::kNotFound, "no record has the id \"" + id + "\"", "search for it by name");
    return decode(*database_, query.getColumn(0).getString());
  });
}

base::Result<evidence::Record> Reader::record(unsigned number) const {
  return guarded(*database_, [&]() -> base::Result<evidence::Record> {
    SQLite::Statement query(*database_, "SELECT json FROM record WHERE number = ?");
    query.bind(1, number);
    if (!query.executeStep()) return corrupt(*database_, fmt::format("no record {}", number));
    return decode(*database_, query.getColumn(0).getString());
  });
}

base::Result<void> Reader::for_each(
    const std::function<base::Result<void>(unsigned, const evidence::Record&)>& visit) const {
  return guarded(*database_, [&]() -> base::Result<void> {
    SQLite::Statement query(*database_, "SELECT number, json FROM record ORDER BY number");
    while (query.executeStep()) {
      const auto record = decode(*database_, query.getColumn(1).getString());
      if (!record) return tl::unexpected(record.error());
      if (auto visited = visit(query.getColumn(0).getUInt(), *record); !visited) return visited;
    }
    return {};
  });
}

base::Result<std::vector<evidence::Flag>> Reader::flags(const std::string& id) const {
  using Flags = std::vector<evidence::Flag>;
  return guarded(*database_, [&]() -> base::Result<Flags> {
    SQLite::Statement known(*database_, "SELECT number, version FROM record WHERE id = ?");
    known.bind(1, id);
    if (!known.executeStep())
      return fail(Code::kNotFound, "no record has the id \"" + id + "\"", "search for it by name");
    Flags flags;
    if (!keeps_flags(*database_)) return flags;
    SQLite::Statement query(*database_,
                            "SELECT code, severity, pointer, reported, printed, derived, sentence "
                            "FROM flag WHERE number = ? AND version = ? ORDER BY ordinal");
    query.bind(1, known.getColumn(0).getInt64());
    query.bind(2, known.getColumn(1).getInt());
    while (query.executeStep()) {
      auto flag = flag_of(query);
      if (!flag) return corrupt(*database_, "a flag of " + id + " has no known severity");
      flags.push_back(*std::move(flag));
    }
    return flags;
  });
}

base::Result<int> Reader::audit_version() const {
  return guarded(*database_, [&]() -> base::Result<int> {
    if (!keeps_flags(*database_)) return 0;
    return database_->execAndGet("SELECT ifnull(max(version), 0) FROM audit").getInt();
  });
}

base::Result<std::size_t> Reader::count() const {
  return guarded(*database_, [&]() -> base::Result<std::size_t> {
    return static_cast<std::size_t>(
        database_->execAndGet("SELECT count(*) FROM record").getInt64());
  });
}

base::Result<long long> Reader::revision() const {
  return guarded(*database_, [&]() -> base::Result<long long> {
    return database_->execAndGet("SELECT ifnull(max(revision), 0) FROM ingest").getInt64();
  });
}

}  // namespace outturn::store
