// SPDX-License-Identifier: GPL-3.0-or-later
// Random records as a match index and, beside it, as the plain scan reads them. Some numbers are
// left out, as after a removal.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "schema/index/columns_writer.h"
#include "server/search/match/match_index.h"
#include "tests/unit/engine/plain_scan.h"
#include "tests/unit/engine/random_records.h"
#include "tests/unit/temporary_folder.h"

namespace outturn::testing {

enum class Rare { kNone, kSome };

struct RandomBase {
  TemporaryFolder folder;
  std::vector<PlainRecord> plain;
  std::shared_ptr<const search::MatchIndex> index;

  RandomBase(unsigned seed, unsigned count, Rare rare = Rare::kNone) {
    Random random(seed);
    auto writer = index::ColumnsWriter::create(folder.path() / "columns").value();
    unsigned number = 0;
    for (unsigned i = 0; i < count; ++i) {
      number += chance(random, 0.1) ? 3 : 1;
      auto record = random_record(random, number);
      if (rare == Rare::kSome) add_rare_values(random, record);
      const bool disputed = chance(random, 0.2);
      plain.push_back(testing::plain(number, record, disputed));
      const auto added = writer.add(
          number,
          index::columns_of(record, disputed ? index::Disputed::kYes : index::Disputed::kNo));
      if (!added) throw std::runtime_error(base::to_text(added.error()));
    }
    if (const auto done = writer.finish(); !done)
      throw std::runtime_error(base::to_text(done.error()));
    auto opened = search::MatchIndex::open(folder.path() / "columns");
    if (!opened) throw std::runtime_error(base::to_text(opened.error()));
    index = *opened;
  }

  /// Each record with the chance of `share`.
  search::Bits random_text(Random& random, double share) const {
    search::Bits out(index->slots());
    for (const PlainRecord& record : plain)
      if (chance(random, share)) out.set(record.number);
    return out;
  }
};

}  // namespace outturn::testing
