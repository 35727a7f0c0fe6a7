// SPDX-License-Identifier: GPL-3.0-or-later
// The pass; what is counted and how is said in match.h.
#include "server/search/match/match.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "schema/index/bins.h"
#include "server/search/match/value_walk.h"

namespace outturn::search {
namespace {

using index::Asked;
using index::FilterId;
using index::Level;

/// Below one record in this many, walking the records beats meeting every value's set.
constexpr std::size_t kFew = 200;
/// The same for names alone, of which a record has few.
constexpr std::size_t kSome = 3;

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
      counts_.resize(index_.value_count());
      for (ValueId id = 0; id < counts_.size(); ++id) counts_[id] = index_.count(id);
      out.counts.total = index_.total();
      out.counts.without.fill(out.counts.total);
    } else {
      Sieved sieved = sieve(text_ == nullptr ? index_.all() : *text_, constraints_);
      counts_.assign(index_.value_count(), 0);
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

  void count(const Sieved& sieved, Counts& out) {
    count_where_nothing_is_chosen(sieved.all, out.total);
    for (std::size_t i = 0; i < constraints_.size(); ++i) {
      const Constraint& constraint = constraints_[i];
      if (constraint.level == Level::kRecord) {
        count_values(constraint.filter, sieved.without[i]);
        out.without[index::number_of(constraint.filter)] = sieved.without[i].count();
      } else {
        const bool finding = constraint.level == Level::kFinding;
        count_rows(finding ? findings_ : appraisals_, sieved.all, sieved.without[i], out);
      }
    }
  }

  /// The filters whose counts are taken over the records that pass everything.
  bool counted_over_all(FilterId filter) const {
    switch (index::filter(filter).level) {
      case Level::kFinding:
        return !findings_.any();
      case Level::kAppraisal:
        return !appraisals_.any();
      case Level::kRecord:
        break;
    }
    return !filters_.active(filter);
  }

  void count_where_nothing_is_chosen(const Bits& all, std::size_t total) {
    if (total == 0) return;
    const bool few = counting_ == Counting::kWhicheverIsFaster
                         ? total * kFew < index_.slots()
                         : counting_ == Counting::kRecordByRecord;
    if (few) {
      ValueWalk walk(index_);
      all.for_each(
          [&](std::uint32_t number) { walk.record(number, [&](ValueId id) { ++counts_[id]; }); });
      return;  // the counts of chosen filters are put right by what follows
    }
    const bool names_by_record = total * kSome < index_.slots();
    for (const index::Filter& row : index::kFilters)
      if (counted_over_all(row.id) && !(names_by_record && index::is_name(row.id)))
        count_values(row.id, all);
    if (names_by_record) count_names(all);
  }

  /// Names are many and rare: most of them would be met in vain.
  void count_names(const Bits& all) {
    const index::ColumnsFile& file = index_.file();
    const auto names = file.column<std::uint32_t>(index::Section::kNames);
    const auto programmes = file.column<std::uint32_t>(index::Section::kProgramme);
    all.for_each([&](std::uint32_t number) {
      const auto [begin, end] = file.rows(index::Section::kNameOffsets, number);
      for (std::uint32_t i = begin; i < end; ++i) ++counts_[index_.name_value(names[i])];
      if (programmes[number] != index::kNoCode) ++counts_[index_.name_value(programmes[number])];
    });
  }

  void count_values(FilterId filter, const Bits& records) {
    for (const ValueId id : index_.values_of(filter)) counts_[id] = index_.count_in(id, records);
    for (const ValueId id : index_.bins_of(filter)) counts_[id] = index_.count_in(id, records);
  }

  /// What a row counts for, by the filters it fails.
  struct Verdict {
    std::uint64_t bits = 0;  ///< of its word
    bool code = false;       ///< its outcome or currency
    unsigned lifts = 0;      ///< the filters without which it would pass
  };

  static std::vector<Verdict> verdicts(const RowTests& tests, FilterId code_filter) {
    std::vector<Verdict> out(std::size_t{1} << tests.filters().size());
    out[0] = {~std::uint64_t{0}, true, ~0U};
    for (std::size_t i = 0; i < tests.filters().size(); ++i) {
      const FilterId filter = tests.filters()[i];
      const index::BitField* field = index::bit_field(filter);
      out[std::size_t{1} << i] = {field == nullptr ? 0 : mask_of(*field), filter == code_filter,
                                  1U << i};
    }
    return out;
  }

  void clear_level(Level level) {
    for (const index::Filter& row : index::kFilters) {
      if (row.level != level) continue;
      for (const ValueId id : index_.values_of(row.id)) counts_[id] = 0;
      for (const ValueId id : index_.bins_of(row.id)) counts_[id] = 0;
    }
  }

  /// `candidates` pass everything but this level; `all` pass this level too.
  void count_rows(const RowTests& tests, const Bits& all, const Bits& candidates, Counts& out) {
    const Level level = index::filter(tests.filters().front()).level;
    const FilterId code_filter =
        level == Level::kFinding ? FilterId::kOutcome : FilterId::kCurrency;
    clear_level(level);
    // Where a single filter is active, its own counts are those of the candidates.
    const bool single = tests.filters().size() == 1;
    const std::vector<Verdict> by_failures = verdicts(tests, code_filter);
    const auto ids = index_.bit_values(level);
    std::vector<std::size_t> lifted(tests.filters().size());
    std::vector<std::uint32_t> last(index_.value_count(), 0);
    std::array<std::size_t, index::kRowBits> bit_counts{};
    const auto ahead = [&](std::uint32_t number) { tests.fetch(number); };
    const Bits looked_at = single ? all : tests.may_nearly_pass(candidates);
    looked_at.for_each_ahead(ahead, [&](std::uint32_t number) {
      std::uint64_t bits = 0;
      unsigned lifts = 0;
      const auto [begin, end] = tests.rows(number);
      for (std::uint32_t row = begin; row < end; ++row) {
        const Verdict& verdict = by_failures[tests.failures(row)];
        bits |= tests.bits(row) & verdict.bits;
        lifts |= verdict.lifts;
        const std::uint16_t code = tests.code(row);
        if (!verdict.code || code == index::kNoTerm) continue;
        for (const ValueId id : index_.chain_of(code)) {
          counts_[id] += last[id] != number + 1;
          last[id] = number + 1;
        }
      }
      for (; bits != 0; bits &= bits - 1)
        ++bit_counts[static_cast<std::size_t>(std::countr_zero(bits))];
      for (std::size_t i = 0; i < lifted.size(); ++i) lifted[i] += lifts >> i & 1;
    });
    for (std::size_t bit = 0; bit < bit_counts.size(); ++bit)
      if (ids[bit] != kNoValue) counts_[ids[bit]] = bit_counts[bit];
    if (single) {
      count_values(tests.filters().front(), candidates);
      lifted.front() = candidates.count();
    }
    for (std::size_t i = 0; i < lifted.size(); ++i)
      out.without[index::number_of(tests.filters()[i])] = lifted[i];
  }

  void report(std::size_t filter, Counts& out) const {
    const index::Filter& row = index::kFilters[filter];
    for (const ValueId id : index_.bins_of(row.id)) out.histograms[filter].push_back(counts_[id]);
    if (row.asked != Asked::kValues) return;
    Split& split = out.splits[filter];
    const auto& wanted = filters_.values[filter];
    const std::unordered_set<std::string_view> chosen(wanted.begin(), wanted.end());
    std::vector<ValueId> held;
    for (const ValueId id : index_.values_of(row.id)) {
      split.distinct += counts_[id] > 0;
      if (counts_[id] > 0 && !chosen.contains(index_.value(id).text)) held.push_back(id);
    }
    const auto before = [&](ValueId a, ValueId b) {
      if (counts_[a] != counts_[b]) return counts_[a] > counts_[b];
      return index_.value(a).text < index_.value(b).text;
    };
    const std::size_t most = index::is_name(row.id) ? kMostNames : kMostOptions;
    if (held.size() > most) {
      std::nth_element(held.begin(), held.begin() + static_cast<std::ptrdiff_t>(most), held.end(),
                       before);
      held.resize(most);
    }
    for (const ValueId id : held)
      split.options.push_back({std::string(index_.value(id).text), counts_[id], false});
    for (const std::string_view value : chosen) {
      const ValueId id = index_.find(row.id, value);
      split.options.push_back({std::string(value), id == kNoValue ? 0 : counts_[id], true});
    }
    std::sort(split.options.begin(), split.options.end(), [](const Option& a, const Option& b) {
      return a.count != b.count ? a.count > b.count : a.value < b.value;
    });
  }

  const MatchIndex& index_;
  const Bits* text_;
  const FilterSet& filters_;
  const FilterSets& sets_;
  Counting counting_;
  RowTests findings_;
  RowTests appraisals_;
  std::vector<Constraint> constraints_;
  std::vector<std::size_t> counts_;  ///< by value
};

}  // namespace

Match match(const MatchIndex& index, const Bits* text, const FilterSet& filters,
            const FilterSets& sets, Counting counting) {
  return Pass(index, text, filters, sets, counting).run();
}

}  // namespace outturn::search
