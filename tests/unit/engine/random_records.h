// SPDX-License-Identifier: GPL-3.0-or-later
// Records and questions drawn by chance, the same for the same seed: small vocabularies, so that
// filters meet; gaps, ties and odd figures on purpose.
#pragma once

#include <random>
#include <vector>

#include "schema/evidence/record.h"
#include "server/search/match/filter_set.h"

namespace outturn::testing {

using Random = std::mt19937;

evidence::Record random_record(Random& random, unsigned number);

/// Now and then gives a record an outcome, a programme, a country and the like that hardly any
/// other has: of some thousands of records fewer than 1 in 256 have any one of them.
void add_rare_values(Random& random, evidence::Record& record);

/// About `filters` active filters; now and then a value that nobody has, or a reversed range.
search::FilterSet random_filters(Random& random, unsigned filters);

/// A whole number in [low, high].
int between(Random& random, int low, int high);
bool chance(Random& random, double share);

}  // namespace outturn::testing
