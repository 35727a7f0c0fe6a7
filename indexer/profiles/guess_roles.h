// SPDX-License-Identifier: GPL-3.0-or-later
// What a column may be, told by its name. Internal to guessing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/profiles/guess_sample.h"

namespace outturn::ingest {

enum class RoleKind { kText, kNumber, kCount, kTerm };

struct Role {
  std::string_view part;   ///< "record", "findings", "appraisals", "sources", "places", "key"
  std::string_view field;  ///< path within the part, or a figure that a derivation needs
  RoleKind kind = RoleKind::kText;
  std::string_view names;   ///< phrases that name it, parted by "|"
  std::string_view detail;  ///< of findings' value: the metric; of terms: the vocabulary
};

/// How well a name fits a role.
struct RoleMatch {
  const Role* role = nullptr;
  int score = 0;                  ///< 3: is the name; 2: is a part of it as it stands
  std::size_t length = 0;         ///< bytes of the phrase: longer says more
  std::vector<std::string> rest;  ///< words of the name that the phrase leaves
};

/// Every role that the column's name and cells allow, the best first.
std::vector<RoleMatch> role_matches(const ColumnSample& column, char decimal);

}  // namespace outturn::ingest
