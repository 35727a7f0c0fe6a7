// SPDX-License-Identifier: GPL-3.0-or-later
// Counts shared values; contract in shared_values.h.
#include "server/search/comparable/shared_values.h"

#include <algorithm>
#include <cmath>

#include "server/search/comparable/scoreboard.h"

namespace outturn::search {
namespace {

struct Worth {
  double weight;
  ValueId id;
};

/// What sharing each value is worth, the most first: its part of the weight of its part.
std::vector<Worth> worth_of(const MatchIndex& index, const Traits& traits, const ByPart& weights) {
  std::vector<Worth> out;
  for (std::size_t part = 0; part < kPartCount; ++part) {
    double sum = 0;
    for (const ValueId id : traits.values[part]) sum += information(index, id);
    for (const ValueId id : traits.values[part])
      out.push_back({weights[part] * information(index, id) / sum, id});
  }
  std::sort(out.begin(), out.end(), [](const Worth& a, const Worth& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.id < b.id;
  });
  return out;
}

}  // namespace

std::vector<std::uint32_t> sharing_most(const MatchIndex& index, const Traits& traits,
                                        const ByPart& weights, const Bits& within,
                                        std::size_t most) {
  const std::vector<Worth> values = worth_of(index, traits, weights);
  double whole = 0;
  for (const Worth& value : values) whole += value.weight;
  if (values.empty() || !(whole > 0) || most == 0) return {};
  Scoreboard board(index.slots());
  std::size_t met = 0;
  for (const Worth& value : values) {
    met += index.count(value.id);
    if (met > kMostMet && &value != &values.front()) break;
    const auto points = static_cast<unsigned>(std::ceil(Scoreboard::kWhole * value.weight / whole));
    Bits having(index.slots());
    index.add_to(value.id, having);
    having.for_each([&](std::uint32_t number) { board.add(number, points); });
  }
  return board.highest(within, most);
}

}  // namespace outturn::search
