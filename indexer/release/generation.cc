// SPDX-License-Identifier: GPL-3.0-or-later
// Builds and publishes generations; the on-disk shape is in schema/store/layout.h.
#include "indexer/release/generation.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "indexer/release/copy_file.h"
#include "indexer/release/index_builder.h"
#include "indexer/release/index_updater.h"
#include "indexer/release/release.h"
#include "indexer/running/parallel_map.h"
#include "schema/base/files.h"
#include "schema/base/text.h"
#include "schema/evidence/audit/audit.h"
#include "schema/evidence/vocabulary.h"
#include "schema/index/plan.h"
#include "schema/store/migrations.h"
#include "schema/store/reader.h"

namespace outturn::ingest {
namespace {

namespace fs = std::filesystem;
using base::Code;
using base::fail;
using base::Result;

constexpr std::string_view kBuildingPrefix = ".building-";

tl::unexpected<base::Error> unwritable(const fs::path& path, const std::error_code& fault) {
  return fail(Code::kUnwritable, fmt::format("cannot be written ({})", fault.message()),
              "check the disk and the permissions; the published release is untouched",
              path.string());
}

/// What an interrupted build left behind.
void remove_unfinished(const fs::path& generations) {
  std::error_code ignored;  // what cannot be removed now is tried again next time
  std::vector<fs::path> unfinished;
  for (const auto& entry : fs::directory_iterator(generations, ignored))
    if (entry.path().filename().string().starts_with(kBuildingPrefix))
      unfinished.push_back(entry.path());
  for (const fs::path& folder : unfinished) fs::remove_all(folder, ignored);
}

/// "2026-11-22.3" where .1 and .2 of that day are there.
std::string next_id(const fs::path& generations, std::string_view now) {
  const std::string day(now.substr(0, 10));
  std::size_t last = 0;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(generations, ignored)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(day + ".")) continue;
    last = std::max(last,
                    base::parse_count(std::string_view(name).substr(day.size() + 1)).value_or(0));
  }
  return fmt::format("{}.{}", day, last + 1);
}

/// What of the manifest is counted or read from the generation's own store.
Result<void> note(const Indexed& indexed, const store::Reader& reader, store::Manifest& manifest) {
  manifest.records = indexed.records;
  manifest.findings = indexed.findings;
  manifest.appraisals = indexed.appraisals;
  const auto revision = reader.revision();
  if (!revision) return tl::unexpected(revision.error());
  manifest.store_revision = *revision;
  return {};
}

Result<void> write_index(const fs::path& folder, store::Manifest& manifest, Progress& progress) {
  auto reader = store::Reader::open(folder / store::kSnapshotFile, store::Access::kSnapshot);
  if (!reader) return tl::unexpected(reader.error());
  const auto indexed = build_index(*reader, folder, progress);
  if (!indexed) return tl::unexpected(indexed.error());
  return note(*indexed, *reader, manifest);
}

/// A file of a generation, its checksum worked out and on its way to the disk.
struct Sealed {
  std::string name;
  store::FileSeal seal;
};

Result<Sealed> seal_file(const fs::path& folder, const fs::path& file) {
  begin_writing_to_disk(file);
  const auto sum = base::file_sha256(file);
  if (!sum) return tl::unexpected(sum.error());
  if (auto synced = base::sync_to_disk(file); !synced) return tl::unexpected(synced.error());
  return Sealed{fs::relative(file, folder).string(), {fs::file_size(file), *sum}};
}

/// Seals every file of the folder into the manifest and syncs it to disk.
Result<void> seal_files(const fs::path& folder, store::Manifest& manifest) {
  std::vector<fs::path> folders{folder};
  ParallelMap<fs::path, Result<Sealed>> seals(
      {}, [&](const fs::path& file) { return seal_file(folder, file); },
      [&](const Result<Sealed>& sealed) -> Result<void> {
        if (!sealed) return tl::unexpected(sealed.error());
        manifest.files[sealed->name] = sealed->seal;
        return {};
      });
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_directory()) {
      folders.push_back(entry.path());
    } else if (auto pushed = seals.push(entry.path()); !pushed) {
      return pushed;
    }
  }
  if (auto sealed = seals.finish(); !sealed) return sealed;
  if (auto put = base::write_file(folder / store::kManifestFile, store::manifest_text(manifest));
      !put)
    return put;
  for (const fs::path& each : folders)
    if (auto synced = base::sync_to_disk(each); !synced) return synced;
  return {};
}

