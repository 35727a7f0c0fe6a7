// SPDX-License-Identifier: GPL-3.0-or-later
// Copying an index and applying changes to it; contract in index_updater.h.
#include "indexer/release/index_updater.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>

#include "indexer/release/copy_file.h"
#include "indexer/release/xapian_writer.h"
#include "schema/base/files.h"
#include "schema/index/columns_writer.h"
#include "schema/index/plan.h"

namespace outturn::ingest {
namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Result;

/// Above one changed record in so many, indexing anew is hardly slower, and more compact.
constexpr std::size_t kLeastPerChange = 10;

std::string index_prefix() { return std::string(store::kIndexFolder) + "/"; }

bool is_same_kind(const store::Manifest& a, const store::Manifest& b) {
  return a.format == b.format && a.software == b.software && a.store_version == b.store_version &&
         a.index_version == b.index_version && a.audit_version == b.audit_version &&
         a.vocabularies == b.vocabularies;
}

/// A record of a store, none where it is not there or was removed.
Result<std::optional<evidence::Record>> standing(const store::Reader& reader, unsigned number) {
  const auto there = reader.has(number);
  if (!there) return tl::unexpected(there.error());
  if (!*there) return std::optional<evidence::Record>();
  auto record = reader.record(number);
  if (!record) return tl::unexpected(record.error());
  return std::optional(*std::move(record));
}

/// The records whose columns may be others than before: those that changed, and those that the
/// audit disputes now and did not then, or the other way round, because of another record's change.
std::set<unsigned> columns_changed(const Predecessor& from, const std::vector<unsigned>& then,
                                   const std::vector<unsigned>& now) {
  std::set<unsigned> out(from.changed.begin(), from.changed.end());
  std::set_symmetric_difference(then.begin(), then.end(), now.begin(), now.end(),
                                std::inserter(out, out.end()));
  return out;
}

Result<void> update_columns(const Predecessor& from, const store::Reader& then,
                            const store::Reader& now, const fs::path& path) {
  const auto older = index::ColumnsFile::open(from.folder / store::kColumnsFile);
  if (!older) return tl::unexpected(older.error());
  const auto disputed_then = then.disputed();
  if (!disputed_then) return tl::unexpected(disputed_then.error());
  const auto disputed = now.disputed();
  if (!disputed) return tl::unexpected(disputed.error());
  std::vector<index::ColumnsChange> changes;
  for (const unsigned number : columns_changed(from, *disputed_then, *disputed)) {
    const auto record = standing(now, number);
    if (!record) return tl::unexpected(record.error());
    index::ColumnsChange& change = changes.emplace_back(index::ColumnsChange{number, {}});
    const bool is_disputed = std::binary_search(disputed->begin(), disputed->end(), number);
    if (*record)
      change.record =
          index::columns_of(**record, is_disputed ? index::Disputed::kYes : index::Disputed::kNo);
  }
  return index::rewrite_columns(*older, changes, path);
}

Result<void> copy_checked(const fs::path& from, const fs::path& to, const store::FileSeal& seal) {
  if (auto copied = copy_large_file(from, to); !copied) return copied;
  const auto sum = base::file_sha256(to);
  if (!sum) return tl::unexpected(sum.error());
  if (*sum != seal.sha256)
    return base::fail(Code::kCorrupt, "its checksum is not the one its manifest states",
                      "publish again: outturn-index build", from.string());
  return {};
}

}  // namespace

std::optional<Predecessor> find_predecessor(const store::Layout& layout,
                                            const store::Manifest& wanted) {
  const auto folder = store::current_generation(layout);
  if (!folder) return {};
  const auto manifest = store::read_manifest(*folder);
  if (!manifest || !is_same_kind(*manifest, wanted)) return {};
  if (!store::check_files(*folder, *manifest, store::Checksums::kSkip)) return {};
  const auto live = store::Reader::open(layout.store(), store::Access::kLive);
  const auto then = store::Reader::open(*folder / store::kSnapshotFile, store::Access::kSnapshot);
  if (!live || !then) return {};
  const auto revision = then->revision();
  if (!revision || *revision != manifest->store_revision) return {};
  const auto theirs = then->lineage(*revision);
  const auto ours = live->lineage(*revision);
  if (!theirs || !ours || *theirs != *ours) return {};
  auto changed = live->changed_since(*revision);
  if (!changed || changed->size() * kLeastPerChange > manifest->records) return {};
  return Predecessor{*folder, *manifest, *std::move(changed)};
}

Result<void> copy_index(const Predecessor& from, const fs::path& generation) {
  const fs::path folder = generation / store::kIndexFolder;
  std::error_code fault;
  fs::create_directories(folder, fault);
  if (fault)
    return base::fail(Code::kUnwritable, fmt::format("cannot be made ({})", fault.message()),
                      "check the disk and the permissions", folder.string());
  using File = std::pair<fs::path, store::FileSeal>;
  ParallelMap<File, Result<void>> copies(
      {},
      [&](const File& file) {
        return copy_checked(from.folder / file.first, folder / file.first.filename(), file.second);
      },
      [](Result<void> copied) { return copied; });
  for (const auto& [name, seal] : from.manifest.files)
    if (name.starts_with(index_prefix()))
      if (auto pushed = copies.push({name, seal}); !pushed) return pushed;
  return copies.finish();
}

Result<Indexed> update_index(const Predecessor& from, const store::Reader& now,
                             const fs::path& folder, Progress& progress) {
  const auto then =
      store::Reader::open(from.folder / store::kSnapshotFile, store::Access::kSnapshot);
  if (!then) return tl::unexpected(then.error());
  if (auto columns = update_columns(from, *then, now, folder / store::kColumnsFile); !columns)
    return tl::unexpected(columns.error());
  auto index = XapianWriter::open(folder / store::kIndexFolder);
  if (!index) return tl::unexpected(index.error());
  Indexed counts{from.manifest.records, from.manifest.findings, from.manifest.appraisals};
  std::size_t done = 0;
  for (const unsigned number : from.changed) {
    const auto before = standing(*then, number);
    const auto after = standing(now, number);
    if (!before) return tl::unexpected(before.error());
    if (!after) return tl::unexpected(after.error());
    if (*before) {
      --counts.records;
      counts.findings -= (*before)->findings.size();
      counts.appraisals -= (*before)->appraisals.size();
    }
    if (*after) {
      ++counts.records;
      counts.findings += (*after)->findings.size();
      counts.appraisals += (*after)->appraisals.size();
    }
    auto applied = *after ? index->put(number, index::plan(**after)) : index->remove(number);
    if (!applied) return tl::unexpected(applied.error());
    progress.at(++done, from.changed.size());
  }
  if (auto finished = index->finish(); !finished) return tl::unexpected(finished.error());
  const auto total = now.count();
  if (!total) return tl::unexpected(total.error());
  if (*total != counts.records)
    return base::fail(Code::kCorrupt, "the release does not agree with the store it was made of",
                      "publish again: outturn-index rebuild", from.folder.string());
  return counts;
}

}  // namespace outturn::ingest
