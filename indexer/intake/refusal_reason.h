// SPDX-License-Identifier: GPL-3.0-or-later
// Why a row of a table was refused, in words for the file of refusals.
#pragma once

#include <string>
#include <vector>

#include "indexer/readers/candidate.h"

namespace outturn::ingest {

/// The reasons that lie in this row, or where they lie; at most some thousand bytes.
std::string reason_of(const InputRow& row, const std::vector<Fault>& faults);

}  // namespace outturn::ingest
