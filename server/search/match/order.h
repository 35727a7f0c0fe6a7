// SPDX-License-Identifier: GPL-3.0-or-later
// Which of the matching records come first, by a figure. Figures are only put in order where they
// can be compared: ratios of one kind and perspective, effects on the outcomes that were asked for
// or within one domain, costs in one currency. What an order keeps to is part of the answer, so
// that a page can say it. Records without such a figure come last. Ties, and those last ones, go by
// title, then by number, so that every order is total and pages never overlap.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "server/search/match/filter_set.h"
#include "server/search/match/match_index.h"

namespace outturn::search {

/// kRatio, kEffect, kStrength and kYear begin with the highest, kCost with the lowest.
enum class Order { kRatio, kEffect, kStrength, kCost, kYear, kTitle };

/// What the figures of an order have in common. Only the members the order needs are set; all are
/// empty where no record has such a figure.
struct Comparability {
  std::string kind;         ///< ratio: of appraisal
  std::string perspective;  ///< ratio
  std::string domain;       ///< effect: the broadest outcome; empty where outcomes were asked for
  std::string currency;     ///< cost
  bool operator==(const Comparability&) const = default;
};

struct Paging {
  std::size_t limit = 20;
  std::size_t offset = 0;
};

/// kProgramme: each programme once, in the place of the first of its records; records that name no
/// programme stand for themselves.
enum class Grouping { kNone, kProgramme };

struct Placed {
  std::uint32_t number = 0;
  std::size_t in_group = 1;  ///< matching records of the same programme, where grouped
};

struct OrderedPage {
  std::vector<Placed> records;
  bool more = false;  ///< whether something comes behind them
  Comparability comparable;
  std::size_t with_figure = 0;  ///< matching records that have a figure that can be compared
};

/// An order of all records of a set under a filter set. Figures come from findings and appraisals
/// that pass the filters: of ratios and costs the first that a record reports, of effects the
/// largest. Pure, safe from any thread.
OrderedPage ordered(const MatchIndex& index, const Bits& records, const FilterSet& filters,
                    Order order, const Paging& paging, Grouping grouping = Grouping::kNone);

/// A record with what it is ordered by: lower keys first.
struct Scored {
  std::uint32_t number = 0;
  double key = std::numeric_limits<double>::infinity();
};

/// A page of records that were scored elsewhere, such as by relevance; ties by number.
OrderedPage ordered(const MatchIndex& index, const std::vector<Scored>& records,
                    const Paging& paging, Grouping grouping = Grouping::kNone);

}  // namespace outturn::search
