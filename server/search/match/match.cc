// SPDX-License-Identifier: GPL-3.0-or-later
// The pass; what is counted and how is said in match.h.
#include "server/search/match/match.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "server/search/match/row_counts.h"
#include "server/search/match/set_counts.h"

namespace outturn::search {
namespace {

using index::Asked;
using index::FilterId;
using index::Level;

/// A set the records must be in. `filter` is the filter it stands for, or the first of its level.
struct Constraint {
  Level level;
  FilterId filter;
  std::shared_ptr<const Bits> set;
};

/// The records in all sets, and for each set those that are in all others.
struct Sieved {
  Bits all;
  std::vector<Bits> without;
};

Sieved sieve(const Bits& start, const std::vector<Constraint>& constraints) {
  const std::size_t count = constraints.size();
  Sieved out{Bits(start.size()), std::vector<Bits>(count, Bits(start.size()))};
  std::vector<std::uint64_t> after(count + 1);
  const auto from = start.words();
  const auto all = out.all.words();
  for (std::size_t word = 0; word < from.size(); ++word) {
    if (from[word] == 0) continue;
    after[count] = ~std::uint64_t{0};
    for (std::size_t i = count; i-- > 0;)
      after[i] = after[i + 1] & constraints[i].set->words()[word];
    std::uint64_t before = from[word];
    for (std::size_t i = 0; i < count; ++i) {
      out.without[i].words()[word] = before & after[i + 1];
      before &= constraints[i].set->words()[word];
    }
    all[word] = before;
  }
  return out;
}

class Pass {
 public:
  Pass(const MatchIndex& index, const Bits* text, const FilterSet& filters, const FilterSets& sets,
       Counting counting)
      : index_(index),
        text_(text),
        filters_(filters),
        sets_(sets),
        counting_(counting),
        findings_(index, filters, Level::kFinding),
        appraisals_(index, filters, Level::kAppraisal) {}

  Match run() {
    constrain();
    Match out;
    if (counting_ == Counting::kTotal) {
      const Bits& start = text_ == nullptr ? index_.all() : *text_;
      out.records = constraints_.empty() ? start : sieve(start, constraints_).all;
      out.counts.total = out.records.count();
      return out;
    }
    if (text_ == nullptr && constraints_.empty()) {
      out.records = index_.all();
      out.counts.total = index_.total();
      count_all(out.records, out.counts.total);
      out.counts.without.fill(out.counts.total);
    } else {
      Sieved sieved = sieve(text_ == nullptr ? index_.all() : *text_, constraints_);
      out.counts.total = sieved.all.count();
      out.counts.without.fill(out.counts.total);
      count(sieved, out.counts);
      out.records = std::move(sieved.all);
    }
    for (std::size_t filter = 0; filter < index::kFilterCount; ++filter) report(filter, out.counts);
    return out;
  }

 private:
  std::shared_ptr<const Bits> set(const FilterSet& of, const std::function<Bits()>& make) const {
    if (sets_.get) return sets_.get(of.key(), make);
    return std::make_shared<const Bits>(make());
  }

  void constrain() {
    for (const index::Filter& row : index::kFilters) {
      const std::size_t number = index::number_of(row.id);
      if (row.level != Level::kRecord || !filters_.active(number)) continue;
      FilterSet one;
      one.values[number] = filters_.values[number];
      one.ranges[number] = filters_.ranges[number];
      constraints_.push_back({Level::kRecord, row.id, set(one, [&, id = row.id] {
                                return records_passing(index_, filters_, id);
                              })});
    }
    for (const RowTests* tests : {&findings_, &appraisals_}) {
      if (!tests->any()) continue;
      FilterSet level;
      for (const FilterId filter : tests->filters()) {
        const std::size_t number = index::number_of(filter);
        level.values[number] = filters_.values[number];
        level.ranges[number] = filters_.ranges[number];
      }
      constraints_.push_back({index::filter(tests->filters().front()).level,
                              tests->filters().front(),
                              set(level, [tests] { return tests->passing(); })});
    }
  }

  NamesWanted names_wanted() const {
    NamesWanted out{};
    for (const index::Filter& row : index::kFilters)
      // What is chosen is told besides.
      if (index::is_name(row.id))
        out[index::number_of(row.id)] =
            kMostNames + filters_.values[index::number_of(row.id)].size();
    return out;
  }

