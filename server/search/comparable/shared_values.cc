// SPDX-License-Identifier: GPL-3.0-or-later
// Counts shared values; contract in shared_values.h.
#include "server/search/comparable/shared_values.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace outturn::search {
namespace {

using Points = std::uint16_t;
/// Points of a record that shares everything. Below the largest number the points can hold, as each
/// value is rounded up.
constexpr double kMostPoints = 60'000;

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

/// The records with the most points, in rising order.
std::vector<std::uint32_t> highest(const std::vector<Points>& points, std::size_t most) {
  std::vector<std::size_t> with(std::size_t{std::numeric_limits<Points>::max()} + 1);
  for (const Points one : points) ++with[one];
  std::size_t above = 0;
  std::size_t least = with.size() - 1;
  while (least > 0 && above + with[least] < most) above += with[least--];
  std::vector<std::uint32_t> out;
  std::size_t ties = most - above;  // at the least that is let in
  for (std::uint32_t number = 0; number < points.size(); ++number) {
    if (points[number] < least || points[number] == 0) continue;
    if (points[number] == least) {
      if (ties == 0) continue;
      --ties;
    }
    out.push_back(number);
  }
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
  std::vector<Points> points(index.slots());
  std::size_t met = 0;
  for (const Worth& value : values) {
    met += index.count(value.id);
    if (met > kMostMet && &value != &values.front()) break;
    const auto worth = static_cast<Points>(std::ceil(kMostPoints * value.weight / whole));
    Bits having(index.slots());
    index.add_to(value.id, having);
    having &= within;
    having.for_each([&](std::uint32_t number) {
      points[number] = static_cast<Points>(
          std::min<unsigned>(points[number] + unsigned{worth}, std::numeric_limits<Points>::max()));
    });
  }
  return highest(points, most);
}

}  // namespace outturn::search
