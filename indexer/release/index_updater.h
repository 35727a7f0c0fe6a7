// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a generation's index and columns from those of an earlier one where few records have
// changed: the index is copied and the changes applied to the copy, the columns are written anew
// from the older ones. What comes of it answers as an index made anew.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "indexer/release/index_builder.h"
#include "indexer/running/progress.h"
#include "schema/base/result.h"
#include "schema/store/layout.h"
#include "schema/store/manifest.h"

namespace outturn::ingest {

/// A published generation that a new one may begin with, and what has changed since.
struct Predecessor {
  std::filesystem::path folder;
  store::Manifest manifest;
  std::vector<unsigned> changed;  ///< numbers of records
};

/// None where anything is out of the ordinary: another version of whatever is in `wanted`, a store
/// that is not the one it was made of, more than a tenth of the records changed.
std::optional<Predecessor> find_predecessor(const store::Layout& layout,
                                            const store::Manifest& wanted);

/// Copies the predecessor's index into the generation's `folder`, each file held against its
/// checksum. Errors: corrupt, unwritable.
base::Result<void> copy_index(const Predecessor& from, const std::filesystem::path& folder);

/// Applies what changed to the copied index in the generation's `folder`, and writes its columns;
/// `now` is its store. Errors: those of
/// the reader, unwritable, corrupt.
base::Result<Indexed> update_index(const Predecessor& from, const store::Reader& now,
                                   const std::filesystem::path& folder, Progress& progress);

}  // namespace outturn::ingest
