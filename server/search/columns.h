// SPDX-License-Identifier: GPL-3.0-or-later
// What the facets and sort orders of a generation are counted from: for every facet value the set
// of record numbers that have it, and for every record its ratio and its place among the titles.
// Read from the index once, then immutable, so any number of threads may read it.
#pragma once

#include <array>
#include <limits>
#include <roaring/roaring.hh>
#include <string>
#include <unordered_map>
#include <vector>

#include "schema/index/fields.h"

namespace Xapian {
class Database;
}

namespace outturn::search {

using RecordSet = ::Roaring;

struct Columns {
  RecordSet all;
  /// Per facet: value -> the records that have it.
  std::array<std::unordered_map<std::string, RecordSet>, index::kFacetCount> facets;
  /// By record number; NaN where the record has no ratio. Slot 0 is unused.
  std::vector<double> ratio;
  std::vector<double> ratio_low;
  std::vector<double> ratio_high;
  /// By record number: place in title order.
  std::vector<unsigned> title_rank;

  /// The records with a value of the facet; the empty set for a value no record has.
  const RecordSet& with(std::size_t facet, const std::string& value) const;
};

Columns read_columns(const Xapian::Database& database);

}  // namespace outturn::search
