// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/readers/candidate.h"

namespace outturn::ingest {

Place place_of(const Candidate& candidate, const std::string& pointer) {
  for (std::string at = pointer;; at.resize(at.rfind('/'))) {
    if (const auto found = candidate.origins.find(at); found != candidate.origins.end())
      return found->second;
    if (at.empty() || at.rfind('/') == std::string::npos) return candidate.place;
  }
}

}  // namespace outturn::ingest
