// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of a base, each on its own, so that one damage does not hide another.
#include "indexer/release/verify.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>
#include <xapian.h>

#include <cerrno>
#include <optional>
#include <sstream>

#include "indexer/store/sqlite_error.h"
#include "schema/base/files.h"
#include "schema/evidence/record_json.h"
#include "schema/store/manifest.h"
#include "schema/store/migrations.h"
#include "schema/store/reader.h"

namespace outturn::ingest {
namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Error;

constexpr int kMostNamed = 10;  ///< of things wrong in one manner
constexpr const char* kRestoreStore = "restore the store from a copy, or build into a new base";
constexpr const char* kRebuild = "publish again: outturn-index rebuild";

/// gc leaves the folder alone while this lives.
class InUse {
 public:
  explicit InUse(const fs::path& folder)
      : fd_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    // Where there are no locks nobody can be told.
    while (fd_ >= 0 && ::flock(fd_, LOCK_SH) != 0 && errno == EINTR) continue;
  }
  InUse(const InUse&) = delete;
  InUse& operator=(const InUse&) = delete;
  ~InUse() {
    if (fd_ >= 0) ::close(fd_);
  }

 private:
  int fd_;
};

class Verifier {
 public:
  Verifier(const store::Layout& layout, Progress& progress)
      : layout_(layout), progress_(progress) {}

  Verified run() {
    step("Verifying the store", layout_.store(), [&] { store(); });
    const auto current = store::current_generation(layout_);
    if (!current) {
      if (current.error().code == Code::kNotFound)
        found_.notes.push_back("no release has been published");
      else
        found_.wrong.push_back(current.error());
      return std::move(found_);
    }
    const InUse held(*current);
    found_.release = current->filename().string();
    step("Verifying the release", *current, [&] { generation(*current); });
    step("Holding the index against the store", *current, [&] { index(*current); });
    step("Holding the release against the store", *current, [&] { published(*current); });
    return std::move(found_);
  }

 private:
  template <typename Body>
  void step(const char* what, const fs::path& file, Body body) {
    progress_.step(what);
    try {
      body();
    } catch (const SQLite::Exception& fault) {
      found_.wrong.push_back(translate(fault, file.string()).value());
    } catch (const Xapian::Error& fault) {
      wrong(file, "the index cannot be read (" + fault.get_description() + ")", kRebuild);
    } catch (const fs::filesystem_error& fault) {
      wrong(file, std::string("cannot be looked at (") + fault.code().message() + ")",
            "check its permissions");
    }
  }

  void wrong(const fs::path& where, std::string what, const char* hint) {
    found_.wrong.push_back({Code::kCorrupt, std::move(what), hint, where.string()});
  }

  /// Opens a store of this version's shape; says why where it cannot.
  std::optional<SQLite::Database> open(const fs::path& file, const char* hint) {
    if (std::error_code fault; !fs::exists(file, fault)) {
      wrong(file, "it is not there", hint);
      return {};
    }
    SQLite::Database database(file.string(), SQLite::OPEN_READONLY, /*busy timeout, ms*/ 5000);
    if (auto known = store::check_version(database, file.string()); !known) {
      found_.wrong.push_back(known.error());
      return {};
    }
    return database;
  }

  void store() {
    auto database = open(layout_.store(), kRestoreStore);
    if (!database) return;
    sound(*database, layout_.store());
    if (database->execAndGet("PRAGMA user_version").getInt() < store::latest_version()) {
      found_.notes.push_back("the store is of an earlier version; the next build migrates it");
      return;
    }
    versions(*database);
    rows(*database,
         "SELECT id FROM record LEFT JOIN record_version USING (number, version) WHERE kind IS "
         "NULL OR (kind = 'removed') <> (removed_at IS NOT NULL)",
         "the record \"{}\" is not what its last version says");
    rows(*database,
         "SELECT id FROM record r WHERE version <> (SELECT count(*) FROM record_version v WHERE "
         "v.number = r.number)",
         "the record \"{}\" lacks a version");
  }

  void sound(SQLite::Database& database, const fs::path& file) {
    SQLite::Statement integrity(database, fmt::format("PRAGMA integrity_check({})", kMostNamed));
    while (integrity.executeStep())
      if (const std::string said = integrity.getColumn(0).getString(); said != "ok")
        wrong(file, "SQLite says: " + said, kRestoreStore);
    SQLite::Statement keys(database, "PRAGMA foreign_key_check");
    for (int i = 0; i < kMostNamed && keys.executeStep(); ++i)
      wrong(file,
            fmt::format("row {} of the table {} belongs to no row of {}",
                        keys.getColumn(1).getInt64(), keys.getColumn(0).getString(),
                        keys.getColumn(2).getString()),
            kRestoreStore);
  }

  void versions(SQLite::Database& database) {
    SQLite::Statement query(database,
                            "SELECT id, v.version, v.digest, v.json, v.kind FROM record_version v "
                            "JOIN record USING (number) ORDER BY number, v.version");
    int named = 0;
    while (query.executeStep()) {
      ++found_.versions;
      const std::string json = query.getColumn(3).getString();
      const char* fault = nullptr;
      if (base::sha256(json) != query.getColumn(2).getString())
        fault = "its text is not the one its digest was made of";
      else if (query.getColumn(4).getString() != "removed" && !evidence::record_from_text(json))
        fault = "its text is not a record";
      if (fault != nullptr && ++named <= kMostNamed)
        wrong(layout_.store(),
              fmt::format("version {} of \"{}\": {}", query.getColumn(1).getInt(),
                          query.getColumn(0).getString(), fault),
              kRestoreStore);
    }
    if (named > kMostNamed)
      wrong(layout_.store(), fmt::format("and {} more versions like these", named - kMostNamed),
            kRestoreStore);
  }

