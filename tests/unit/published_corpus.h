// SPDX-License-Identifier: GPL-3.0-or-later
// A base made of records in a temporary folder, published and opened as the server opens it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "indexer/release/generation.h"
#include "indexer/store/store_writer.h"
#include "server/search/generation.h"
#include "tests/unit/temporary_folder.h"

namespace outturn::testing {

/// Fails the test and returns null where any step fails.
inline std::shared_ptr<const search::Generation> publish(
    const std::vector<evidence::Record>& records, const TemporaryFolder& folder) {
  const store::Layout layout{folder.path()};
  auto writer = ingest::StoreWriter::open(layout.store()).value();
  std::vector<ingest::LoadedRecord> loaded;
  for (const auto& record : records) loaded.push_back({record, "corpus", ""});
  ingest::Progress progress;
  std::filesystem::create_directories(layout.generations());
  if (!writer.put(loaded) || !ingest::publish(layout, writer, progress)) {
    ADD_FAILURE() << "the records could not be published";
    return nullptr;
  }
  return search::Generation::open(store::current_generation(layout).value()).value();
}

}  // namespace outturn::testing
