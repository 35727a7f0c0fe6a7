// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands say of errors and problems, in one manner.
#pragma once

#include <cstddef>

#include "indexer/account/account.h"
#include "indexer/intake/intake.h"
#include "schema/base/result.h"

namespace outturn::ingest {

/// Prints the error to standard error and gives its exit code.
int report(const base::Error& error);

/// That of the first unreadable path, else 1, where there are problems; else 0.
int exit_code(const Intake& intake, const Account& account);

/// Prints every problem to standard error, with their number at the end, and gives it.
std::size_t report_problems(const Intake& intake, const Account& account);

}  // namespace outturn::ingest
