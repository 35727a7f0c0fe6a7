// SPDX-License-Identifier: GPL-3.0-or-later
// The generations that lie in a base: listed, and the old ones cleared away.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schema/base/result.h"
#include "schema/store/layout.h"
#include "schema/store/manifest.h"

namespace outturn::ingest {

/// Their ids, the oldest first; what is half built or half removed is none.
std::vector<std::string> generation_ids(const store::Layout& layout);

struct GenerationInfo {
  std::string id;
  bool current = false;
  bool in_use = false;  ///< a server answers from it now
  std::uintmax_t bytes = 0;
  base::Result<store::Manifest> manifest;
};

std::vector<GenerationInfo> list_generations(const store::Layout& layout);

struct GcOptions {
  std::size_t keep = 3;  ///< of the newest
  bool dry_run = false;
};

struct Collected {
  std::vector<GenerationInfo> removed;  ///< or, of a dry run, those that would be
  std::vector<std::string> in_use;      ///< old enough, but a server answers from them
};

/// Removes old generations: never the published one, never the newest (its id must not be given
/// again), never one that a server has open. The caller holds the base's lock. Errors: unwritable.
base::Result<Collected> collect_garbage(const store::Layout& layout, const GcOptions& options);

}  // namespace outturn::ingest
