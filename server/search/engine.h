// SPDX-License-Identifier: GPL-3.0-or-later
// The engine: answers a Question from a Generation. Two questions apart: which records match at all
// (a set, from which every facet is counted exactly), and which of them come first.
#pragma once

#include <cstdint>
#include <vector>

#include "schema/base/result.h"
#include "schema/store/history.h"
#include "server/search/answer.h"
#include "server/search/generation.h"

namespace outturn::search {

/// Safe from many threads at once. Throws std::runtime_error where the generation's files fail.
Answer answer(const Generation& generation, const Question& question,
              const AnswerParts& wanted = {});

/// How long whole() may take: as long as a page, or seconds, for those who wait for all of it.
enum class Patience { kPage, kDownload };

/// All records that match, by number, in the order in which answer() pages through them without
/// grouping: four bytes a record.
struct Whole {
  std::vector<std::uint32_t> numbers;
  bool approximate = false;  ///< the time ran out: some may be missing or too many
};

/// Safe from many threads at once. Throws as answer() does.
Whole whole(const Generation& generation, const Question& question, Patience patience);

/// The record of that id. Errors: not found, gone, corrupt. Safe from many threads at once.
base::Result<AuditedRecord> find_record(const Generation& generation, const std::string& id);

/// Every version of the record of that id, removed or not. Files are named without their folders,
/// which are nobody's business but the curator's. Errors: not found, corrupt. Safe from many
/// threads at once.
base::Result<store::History> find_history(const Generation& generation, const std::string& id);

}  // namespace outturn::search
