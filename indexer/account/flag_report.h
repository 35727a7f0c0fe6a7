// SPDX-License-Identifier: GPL-3.0-or-later
// What check and build say of flags: for people, and as one JSON document for programs.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "indexer/account/account.h"
#include "indexer/intake/intake.h"
#include "indexer/store/flag_writer.h"
#include "schema/evidence/audit/audit.h"

namespace outturn::ingest {

/// A record and what the audit says of it.
struct FlaggedRecord {
  std::string id;
  std::string place;  ///< where it was read: "a.json:/records/2"
  std::vector<evidence::Flag> flags;
};

FlagTally tally_of(std::span<const FlaggedRecord> records);

/// "Flags: no contradictions, 9 prints restored, 5 that need reading; 24 notes."
std::string to_text(const FlagTally& tally);

/// Each record that has flags, with its flags. What a check only counts (checks.h) is counted at
/// the end.
std::string to_text(std::span<const FlaggedRecord> records);

/// Everything that check found, as one JSON document that ends in a line break.
std::string to_json_text(const Intake& intake, const Account& account,
                         std::span<const FlaggedRecord> records);

}  // namespace outturn::ingest
