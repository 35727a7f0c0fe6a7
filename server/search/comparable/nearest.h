// SPDX-License-Identifier: GPL-3.0-or-later
// The records that are most like an intervention: candidates by words and by shared values, scored
// part by part (parts.h). Knows numbers and columns alone; comparable.h fetches the records. What a
// record found, for or against, plays no part in its place.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/search/comparable/parts.h"
#include "server/search/comparable/traits.h"
#include "server/search/comparable/wording.h"
#include "server/search/match/time_limit.h"

namespace outturn::search {

/// What an intervention is: a record of the index, or something that is not in it.
struct Likened {
  std::optional<std::uint32_t> number;  ///< of a record: it is not like itself
  Traits traits;
  Wording wording;
};

struct NearOptions {
  std::size_t most = 10;          ///< neighbours
  std::size_t most_siblings = 5;  ///< records of the same programme
  std::size_t by_words = 300;     ///< candidates
  std::size_t by_values = 300;    ///< candidates
  ByPart weights = usual_weights();
};

struct Neighbour {
  std::uint32_t number = 0;
  double score = 0;  ///< 0 to 1
  ByPart likeness{};
};

struct Nearest {
  std::vector<Neighbour> neighbours;  ///< the most like first, then by number
  std::vector<Neighbour> siblings;    ///< records of the same programme, likewise
  std::size_t siblings_in_all = 0;
  std::size_t looked_at = 0;  ///< candidates that were scored
};

/// Of the records of `within`; a likeness of 0 is none. Records of the programme of `likened` are
/// no neighbours: they are told apart. Once the limit is up, words count for less. Throws what the
/// library throws.
Nearest nearest(const MatchIndex& index, const Xapian::Database& database, const Likened& likened,
                const Bits& within, const NearOptions& options, TimeLimit& limit);

}  // namespace outturn::search
