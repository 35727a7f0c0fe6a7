// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the columns of a generation from its index: posting lists become bitmaps, value streams
// become arrays.
#include "server/search/columns.h"

#include <xapian.h>

#include <algorithm>
#include <numeric>

#include "schema/index/plan.h"

namespace outturn::search {
namespace {

std::vector<double> read_numbers(const Xapian::Database& database, unsigned slot,
                                 std::size_t size) {
  std::vector<double> numbers(size, std::numeric_limits<double>::quiet_NaN());
  for (auto it = database.valuestream_begin(slot); it != database.valuestream_end(slot); ++it)
    numbers[it.get_docid()] = Xapian::sortable_unserialise(*it);
  return numbers;
}

}  // namespace

const RecordSet& Columns::with(std::size_t facet, const std::string& value) const {
  static const RecordSet kNone;
  const auto found = facets[facet].find(value);
  return found == facets[facet].end() ? kNone : found->second;
}

Columns read_columns(const Xapian::Database& database) {
  Columns columns;
  for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it)
    columns.all.add(*it);
  for (std::size_t facet = 0; facet < index::kFacetCount; ++facet) {
    const std::string prefix = index::filter_term(facet, "");
    for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix);
         ++term) {
      RecordSet& set = columns.facets[facet][(*term).substr(prefix.size())];
      for (auto it = database.postlist_begin(*term); it != database.postlist_end(*term); ++it)
        set.add(*it);
      set.runOptimize();
    }
  }
  const std::size_t slots = database.get_lastdocid() + 1;
  columns.ratio = read_numbers(database, index::kRatioSlot, slots);
  columns.ratio_low = read_numbers(database, index::kRatioLowSlot, slots);
  columns.ratio_high = read_numbers(database, index::kRatioHighSlot, slots);

  std::vector<std::string> titles(slots);
  for (auto it = database.valuestream_begin(index::kTitleSlot);
       it != database.valuestream_end(index::kTitleSlot); ++it)
    titles[it.get_docid()] = *it;
  std::vector<unsigned> order(slots);
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](unsigned a, unsigned b) { return titles[a] < titles[b]; });
  columns.title_rank.resize(slots);
  for (unsigned rank = 0; rank < slots; ++rank) columns.title_rank[order[rank]] = rank;
  return columns;
}

}  // namespace outturn::search
