// SPDX-License-Identifier: GPL-3.0-or-later
// Builds and publishes generations; the on-disk shape is in schema/store/layout.h.
#include "indexer/generation.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "indexer/index_builder.h"
#include "indexer/release.h"
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

Result<void> write_index(const fs::path& folder, store::Manifest& manifest, Progress& progress) {
  auto reader = store::Reader::open(folder / store::kSnapshotFile, store::Access::kSnapshot);
  if (!reader) return tl::unexpected(reader.error());
  const auto indexed = build_index(*reader, folder / store::kIndexFolder, progress);
  if (!indexed) return tl::unexpected(indexed.error());
  manifest.records = indexed->records;
  manifest.findings = indexed->findings;
  manifest.appraisals = indexed->appraisals;
  const auto revision = reader->revision();
  if (!revision) return tl::unexpected(revision.error());
  manifest.store_revision = *revision;
  return {};
}

/// Seals every file of the folder into the manifest and syncs it to disk.
Result<void> seal_files(const fs::path& folder, store::Manifest& manifest) {
  std::vector<fs::path> folders{folder};
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_directory()) {
      folders.push_back(entry.path());
      continue;
    }
    const auto sum = base::file_sha256(entry.path());
    if (!sum) return tl::unexpected(sum.error());
    manifest.files[fs::relative(entry.path(), folder).string()] = {entry.file_size(), *sum};
    if (auto synced = base::sync_to_disk(entry.path()); !synced) return synced;
  }
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

Result<void> fill(const fs::path& folder, const StoreWriter& writer, store::Manifest& manifest,
                  Progress& progress) {
  std::error_code fault;
  fs::create_directories(folder, fault);
  if (fault) return unwritable(folder, fault);
  if (auto copied = writer.snapshot(folder / store::kSnapshotFile); !copied) return copied;
  if (auto written = write_index(folder, manifest, progress); !written) return written;
  progress.step("Sealing the files and writing them to disk");
  return seal_files(folder, manifest);
}

}  // namespace

bool is_up_to_date(const store::Layout& layout) {
  const auto folder = store::current_generation(layout);
  if (!folder) return false;
  const auto manifest = store::read_manifest(*folder);
  if (!manifest || !store::check_files(*folder, *manifest, store::Checksums::kVerify)) return false;
  const auto reader = store::Reader::open(layout.store(), store::Access::kLive);
  if (!reader) return false;
  const auto revision = reader->revision();
  return revision && manifest->store_revision == *revision &&
         manifest->store_version == store::latest_version() &&
         manifest->index_version == index::kIndexVersion &&
         manifest->audit_version == evidence::kAuditVersion &&
         manifest->vocabularies == evidence::vocabularies_digest() &&
         manifest->software == OUTTURN_VERSION;
}

Result<store::Manifest> publish(const store::Layout& layout, const StoreWriter& writer,
                                Progress& progress) {
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
  auto done = fill(building, writer, manifest, progress);
  if (done) done = put_in_place(layout, building, manifest.id);
  if (!done) {
    remove_unfinished(layout.generations());
    return tl::unexpected(done.error());
  }
  return manifest;
}

}  // namespace outturn::ingest
