// SPDX-License-Identifier: GPL-3.0-or-later
// The bins of the histograms: fixed edges, so that a bin is a value like any other and can be
// counted as one. A bin holds its lower edge and not its upper; the first and the last are open.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>

#include "schema/index/filters.h"

namespace outturn::index {

inline constexpr std::array kRatioEdges{0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0};
inline constexpr std::array kEffectEdges{-1.0, -0.9, -0.8, -0.7, -0.6, -0.5, -0.4,
                                         -0.3, -0.2, -0.1, 0.0,  0.1,  0.2,  0.3,
                                         0.4,  0.5,  0.6,  0.7,  0.8,  0.9,  1.0};
inline constexpr std::array kCostEdges{10.0,   20.0,   50.0, 100.0, 200.0, 500.0, 1000.0,
                                       2000.0, 5000.0, 1e4,  2e4,   5e4,   1e5};
/// 1980 to 2030, a bin a year.
inline constexpr std::array kYearEdges = [] {
  std::array<double, 51> edges{};
  for (std::size_t i = 0; i < edges.size(); ++i) edges[i] = 1980.0 + static_cast<double>(i);
  return edges;
}();

/// The filters with a histogram.
inline constexpr std::array kHistograms{FilterId::kRatio, FilterId::kEffect, FilterId::kCost,
                                        FilterId::kYear};

/// The edges of a filter's histogram; none where it has no histogram. There is one bin more than
/// there are edges.
constexpr std::span<const double> edges_of(FilterId filter) {
  switch (filter) {
    case FilterId::kRatio:
      return kRatioEdges;
    case FilterId::kEffect:
      return kEffectEdges;
    case FilterId::kCost:
      return kCostEdges;
    case FilterId::kYear:
      return kYearEdges;
    default:
      return {};
  }
}

/// The bin a figure lies in.
constexpr std::size_t bin_of(std::span<const double> edges, double figure) {
  return static_cast<std::size_t>(std::upper_bound(edges.begin(), edges.end(), figure) -
                                  edges.begin());
}

}  // namespace outturn::index
