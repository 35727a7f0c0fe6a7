// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands say of errors and problems, in one manner.
#pragma once

#include "indexer/ingest.h"
#include "schema/base/result.h"

namespace outturn::ingest {

/// Prints the error to standard error and gives its exit code.
int report(const base::Error& error);

/// That of the first unreadable path, else 1, where there are problems; else 0.
int exit_code(const Loaded& loaded);

/// Prints all problems to standard error and gives the exit code.
int report(const Loaded& loaded);

}  // namespace outturn::ingest
