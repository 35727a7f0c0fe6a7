// SPDX-License-Identifier: GPL-3.0-or-later
// What is new: the records of a search that changed last, each with what changed; and when records
// changed, for lists of them all.
#pragma once

#include <string>
#include <vector>

#include "schema/base/result.h"
#include "schema/store/history.h"
#include "server/search/answer.h"
#include "server/search/generation.h"

namespace outturn::search {

/// A record as it stands, and how it came to be so.
struct LatestRecord {
  evidence::Record record;
  std::string added;                       ///< when its first version came; ISO 8601, UTC
  store::Version version;                  ///< the one it has now
  std::vector<store::ToldChange> changes;  ///< from the version before; none of a new record
};

struct Latest {
  Answer answer;  ///< without hits: question, total, reading, facets
  std::vector<LatestRecord> records;
};

/// The `most` records of those the question finds that changed last, the newest change first. Its
/// order and page do not matter. Throws std::runtime_error where the generation's files fail. Safe
/// from many threads at once.
Latest latest(const Generation& generation, const Question& question, std::size_t most);

/// Which version a record has and when it came.
struct Standing {
  int version = 0;
  std::string added;    ///< when its first version came; ISO 8601, UTC
  std::string changed;  ///< when the one it has now came
};

/// Errors: not found, corrupt. Safe from many threads at once.
base::Result<Standing> standing(const Generation& generation, const std::string& id);

/// As store::Reader::stamps(). Throws std::runtime_error where the store fails. Safe from many
/// threads at once.
std::vector<store::Stamp> stamps(const Generation& generation, unsigned above, std::size_t most);

}  // namespace outturn::search
