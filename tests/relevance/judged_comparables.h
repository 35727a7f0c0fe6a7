// SPDX-License-Identifier: GPL-3.0-or-later
// The judged pairs of comparables.json, and how well an order of neighbours agrees with them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/relevance/judged.h"
#include "tests/unit/comparable/likeness_base.h"

namespace outturn::relevance {

struct ComparableCase {
  std::string id;
  bool held_out = false;  ///< no weight was chosen on it
  std::string record;     ///< its id, or empty
  std::string description;
  Grades grades;
};

std::vector<ComparableCase> comparable_cases();

/// The corpus, ready to be compared.
const testing::LikenessBase& comparable_base();

/// Of the joined score, over the cases that are held out: what it reached, less what a change of
/// three or four ranks may cost.
inline constexpr double kComparablesGoal = 0.62;

struct ComparableScores {
  double chosen_on = 0;  ///< mean nDCG@10 of the cases that weights were chosen on
  double held_out = 0;
  double all = 0;
};

using EachCase =
    std::function<void(const ComparableCase&, double, const std::vector<std::string>&)>;
ComparableScores score_comparables(const std::vector<ComparableCase>& cases,
                                   const search::ByPart& weights, const EachCase& each = {});

/// The usual weights with all but words at 0; and the other way round.
search::ByPart words_alone();
search::ByPart values_alone();

}  // namespace outturn::relevance
