// SPDX-License-Identifier: GPL-3.0-or-later
// Which generation of a base is published: making a new one when the store has moved on, going back
// to an earlier one, and staying there until somebody says otherwise. The caller of whatever
// changes something holds the base's lock.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "indexer/running/progress.h"
#include "indexer/store/store_writer.h"
#include "schema/base/result.h"
#include "schema/store/layout.h"
#include "schema/store/manifest.h"

namespace outturn::ingest {

/// The base was rolled back: what is put into its store is not published until `rebuild` or a
/// rollback to the newest release says so.
struct Hold {
  std::string release;  ///< that it was rolled back to
  std::string at;       ///< ISO 8601, UTC
};

/// The hold a base is under; none where it was never rolled back or has been published since.
/// Errors: unreadable, corrupt.
base::Result<std::optional<Hold>> read_hold(const store::Layout& layout);

enum class Outcome {
  kPublished,  ///< a new release
  kUpToDate,   ///< the published release already is what a new one would be
  kHeld,       ///< the store has it; the base stays rolled back
};

struct Release {
  Outcome outcome = Outcome::kUpToDate;
  store::Manifest manifest;  ///< of the release that is now published; empty where up to date
  Hold hold;                 ///< where held
};

/// After a change of the store: publishes, unless nothing changed or the base is held.
base::Result<Release> release(const store::Layout& layout, const StoreWriter& writer,
                              Progress& progress);

/// One line for people: "Published release ...", "Up to date." or why nothing was published.
std::string to_text(const Release& release);

/// Publishes the store as it stands, whatever is published now, and ends a hold.
base::Result<store::Manifest> rebuild(const store::Layout& layout, const StoreWriter& writer,
                                      Progress& progress);

struct Rollback {
  std::string from;
  std::string to;
  bool held = true;  ///< false: `to` is the newest release
};

/// Publishes an earlier release again by one atomic rename; the one before the published one where
/// `id` is empty. Checks every checksum first. Errors: not found, corrupt, newer version,
/// unwritable.
base::Result<Rollback> rollback(const store::Layout& layout, const std::string& id);

/// Makes `current` lead to a generation, atomically. Errors: unwritable.
base::Result<void> point_current(const store::Layout& layout, const std::string& id);

}  // namespace outturn::ingest
