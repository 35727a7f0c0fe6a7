// SPDX-License-Identifier: GPL-3.0-or-later
// The engine: answers a Question from a Generation. Two questions apart: which records match at all
// (a set, from which every facet is counted exactly), and which of them come first.
#pragma once

#include "schema/base/result.h"
#include "schema/store/history.h"
#include "server/search/answer.h"
#include "server/search/generation.h"

namespace outturn::search {

/// Safe from many threads at once. Throws std::runtime_error where the generation's files fail.
Answer answer(const Generation& generation, const Question& question);

/// The record of that id. Errors: not found, gone, corrupt. Safe from many threads at once.
base::Result<AuditedRecord> find_record(const Generation& generation, const std::string& id);

/// Every version of the record of that id, removed or not. Files are named without their folders,
/// which are nobody's business but the curator's. Errors: not found, corrupt. Safe from many
/// threads at once.
base::Result<store::History> find_history(const Generation& generation, const std::string& id);

}  // namespace outturn::search
