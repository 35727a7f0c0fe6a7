// SPDX-License-Identifier: GPL-3.0-or-later
// What check and build say of flags: for people, and as one JSON document for programs.
#pragma once

#include <string>
#include <vector>

#include "indexer/flag_writer.h"
#include "indexer/ingest.h"
#include "schema/evidence/audit/audit.h"

namespace outturn::ingest {

/// The flags of loaded records, record by record: each on its own, and against the others loaded.
std::vector<std::vector<evidence::Flag>> audit_loaded(const std::vector<LoadedRecord>& records);

FlagTally tally_of(const std::vector<std::vector<evidence::Flag>>& flags);

/// "Flags: no contradictions, 9 prints restored, 5 that need reading; 24 notes."
std::string to_text(const FlagTally& tally);

/// Each record that has flags, with its flags. What a check only counts (checks.h) is counted at
/// the end.
std::string to_text(const std::vector<LoadedRecord>& records,
                    const std::vector<std::vector<evidence::Flag>>& flags);

/// Everything that check found, as one JSON document that ends in a line break.
std::string to_json_text(const Loaded& loaded,
                         const std::vector<std::vector<evidence::Flag>>& flags);

}  // namespace outturn::ingest
