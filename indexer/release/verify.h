// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a base is sound: the store in itself, the published generation against its manifest, and
// the two against each other.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "indexer/running/progress.h"
#include "schema/base/result.h"
#include "schema/store/layout.h"

namespace outturn::ingest {

struct Verified {
  std::vector<base::Error> wrong;  ///< everything that is not as it should be
  std::vector<std::string> notes;  ///< what is in order and worth knowing
  std::size_t versions = 0;        ///< whose digest was worked out again
  std::size_t files = 0;           ///< of the generation
  std::size_t records = 0;         ///< held against the index
  std::string release;             ///< empty: none is published
};

/// Looks at all of it, whatever is wrong with a part. Writes nothing.
Verified verify(const store::Layout& layout, Progress& progress);

}  // namespace outturn::ingest
