// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/readers/candidate.h"

namespace outturn::ingest {

Place place_of(const Candidate& candidate, const std::string& pointer) {
  for (std::string at = pointer;; at.resize(at.rfind('/'))) {
    if (const auto found = candidate.origins.find(at); found != candidate.origins.end())
      return found->second;
    if (at.empty() || at.rfind('/') == std::string::npos) break;
  }
  Place place = candidate.place;
  if (!pointer.empty() && !candidate.pointer_base.empty())
    place.where = candidate.pointer_base + pointer;
  return place;
}

}  // namespace outturn::ingest
