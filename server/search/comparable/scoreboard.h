// SPDX-License-Identifier: GPL-3.0-or-later
// Points for every record of an index, and the records with the most: two bytes a record, and time
// that grows with the points given and not with how they are ordered.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "server/search/match/bits.h"

namespace outturn::search {

class Scoreboard {
 public:
  using Points = std::uint16_t;
  /// What a record may be given in all by one question; rounding up each time leaves room.
  static constexpr double kWhole = 60'000;

  explicit Scoreboard(std::size_t slots) : points_(slots) {}

  void add(std::uint32_t number, unsigned points) {
    points_[number] = static_cast<Points>(
        std::min(points_[number] + points, unsigned{std::numeric_limits<Points>::max()}));
  }

  /// Numbers of the members of `within` with the most points, at most so many, in rising order; of
  /// those with as many as the last, the first by number. Records without points are none.
  std::vector<std::uint32_t> highest(const Bits& within, std::size_t most) const;

 private:
  std::vector<Points> points_;
};

}  // namespace outturn::search
