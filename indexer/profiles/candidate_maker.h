// SPDX-License-Identifier: GPL-3.0-or-later
// From the rows of one record to a candidate, by the rules of a profile, with the place every value
// was taken from. A fault does not stop it: a person wants to hear of all of them at once.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "indexer/profiles/rules.h"
#include "indexer/profiles/value.h"
#include "indexer/readers/candidate.h"

namespace outturn::ingest {

/// One thread.
class CandidateMaker {
 public:
  /// Both must outlive it.
  CandidateMaker(const Mapping& mapping, const std::string& table)
      : mapping_(mapping), table_(table) {}

  /// `rows` holds one at least.
  Candidate make(std::vector<Row> rows);

  /// What was cut short, left out or could not be worked out so far, once per kind.
  std::vector<Note> notes() const;

 private:
  const Mapping& mapping_;
  const std::string& table_;
  std::map<std::string, Note> notes_;
};

}  // namespace outturn::ingest
