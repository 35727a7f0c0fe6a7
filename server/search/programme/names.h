// SPDX-License-Identifier: GPL-3.0-or-later
// The programmes of a generation by what they are called in an address.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/search/match/match_index.h"

namespace outturn::search {

/// Every programme name of a generation by its slug. Immutable.
class ProgrammeNames {
 public:
  ProgrammeNames() = default;
  explicit ProgrammeNames(const MatchIndex& index);

  /// The names with that slug, in the order of the alphabet; empty where there is none.
  std::vector<std::string> with_slug(const MatchIndex& index, std::string_view slug) const;

 private:
  std::vector<std::pair<std::uint64_t, ValueId>> by_slug_;  ///< digest of the slug; sorted
};

}  // namespace outturn::search
