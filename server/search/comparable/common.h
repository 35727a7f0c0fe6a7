// SPDX-License-Identifier: GPL-3.0-or-later
// What two interventions share, named; and which way a record's findings on that went. Pure.
#pragma once

#include "server/search/comparable/comparable.h"
#include "server/search/comparable/traits.h"

namespace outturn::search {

/// Names what is shared; `words` are left empty.
Common in_common(const MatchIndex& index, const Traits& a, const Traits& b);

/// Counts the record's findings on the outcomes in common; where there are none, on their domains;
/// else all of them.
Directions directions(const evidence::Record& record, const Common& common);

}  // namespace outturn::search
