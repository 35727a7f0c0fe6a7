// SPDX-License-Identifier: GPL-3.0-or-later
// A corpus file: the records taken from one source document, with what they share said once.
//
//   {"format": "outturn-corpus/1", "licence": "CC-BY-4.0",
//    "sources": [ {source}, ... ], "records": [ {record}, ... ]}
//
// A file of series (price_series.h) or the thesaurus (thesaurus.h) may stand beside them and holds
// no records. In a record's "sources" a text names a source of the file; it is replaced by that
// source here.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/record.h"
#include "schema/evidence/validate.h"

namespace outturn::evidence {

inline constexpr std::string_view kCorpusFormat = "outturn-corpus/1";

enum class Holds { kRecords, kSeries, kThesaurus };

struct CorpusFile {
  std::vector<Record> records;        ///< those without a problem, in the file's order
  std::vector<std::string> pointers;  ///< where each of them stands in the file
  Holds holds = Holds::kRecords;      ///< other than records, a file has none, and rightly so
  std::vector<Problem> problems;  ///< pointers into the file; syntax errors name line and column
};

/// A record as it stands in a file, with its sources put in, not yet validated.
struct DraftRecord {
  nlohmann::json record;
  std::string pointer;
  std::vector<Problem> problems;  ///< of its sources; pointers into the file
};

/// A file's records before they are held against the schema.
struct CorpusDraft {
  std::vector<DraftRecord> records;
  Holds holds = Holds::kRecords;
  std::vector<Problem> problems;  ///< of the file around the records
};

/// Reads a whole file's text: a corpus file, a list of records, or one record. Never throws.
CorpusDraft draft_corpus(std::string_view text);

/// Reads and validates a whole file's text. Never throws; problems say what is wrong.
CorpusFile read_corpus(std::string_view text);

}  // namespace outturn::evidence
