// SPDX-License-Identifier: GPL-3.0-or-later
// JSON lines: one record in each line, as `outturn-index export` writes them.
#pragma once

#include <memory>

#include "indexer/readers/candidate.h"
#include "indexer/readers/text_source.h"

namespace outturn::ingest {

/// Past this a line is refused; it is passed over without being held.
inline constexpr std::size_t kLargestLine = 16U << 20;  ///< bytes

/// A line that is not one record in strict JSON is a candidate with a fault. A record carries its
/// sources whole. Memory: one line.
std::unique_ptr<CandidateStream> open_json_lines(std::unique_ptr<TextSource> text);

}  // namespace outturn::ingest