  void rows(SQLite::Database& database, const char* sql, const char* message) {
    SQLite::Statement query(database, sql);
    for (int i = 0; i < kMostNamed && query.executeStep(); ++i)
      wrong(layout_.store(), fmt::format(fmt::runtime(message), query.getColumn(0).getString()),
            kRestoreStore);
  }

  void generation(const fs::path& folder) {
    auto manifest = store::read_manifest(folder);
    if (!manifest) {
      found_.wrong.push_back(manifest.error());
      return;
    }
    for (const auto& [name, seal] : manifest->files) {
      ++found_.files;
      store::Manifest one;
      one.files[name] = seal;
      if (auto file = store::check_files(folder, one, store::Checksums::kVerify); !file)
        found_.wrong.push_back(file.error());
    }
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      const std::string name = fs::relative(entry.path(), folder).string();
      if (entry.is_regular_file() && name != store::kManifestFile &&
          !manifest->files.contains(name))
        wrong(entry.path(), "its manifest does not know it", kRebuild);
    }
    manifest_ = std::move(*manifest);
  }

  /// Numbers of the index against numbers of the snapshot beside it.
  void index(const fs::path& folder) {
    std::ostringstream said;
    const std::string path = (folder / store::kIndexFolder).string();
    if (Xapian::Database::check(path, 0, &said) != 0)
      wrong(path, "Xapian says: " + said.str().substr(0, 500), kRebuild);
    const Xapian::Database database(path);
    const auto reader =
        store::Reader::open(folder / store::kSnapshotFile, store::Access::kSnapshot);
    if (!reader) {
      found_.wrong.push_back(reader.error());
      return;
    }
    int named = 0;
    auto document = database.postlist_begin("");
    const auto end = database.postlist_end("");
    const auto miss = [&](unsigned number, const char* what) {
      if (++named <= kMostNamed) wrong(path, fmt::format("record {} {}", number, what), kRebuild);
    };
    const auto visited = reader->for_each_text(
        [&](const store::RecordName& name, std::string_view) -> base::Result<void> {
          ++found_.records;
          for (; document != end && *document < name.number; ++document)
            miss(*document, "is in the index and not among the records");
          if (document != end && *document == name.number)
            ++document;
          else
            miss(name.number, "is not in the index");
          return {};
        });
    if (!visited) found_.wrong.push_back(visited.error());
    for (; document != end; ++document)
      miss(*document, "is in the index and not among the records");
    if (named > kMostNamed)
      wrong(path, fmt::format("and {} more records like these", named - kMostNamed), kRebuild);
    if (manifest_ && manifest_->records != found_.records)
      wrong(folder / store::kManifestFile,
            fmt::format("it counts {} records; there are {}", manifest_->records, found_.records),
            kRebuild);
  }

  /// The records of the release against those of the store, where both are of one revision.
  void published(const fs::path& folder) {
    const auto live = store::Reader::open(layout_.store(), store::Access::kLive);
    if (!live || !manifest_) return;  // said already
    const auto revision = live->revision();
    if (!revision) return found_.wrong.push_back(revision.error());
    if (manifest_->store_revision > *revision)
      return wrong(layout_.store(),
                   fmt::format("it stands at revision {}, the published release at {}: changes "
                               "that were committed are missing",
                               *revision, manifest_->store_revision),
                   kRestoreStore);
    if (manifest_->store_revision < *revision) {
      found_.notes.push_back(fmt::format(
          "the store is {} change {} ahead of the release", *revision - manifest_->store_revision,
          *revision - manifest_->store_revision == 1 ? "set" : "sets"));
      return;
    }
    if (manifest_->store_version < store::latest_version()) return;
    compare(folder / store::kSnapshotFile);
  }

  void compare(const fs::path& snapshot) {
    auto database = open(layout_.store(), kRestoreStore);
    if (!database) return;
    SQLite::Statement attach(*database, "ATTACH ? AS published");
    attach.bind(1, snapshot.string());
    attach.exec();
    const auto current = [](const char* schema) {
      return fmt::format(
          "SELECT r.number, r.id, r.version, v.digest FROM {0}.record r JOIN {0}.record_version v "
          "USING (number, version) WHERE r.removed_at IS NULL",
          schema);
    };
    const auto only_in = [&](const char* one, const char* other, const char* message) {
      SQLite::Statement query(*database, fmt::format("{} EXCEPT {} LIMIT {}", current(one),
                                                     current(other), kMostNamed));
      while (query.executeStep())
        wrong(snapshot,
              fmt::format("version {} of \"{}\" (record {}) {}", query.getColumn(2).getInt(),
                          query.getColumn(1).getString(), query.getColumn(0).getInt64(), message),
              kRebuild);
    };
    only_in("main", "published", "is in the store and not in the release");
    only_in("published", "main", "is in the release and not in the store");
  }

  const store::Layout& layout_;
  Progress& progress_;
  Verified found_;
  std::optional<store::Manifest> manifest_;
};

}  // namespace

Verified verify(const store::Layout& layout, Progress& progress) {
  return Verifier(layout, progress).run();
}

}  // namespace outturn::ingest
