// SPDX-License-Identifier: GPL-3.0-or-later
// What a search is narrowed by: chosen values and ranges, by the rows of the filter table.
#pragma once

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "schema/index/filters.h"

namespace outturn::search {

/// Both ends belong to it; an end that is not given is open.
struct Range {
  std::optional<double> least;
  std::optional<double> most;

  bool any() const { return least || most; }
  double low() const { return least.value_or(-std::numeric_limits<double>::infinity()); }
  double high() const { return most.value_or(std::numeric_limits<double>::infinity()); }
  bool operator==(const Range&) const = default;
};

struct FilterSet {
  /// Any of the values; none chosen: the filter is off.
  std::array<std::vector<std::string>, index::kFilterCount> values;
  std::array<Range, index::kFilterCount> ranges;

  bool active(std::size_t filter) const { return !values[filter].empty() || ranges[filter].any(); }
  bool active(index::FilterId filter) const { return active(index::number_of(filter)); }
  bool any() const {
    for (std::size_t filter = 0; filter < index::kFilterCount; ++filter)
      if (active(filter)) return true;
    return false;
  }
  std::vector<std::string>& chosen(index::FilterId filter) {
    return values[index::number_of(filter)];
  }
  Range& range(index::FilterId filter) { return ranges[index::number_of(filter)]; }
  bool operator==(const FilterSet&) const = default;

  /// The same for two sets that ask the same, whatever order their values came in.
  std::string key() const;
};

}  // namespace outturn::search
