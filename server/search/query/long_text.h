// SPDX-License-Identifier: GPL-3.0-or-later
// Which words of a pasted text are searched. For compile.cc alone.
#pragma once

#include <xapian.h>

#include <vector>

#include "server/search/query/compile.h"

namespace outturn::query {

/// Whether each word is kept: all of up to kMostUnits; of more, those that fewest records hold, and
/// those that the text says more than once first.
std::vector<bool> keep_what_says_most(const std::vector<Unit>& words,
                                      const Xapian::Database& database);

}  // namespace outturn::query
