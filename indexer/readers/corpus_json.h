// SPDX-License-Identifier: GPL-3.0-or-later
// A JSON file as a whole: a corpus file, a list of records, or one record.
#pragma once

#include <memory>

#include "indexer/readers/candidate.h"
#include "indexer/readers/text_source.h"

namespace outturn::ingest {

/// Past this a file is refused: it is held whole, several times over.
inline constexpr std::size_t kLargestJson = 256U << 20;  ///< bytes

/// What is wrong with the file around its records comes as one candidate without a record, before
/// the records. Errors: of TextSource::read; invalid data: larger than kLargestJson.
base::Result<std::unique_ptr<CandidateStream>> open_corpus_json(std::unique_ptr<TextSource> text);

}  // namespace outturn::ingest
