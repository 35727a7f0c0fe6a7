// SPDX-License-Identifier: GPL-3.0-or-later
// The pass: which records match, and how they split by every filter.
//
// What a count means. The count beside a value is the number of records that the search would find
// if the filter's choice were that value alone, and everything else stayed as it is. It follows
// that a filter's counts ignore its own choice and honour all others, and for filters of findings
// (and likewise of appraisals) that one and the same finding must have the value and pass the other
// filters of findings. A record counts once for a value, however many of its findings have it. A
// bin of a histogram is a value in this sense: the figure lies in the bin, and the filter's own
// range is ignored.
//
// How it is counted. Each filter of the record is a set, and so are "has a finding that passes" and
// "has an appraisal that passes". A record in all sets counts everywhere; one that lacks a single
// set counts in that filter alone. Where filters of findings are active, the findings of the
// records that pass everything else and may nearly pass these are tested: one that fails nothing
// counts in all filters of findings, one that fails a single filter counts in that filter alone. Of
// few records the findings are tested one by one; of one record in eight and more all findings of
// the file, 64 at a time.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/search/match/filter_set.h"
#include "server/search/match/match_index.h"
#include "server/search/match/row_tests.h"

namespace outturn::search {

/// More options than this are cut to the commonest; those that are chosen always stay. No
/// vocabulary has as many; of names (areas, programmes, sources) nobody reads more than the first.
inline constexpr std::size_t kMostOptions = 200;
inline constexpr std::size_t kMostNames = 30;

struct Option {
  std::string value;
  std::size_t count = 0;
  bool chosen = false;
  bool operator==(const Option&) const = default;
};

struct Split {
  std::vector<Option> options;  ///< with a count or chosen: the commonest first, then by value
  std::size_t distinct = 0;     ///< how many have a count, those that were cut among them
};

struct Counts {
  std::size_t total = 0;
  /// By filter; empty for a filter without values.
  std::array<Split, index::kFilterCount> splits;
  /// By filter: a count per bin; empty for a filter without a histogram.
  std::array<std::vector<std::size_t>, index::kFilterCount> histograms;
  /// By filter: the total if this filter alone were lifted; `total` for one that is not active.
  std::array<std::size_t, index::kFilterCount> without{};
};

struct Match {
  Bits records;
  Counts counts;
};

/// Where the sets of filters come from; a cache may stand behind it. Empty: worked out.
struct FilterSets {
  std::function<std::shared_ptr<const Bits>(const std::string& key,
                                            const std::function<Bits()>& make)>
      get;
};

/// Which way a set is counted. kTotal: no further than its size; of the counts the total alone is
/// there. The last two are for tests, which hold one against the other.
enum class Counting { kWhicheverIsFaster, kTotal, kRecordByRecord, kValueByValue };

/// Counts `text` (the records its words match; null: all records) cut down by the filters. Pure,
/// safe from any thread.
Match match(const MatchIndex& index, const Bits* text, const FilterSet& filters,
            const FilterSets& sets = {}, Counting counting = Counting::kWhicheverIsFaster);

}  // namespace outturn::search
