// SPDX-License-Identifier: GPL-3.0-or-later
// The account of an ingest: what came in, what became of it, what was refused and why. In words,
// and as one JSON document.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "indexer/intake/intake.h"
#include "indexer/store/change_set.h"
#include "schema/evidence/record_json.h"

namespace outturn::ingest {

/// Faults alike: same column, same message.
struct Reason {
  std::string column;
  std::string message;
  std::string hint;
  std::string first;  ///< where, and what stands there
  std::size_t times = 0;
};

/// A fault and the file it is in.
struct FileFault {
  std::string file;
  Fault fault;
};

struct Account {
  std::size_t records = 0;     ///< sound ones
  std::size_t findings = 0;    ///< of the sound records
  std::size_t appraisals = 0;  ///< of the sound records
  std::size_t rows = 0;        ///< of tables: rows that became part of a sound record
  std::size_t refused_records = 0;
  std::size_t refused_rows = 0;
  Changes changes;
  std::vector<FileFault> faults;  ///< the first kMostFaults of them
  std::size_t fault_count = 0;
  std::map<std::pair<std::string, std::string>, Reason> reasons;  ///< by column and message
  bool interrupted = false;

  bool sound() const { return fault_count == 0; }
};

/// Faults kept word for word; the rest are counted.
inline constexpr std::size_t kMostFaults = 1000;
/// Kinds of fault told apart; the rest are counted together.
inline constexpr std::size_t kMostReasons = 200;

void count_refusal(Account& account, const Checked& refused, const std::string& file);
void count_sound(Account& account, const Checked& sound);

/// What a person reads at the end: rows and records, then refusals by reason, then notes.
std::string to_text(const Account& account, const std::vector<FileAccount>& files);

evidence::Json to_json(const Account& account, const std::vector<FileAccount>& files);

}  // namespace outturn::ingest
