// SPDX-License-Identifier: GPL-3.0-or-later
// What the shipped corpus suggests, gathered once for all tests of a program.
#pragma once

#include <memory>
#include <stdexcept>
#include <vector>

#include "schema/index/columns_writer.h"
#include "server/search/suggester.h"
#include "tests/unit/query/corpus_index.h"

namespace outturn::query {

/// Records as columns, numbered from 1.
inline std::shared_ptr<const search::MatchIndex> columns_of_all(
    const std::filesystem::path& file, const std::vector<evidence::Record>& records) {
  auto writer = index::ColumnsWriter::create(file).value();
  unsigned number = 0;
  for (const evidence::Record& record : records)
    if (const auto added = writer.add(++number, index::columns_of(record, index::Disputed::kNo));
        !added)
      throw std::runtime_error(base::to_text(added.error()));
  if (const auto done = writer.finish(); !done)
    throw std::runtime_error(base::to_text(done.error()));
  auto opened = search::MatchIndex::open(file);
  if (!opened) throw std::runtime_error(base::to_text(opened.error()));
  return *opened;
}

inline const Suggestions& corpus_names() {
  static const Suggestions made = [] {
    const testing::TemporaryFolder folder;
    const auto& records = corpus_index().records();
    const auto index = columns_of_all(folder.path() / "columns", records);
    return search::gather_suggestions(
        {*index, corpus_index().lexicon(),
         [&](unsigned number) -> base::Result<evidence::Record> { return records[number - 1]; }},
        std::stop_token());
  }();
  return made;
}

}  // namespace outturn::query
