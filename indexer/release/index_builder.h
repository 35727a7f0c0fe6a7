// SPDX-License-Identifier: GPL-3.0-or-later
// Builds the index and the columns of a whole generation on every processor. Records are indexed in
// small segments, each an index of its own: Xapian gathers what it has not written yet in trees of
// the size of a segment, and finds its way about small ones several times faster. Then the segments
// are joined.
#pragma once

#include <cstddef>
#include <filesystem>

#include "indexer/running/parallel_map.h"
#include "indexer/running/progress.h"
#include "schema/base/result.h"
#include "schema/store/reader.h"

namespace outturn::ingest {

struct IndexOptions {
  std::size_t segment = 150;  ///< records; measured, see docs/benchmarks/ingest.md
  std::size_t join = 100;     ///< indexes joined at once; each takes six file descriptors
  ParallelOptions parallel;
};

/// What was indexed.
struct Indexed {
  std::size_t records = 0;
  std::size_t findings = 0;
  std::size_t appraisals = 0;
};

/// Indexes every record of the store that is not removed into a new index and a new columns file in
/// the generation's `folder` (layout.h); segments are kept there meanwhile. Errors: those of the
/// reader, unwritable.
base::Result<Indexed> build_index(const store::Reader& reader, const std::filesystem::path& folder,
                                  Progress& progress, const IndexOptions& options = {});

}  // namespace outturn::ingest
