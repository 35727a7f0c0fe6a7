// SPDX-License-Identifier: GPL-3.0-or-later
// Weighs words by what they say; contract in long_text.h.
#include "server/search/query/long_text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace outturn::query {

std::vector<bool> keep_what_says_most(const std::vector<Unit>& words,
                                      const Xapian::Database& database) {
  constexpr std::size_t kMostTimes = 3;
  std::vector<bool> kept(words.size(), true);
  if (words.size() <= kMostUnits) return kept;
  std::vector<std::pair<double, std::size_t>> weights;
  const double all = database.get_doccount() + 1.0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const double records = database.get_termfreq(words[i].terms.front());
    const auto times = static_cast<double>(std::min(words[i].times, kMostTimes));
    weights.emplace_back(records == 0 ? 0 : -times * std::log(all / records), i);
  }
  std::sort(weights.begin(), weights.end());
  for (std::size_t i = kMostUnits; i < weights.size(); ++i) kept[weights[i].second] = false;
  return kept;
}

}  // namespace outturn::query
