// SPDX-License-Identifier: GPL-3.0-or-later
// The balance of an appraisal: the five figures that must fit together (benefit lines, their total,
// cost, net benefit, ratio), the equations between them, and each of them from the others. Pure,
// safe from any thread.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "schema/evidence/audit/tolerance.h"
#include "schema/evidence/record.h"

namespace outturn::evidence {

enum class Part { kLines, kTotal, kCost, kNet, kRatio };
inline constexpr std::array kParts{Part::kLines, Part::kTotal, Part::kCost, Part::kNet,
                                   Part::kRatio};

/// A figure and what its print vouches for.
struct Amount {
  double value = 0;
  Range range;
};

using Balance = std::array<std::optional<Amount>, kParts.size()>;

inline std::optional<Amount>& at(Balance& balance, Part part) {
  return balance[static_cast<std::size_t>(part)];
}
inline const std::optional<Amount>& at(const Balance& balance, Part part) {
  return balance[static_cast<std::size_t>(part)];
}

/// Lines count only where every one has an amount. The cost is the total cost, or the cost per
/// participant where only that agrees with the rest: sources give amounts for the whole or per
/// participant.
Balance balance_of(const Appraisal& appraisal);
Balance without(Balance balance, Part part);

/// Each equation that the figures at hand allow, and whether it holds within the rounding of the
/// print.
enum class Equation {
  kLinesAreTotal,     // sum of lines = total
  kNet,               // net = benefits - cost
  kRatio,             // ratio = benefits / cost
  kRatioByNet,        // ratio = benefits / (benefits - net), where no cost is printed
  kRatioWithoutLines  // ratio = net / cost + 1, where no benefits are printed
};
struct Verdict {
  std::vector<Equation> held;
  std::vector<Equation> failed;

  bool sound() const { return failed.empty(); }
  bool proven() const { return failed.empty() && !held.empty(); }
};
Verdict judge(const Balance& balance);

/// The figure from the others, its own value unused; empty where they do not determine it. Where
/// they do so in two ways the shorter is taken: by cost and net rather than by the ratio, whose few
/// digits say less.
std::optional<Amount> derived(const Balance& balance, Part part);

}  // namespace outturn::evidence