/// From here on readers see it: the folder gets its name, then `current` is swapped by a rename.
Result<void> put_in_place(const store::Layout& layout, const fs::path& building,
                          const std::string& id) {
  std::error_code fault;
  const fs::path target = layout.generations() / id;
  fs::rename(building, target, fault);
  if (fault) return unwritable(target, fault);
  if (auto synced = base::sync_to_disk(layout.generations()); !synced) return synced;
  return point_current(layout, id);
}

/// An empty folder, whatever was in it.
Result<void> make_folder(const fs::path& folder) {
  std::error_code fault;
  fs::remove_all(folder, fault);
  if (!fault) fs::create_directories(folder, fault);
  if (fault) return unwritable(folder, fault);
  return {};
}

Result<void> fill_anew(const fs::path& folder, const StoreWriter& writer, store::Manifest& manifest,
                       Progress& progress) {
  if (auto made = make_folder(folder); !made) return made;
  if (auto copied = writer.snapshot(folder / store::kSnapshotFile); !copied) return copied;
  begin_writing_to_disk(folder / store::kSnapshotFile);
  return write_index(folder, manifest, progress);
}

Result<void> fill_from(const Predecessor& from, const fs::path& folder, const StoreWriter& writer,
                       store::Manifest& manifest, Progress& progress) {
  if (auto made = make_folder(folder); !made) return made;
  progress.step(fmt::format("Applying {} {} to release {}", from.changed.size(),
                            from.changed.size() == 1 ? "change" : "changes", from.manifest.id));
  if (auto copied = writer.snapshot(folder / store::kSnapshotFile); !copied) return copied;
  begin_writing_to_disk(folder / store::kSnapshotFile);
  if (auto copied = copy_index(from, folder); !copied) return copied;
  auto reader = store::Reader::open(folder / store::kSnapshotFile, store::Access::kSnapshot);
  if (!reader) return tl::unexpected(reader.error());
  const auto indexed = update_index(from, *reader, folder, progress);
  if (!indexed) return tl::unexpected(indexed.error());
  manifest.made_from = from.manifest.id;
  return note(*indexed, *reader, manifest);
}

Result<void> fill(const store::Layout& layout, const fs::path& folder, const StoreWriter& writer,
                  store::Manifest& manifest, Progress& progress, Reuse reuse) {
  bool filled = false;
  if (reuse == Reuse::kWhereFewChanged)
    if (const auto from = find_predecessor(layout, manifest))
      // What goes wrong here is told by making it anew, if it is the disk; else it does not matter.
      filled = fill_from(*from, folder, writer, manifest, progress).has_value();
  if (!filled) {
    manifest.made_from.clear();
    if (auto anew = fill_anew(folder, writer, manifest, progress); !anew) return anew;
  }
  progress.step("Sealing the files and writing them to disk");
  return seal_files(folder, manifest);
}

}  // namespace

bool is_up_to_date(const store::Layout& layout) {
  const auto folder = store::current_generation(layout);
  if (!folder) return false;
  const auto manifest = store::read_manifest(*folder);
  if (!manifest) return false;
  const auto reader = store::Reader::open(layout.store(), store::Access::kLive);
  if (!reader) return false;
  const auto revision = reader->revision();
  return revision && manifest->store_revision == *revision &&
         manifest->store_version == store::latest_version() &&
         manifest->index_version == index::kIndexVersion &&
         manifest->audit_version == evidence::kAuditVersion &&
         manifest->vocabularies == evidence::vocabularies_digest() &&
         manifest->software == OUTTURN_VERSION &&
         store::check_files(*folder, *manifest, store::Checksums::kVerify);  // last: it takes long
}

Result<store::Manifest> publish(const store::Layout& layout, const StoreWriter& writer,
                                Progress& progress, Reuse reuse) {
  remove_unfinished(layout.generations());
  store::Manifest manifest;
  manifest.published = base::utc_now();
  manifest.id = next_id(layout.generations(), manifest.published);
  manifest.software = OUTTURN_VERSION;
  manifest.store_version = store::latest_version();
  manifest.index_version = index::kIndexVersion;
  manifest.audit_version = evidence::kAuditVersion;
  manifest.vocabularies = evidence::vocabularies_digest();
  const fs::path building = layout.generations() / (std::string(kBuildingPrefix) + manifest.id);
  auto done = fill(layout, building, writer, manifest, progress, reuse);
  if (done) done = put_in_place(layout, building, manifest.id);
  if (!done) {
    remove_unfinished(layout.generations());
    return tl::unexpected(done.error());
  }
  return manifest;
}

}  // namespace outturn::ingest
