// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the records with the most points; contract in scoreboard.h.
#include "server/search/comparable/scoreboard.h"

namespace outturn::search {

std::vector<std::uint32_t> Scoreboard::highest(const Bits& within, std::size_t most) const {
  std::vector<std::size_t> with(std::size_t{std::numeric_limits<Points>::max()} + 1);
  for (std::uint32_t number = 0; number < points_.size(); ++number)
    if (points_[number] != 0 && within.test(number)) ++with[points_[number]];
  std::size_t above = 0;
  std::size_t least = with.size() - 1;
  while (least > 0 && above + with[least] < most) above += with[least--];
  std::vector<std::uint32_t> out;
  std::size_t ties = most - above;  // with the fewest points that are let in
  for (std::uint32_t number = 0; number < points_.size(); ++number) {
    if (points_[number] < least || points_[number] == 0 || !within.test(number)) continue;
    if (points_[number] == least) {
      if (ties == 0) continue;
      --ties;
    }
    out.push_back(number);
  }
  return out;
}

}  // namespace outturn::search