  void count(const Sieved& sieved, Counts& out) {
    count_all(sieved.all, out.total);
    for (std::size_t i = 0; i < constraints_.size(); ++i) {
      const Constraint& constraint = constraints_[i];
      if (constraint.level == Level::kRecord) {
        count_values(constraint.filter, sieved.without[i]);
        out.without[index::number_of(constraint.filter)] = sieved.without[i].count();
      } else {
        const RowTests& tests = constraint.level == Level::kFinding ? findings_ : appraisals_;
        const auto without =
            count_rows(index_, tests, sieved.all, sieved.without[i], counts_.values);
        for (std::size_t filter = 0; filter < without.size(); ++filter)
          out.without[index::number_of(tests.filters()[filter])] = without[filter];
      }
    }
  }

  /// The counts of chosen filters are put right by what follows.
  void count_all(const Bits& all, std::size_t total) {
    counts_ = counted(all, total, names_wanted());
  }

  SetCounts counted(const Bits& set, std::size_t total, const NamesWanted& wanted) const {
    return counting_ == Counting::kRecordByRecord ? counts_record_by_record(index_, set, wanted)
           : counting_ == Counting::kValueByValue ? counts_value_by_value(index_, set, wanted)
                                                  : counts_in(index_, set, total, wanted);
  }

  void count_values(FilterId filter, const Bits& records) {
    const std::size_t number = index::number_of(filter);
    if (index::is_name(filter)) {
      NamesWanted wanted{};
      wanted[number] = names_wanted()[number];
      counts_.names[number] = counted(records, records.count(), wanted).names[number];
      for (const std::string& name : filters_.values[number])
        if (const ValueId id = index_.find(filter, name); id != kNoValue)
          chosen_names_[id] = index_.count_in(id, records);
      return;
    }
    for (const auto ids : {index_.values_of(filter), index_.bins_of(filter)})
      for (const ValueId id : ids)
        counts_.values[id] = static_cast<std::uint32_t>(index_.count_in(id, records));
  }

  /// Of a name: for a chosen one.
  std::size_t count_of(ValueId id) const {
    return id < index_.first_name() ? counts_.values[id] : chosen_names_.at(id);
  }

  /// The values that some record has and that are not chosen, first ones first, as many as are
  /// told.
  std::vector<NameCount> first_values(const index::Filter& row, const auto& is_chosen,
                                      std::size_t& distinct) const {
    const std::size_t filter = index::number_of(row.id);
    if (index::is_name(row.id)) {
      distinct = counts_.names[filter].distinct;
      std::vector<NameCount> out = counts_.names[filter].first;
      std::erase_if(out, [&](const NameCount& name) { return is_chosen(name.id); });
      if (out.size() > kMostNames) out.resize(kMostNames);
      return out;
    }
    FirstNames first(kMostOptions);
    for (const ValueId id : index_.values_of(row.id)) {
      const std::uint32_t count = counts_.values[id];
      distinct += count > 0;
      if (count > 0 && !is_chosen(id)) first.add({count, index_.rank(id), id});
    }
    return first.take();
  }

  void report(std::size_t filter, Counts& out) const {
    const index::Filter& row = index::kFilters[filter];
    for (const ValueId id : index_.bins_of(row.id))
      out.histograms[filter].push_back(counts_.values[id]);
    if (row.asked != Asked::kValues) return;
    Split& split = out.splits[filter];
    const auto& wanted = filters_.values[filter];
    const std::unordered_set<std::string_view> chosen(wanted.begin(), wanted.end());
    const auto is_chosen = [&](ValueId id) {
      return !chosen.empty() && chosen.contains(index_.value(id).text);
    };
    std::vector<NameCount> held = first_values(row, is_chosen, split.distinct);
    std::vector<Option> none;  // chosen, and held by no record
    for (const std::string_view value : chosen) {
      const ValueId id = index_.find(row.id, value);
      if (id != kNoValue && count_of(id) > 0) {
        held.push_back({static_cast<std::uint32_t>(count_of(id)), index_.rank(id), id});
      } else {
        none.push_back({std::string(value), 0, true});
      }
    }
    std::sort(held.begin(), held.end());
    for (const NameCount& one : held)
      split.options.push_back(
          {std::string(index_.value(one.id).text), one.count, is_chosen(one.id)});
    std::sort(none.begin(), none.end(),
              [](const Option& a, const Option& b) { return a.value < b.value; });
    std::move(none.begin(), none.end(), std::back_inserter(split.options));
  }

  const MatchIndex& index_;
  const Bits* text_;
  const FilterSet& filters_;
  const FilterSets& sets_;
  Counting counting_;
  RowTests findings_;
  RowTests appraisals_;
  std::vector<Constraint> constraints_;
  SetCounts counts_;
  std::unordered_map<ValueId, std::size_t> chosen_names_;  ///< how many records have each
};

}  // namespace

Match match(const MatchIndex& index, const Bits* text, const FilterSet& filters,
            const FilterSets& sets, Counting counting) {
  return Pass(index, text, filters, sets, counting).run();
}

}  // namespace outturn::search
