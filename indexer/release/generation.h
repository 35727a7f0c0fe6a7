// SPDX-License-Identifier: GPL-3.0-or-later
// Builds a generation beside the live one and publishes it by one atomic rename.
#pragma once

#include <string>

#include "indexer/running/progress.h"
#include "indexer/store/store_writer.h"
#include "schema/base/result.h"
#include "schema/store/layout.h"
#include "schema/store/manifest.h"

namespace outturn::ingest {

/// Whether the published generation already is what building one now would give.
bool is_up_to_date(const store::Layout& layout);

/// Whether a new release may begin with the files of the published one.
enum class Reuse {
  kWhereFewChanged,  ///< copied, and the changes applied to the copy: index_updater.h
  kNever,
};

/// Snapshot, index, manifest, sync, publish. The caller holds the base's lock. On an error the
/// published generation is as it was, and what was half built is removed now or at the next call.
base::Result<store::Manifest> publish(const store::Layout& layout, const StoreWriter& writer,
                                      Progress& progress, Reuse reuse = Reuse::kWhereFewChanged);

}  // namespace outturn::ingest
