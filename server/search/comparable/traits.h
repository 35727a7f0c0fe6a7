// SPDX-License-Identifier: GPL-3.0-or-later
// What an intervention is, apart from its words: outcomes, people, ages, setting, place, cost, as
// values of a match index. Taken from the columns of a record, or from what a description mentions;
// held against one another part by part.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "server/search/comparable/description.h"
#include "server/search/comparable/parts.h"
#include "server/search/match/filter_set.h"
#include "server/search/match/match_index.h"

namespace outturn::search {

/// Years that belong to it whole: 5 to 11 holds a child of 11. Open ends are infinite.
struct Ages {
  double least = 0;
  double most = 0;
};

/// A cost per participant that is above 0.
struct Cost {
  std::uint16_t currency = index::kNoTerm;  ///< code of a term; never kNoTerm
  int price_year = 0;                       ///< 0: not known
  double amount = 0;
};

struct Traits {
  /// By part: its values with their broader ones, sorted, each once. Empty for words, age and cost.
  std::array<std::vector<ValueId>, kPartCount> values;
  std::optional<Ages> ages;
  std::vector<Cost> costs;
};

/// How much it says that two records share a value: the logarithm of how rare it is, never quite 0.
double information(const MatchIndex& index, ValueId id);

/// Reads traits from columns. Made for one question; the index outlives it.
class TraitReader {
 public:
  explicit TraitReader(const MatchIndex& index);

  Traits of_record(std::uint32_t number) const;

  /// What a description mentions, and what it is narrowed to: who looks among schools means
  /// schools.
  Traits of_description(const Mentions& mentions, const FilterSet& filters) const;

 private:
  void add(ValueId id, Traits& traits) const;
  void add_value(index::FilterId filter, std::string_view value, Traits& traits) const;

  const MatchIndex& index_;
  std::span<const std::uint16_t> terms_;
  std::span<const std::uint32_t> names_;
  std::span<const std::uint16_t> outcomes_;
  std::span<const std::uint16_t> currencies_;
  std::span<const std::int16_t> price_years_;
  std::span<const double> costs_;
  std::span<const double> age_min_;
  std::span<const double> age_max_;
};

/// Values in both, in rising order.
std::vector<ValueId> shared(const std::vector<ValueId>& a, const std::vector<ValueId>& b);

/// The years that both are for; none where they do not meet or one is not known.
std::optional<Ages> overlap(const std::optional<Ages>& a, const std::optional<Ages>& b);

/// The smaller over the larger of the two costs that lie nearest, of those in one currency whose
/// price years, where both are known, are the same; none where there are no such.
std::optional<double> cost_ratio(const std::vector<Cost>& a, const std::vector<Cost>& b);

/// How alike two are, by part, each from 0 to 1; words are left at 0. Values count by their
/// information: what is shared, over the geometric mean of what either has and 2 more, so that
/// sharing much counts for more than sharing all of little.
ByPart likeness(const MatchIndex& index, const Traits& a, const Traits& b);

/// Costs this near count as the same, and as half so.
inline constexpr double kSameCost = 0.8;
inline constexpr double kNearCost = 0.5;

}  // namespace outturn::search
