// SPDX-License-Identifier: GPL-3.0-or-later
// Ingest: checked records go into the store, refused ones into the account.
#pragma once

#include <cstddef>

#include "indexer/account/account.h"
#include "indexer/intake/intake.h"
#include "indexer/intake/refusals.h"
#include "indexer/running/interrupt.h"
#include "indexer/store/store_writer.h"
#include "schema/base/result.h"

namespace outturn::ingest {

/// What one refused candidate, or one unreadable file, means for the sound ones.
enum class WhenRefused {
  kTakeTheRest,  ///< committed as it goes, so that what was taken stays taken
  kTakeNothing,  ///< one change set, rolled back at the end
};

/// Whether the store keeps what was put.
enum class Keeping { kCommit, kDryRun };

struct IngestOptions {
  WhenRefused when_refused = WhenRefused::kTakeTheRest;
  Keeping keeping = Keeping::kCommit;
  std::size_t commit_every = 5000;  ///< records in one transaction, under kTakeTheRest
};

/// Pulls the intake dry, or stops between two records when interrupted: then what was put is
/// committed under kTakeTheRest and rolled back under kTakeNothing. Where the intake was cut short,
/// the change set under way is rolled back. Errors: those of the store and
/// of the file of refusals; what was committed before stays, and running it again goes on.
base::Result<Account> ingest(Intake& intake, StoreWriter& store, Refusals& refusals,
                             const Interrupt& interrupt, const IngestOptions& options);

}  // namespace outturn::ingest
