// SPDX-License-Identifier: GPL-3.0-or-later
// A hold is base/held.json, and only counts while the release it names is the published one: so a
// crash between writing it and the rename, or a new release, leaves none behind.
#include "indexer/release/release.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "indexer/release/generation.h"
#include "indexer/release/generations.h"
#include "schema/base/files.h"
#include "schema/index/plan.h"

namespace outturn::ingest {
namespace {

namespace fs = std::filesystem;
using base::Code;
using base::fail;
using base::Result;

constexpr std::size_t kLargestHold = 4096;

fs::path hold_file(const store::Layout& layout) { return layout.base / "held.json"; }

tl::unexpected<base::Error> unwritable(const fs::path& path, const std::error_code& fault) {
  return fail(Code::kUnwritable, fmt::format("cannot be written ({})", fault.message()),
              "check the disk and the permissions; the published release is untouched",
              path.string());
}

Result<void> write_hold(const store::Layout& layout, const Hold& hold) {
  const nlohmann::ordered_json json{{"release", hold.release}, {"at", hold.at}};
  const fs::path next = layout.base / "held.json.next";
  if (auto put = base::write_file(next, json.dump(2) + "\n"); !put) return put;
  std::error_code fault;
  fs::rename(next, hold_file(layout), fault);
  if (fault) return unwritable(hold_file(layout), fault);
  return base::sync_to_disk(layout.base);
}

Result<void> end_hold(const store::Layout& layout) {
  std::error_code fault;
  fs::remove(hold_file(layout), fault);
  if (fault) return unwritable(hold_file(layout), fault);
  return {};
}

/// Sound, and of a kind that a server of this version answers from.
Result<void> check(const fs::path& folder) {
  const auto manifest = store::read_manifest(folder);
  if (!manifest) return tl::unexpected(manifest.error());
  if (manifest->index_version != index::kIndexVersion)
    return fail(Code::kNewerVersion,
                fmt::format("its index has version {}; this software reads version {}",
                            manifest->index_version, index::kIndexVersion),
                "roll back to a release of this version, or use the software that made it",
                folder.string());
  return store::check_files(folder, *manifest, store::Checksums::kVerify);
}

/// The release to go back to, and whether it is the newest there is.
Result<Rollback> choose(const store::Layout& layout, const std::string& id) {
  const auto current = store::current_generation(layout);
  if (!current) return tl::unexpected(current.error());
  Rollback chosen{current->filename().string(), id, true};
  const auto ids = generation_ids(layout);
  if (id.empty()) {
    const auto at = std::find(ids.begin(), ids.end(), chosen.from);
    if (at == ids.end() || at == ids.begin())
      return fail(Code::kNotFound, fmt::format("there is no release before {}", chosen.from),
                  "outturn-index releases lists those there are", layout.base.string());
    chosen.to = *(at - 1);
  } else if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
    return fail(Code::kNotFound, fmt::format("there is no release \"{}\"", id),
                "outturn-index releases lists those there are", layout.base.string());
  }
  chosen.held = chosen.to != ids.back();
  return chosen;
}

}  // namespace

Result<std::optional<Hold>> read_hold(const store::Layout& layout) {
  const fs::path file = hold_file(layout);
  std::error_code fault;
  if (!fs::exists(file, fault)) return std::nullopt;
  const auto text = base::read_file(file, kLargestHold);
  if (!text) return tl::unexpected(text.error());
  const auto json = nlohmann::json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || !json.contains("release") || !json["release"].is_string() ||
      !json.contains("at") || !json["at"].is_string())
    return fail(Code::kCorrupt, "it does not say to which release the base was rolled back",
                "if the base was not rolled back, delete the file", file.string());
  Hold hold{json["release"].get<std::string>(), json["at"].get<std::string>()};
  const auto current = store::current_generation(layout);
  if (!current || current->filename().string() != hold.release) return std::nullopt;
  return hold;
}

Result<Release> release(const store::Layout& layout, const StoreWriter& writer,
                        Progress& progress) {
  auto hold = read_hold(layout);
  if (!hold) return tl::unexpected(hold.error());
  if (*hold) return Release{Outcome::kHeld, {}, std::move(**hold)};
  if (is_up_to_date(layout)) return Release{};
  auto manifest = publish(layout, writer, progress);
  if (!manifest) return tl::unexpected(manifest.error());
  return Release{Outcome::kPublished, std::move(*manifest), {}};
}

std::string to_text(const Release& release) {
  switch (release.outcome) {
    case Outcome::kPublished:
      return fmt::format("Published release {}: {} records, {} findings, {} appraisals.",
                         release.manifest.id, release.manifest.records, release.manifest.findings,
                         release.manifest.appraisals);
    case Outcome::kUpToDate:
      return "The published release is up to date.";
    case Outcome::kHeld:
      break;
  }
  return fmt::format(
      "Kept in the store and not published: the base was rolled back to release {} on {}. To "
      "publish the store as it stands: outturn-index rebuild",
      release.hold.release, release.hold.at.substr(0, 10));
}

Result<store::Manifest> rebuild(const store::Layout& layout, const StoreWriter& writer,
                                Progress& progress) {
  auto manifest = publish(layout, writer, progress, Reuse::kNever);
  if (!manifest) return manifest;
  if (auto ended = end_hold(layout); !ended) return tl::unexpected(ended.error());
  return manifest;
}

Result<Rollback> rollback(const store::Layout& layout, const std::string& id) {
  auto chosen = choose(layout, id);
  if (!chosen) return chosen;
  if (auto sound = check(layout.generations() / chosen->to); !sound)
    return tl::unexpected(sound.error());
  // First the hold: were it written last, a crash between the two would let the next build undo
  // what somebody asked for.
  const Hold hold{chosen->to, base::utc_now()};
  if (auto kept = chosen->held ? write_hold(layout, hold) : Result<void>(); !kept)
    return tl::unexpected(kept.error());
  if (auto pointed = point_current(layout, chosen->to); !pointed)
    return tl::unexpected(pointed.error());
  if (auto ended = chosen->held ? Result<void>() : end_hold(layout); !ended)
    return tl::unexpected(ended.error());
  return chosen;
}

Result<void> point_current(const store::Layout& layout, const std::string& id) {
  std::error_code fault;
  const fs::path link = layout.base / "current.next";
  fs::remove(link, fault);
  fs::create_symlink(fs::path("generations") / id, link, fault);
  if (fault) return unwritable(link, fault);
  fs::rename(link, layout.current(), fault);
  if (fault) return unwritable(layout.current(), fault);
  return base::sync_to_disk(layout.base);
}

}  // namespace outturn::ingest
