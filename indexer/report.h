// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands say of errors and problems, in one manner.
#pragma once

#include "indexer/ingest.h"
#include "schema/base/result.h"

namespace outturn::ingest {

/// Prints the error to standard error and gives its exit code.
int report(const base::Error& error);

/// Prints all problems to standard error and gives the exit code: that of the first unreadable
/// path, or 1.
int report(const Loaded& loaded);

}  // namespace outturn::ingest
