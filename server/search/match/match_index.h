// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of one generation made ready for counting, both ways round. For every value of every
// filter, and every bin of every histogram, there is the set of records that have it: of common
// values a row of bits, of rare ones a list of numbers. For every record there are the values it
// has: common ones as bits of one BitRow, rare ones in a list. That takes 128 bytes a record and 8
// for each of its rare values at most. Made once from the mapped file, then immutable; any number
// of threads may read it.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/base/result.h"
#include "schema/index/columns_file.h"
#include "server/search/match/bits.h"
#include "server/search/match/counter_stock.h"
#include "server/search/match/tally.h"

namespace outturn::search {

/// A value of a filter, or (with an empty text) a bin of its histogram.
struct Value {
  index::FilterId filter;
  std::string_view text;
};

/// Number of a value among all values of the index: names come last, of which there may be as many
/// as records.
using ValueId = std::uint32_t;
inline constexpr ValueId kNoValue = 0xFFFFFFFF;

/// Words of a record's BitRow: what its findings have, what its appraisals have, each as in the
/// words of the rows themselves; the others hold the commonest of all other values.
inline constexpr std::size_t kFindingWord = 0;
inline constexpr std::size_t kAppraisalWord = 1;
inline constexpr std::size_t kFirstFreeBit = 2 * 64;
inline constexpr std::uint16_t kNoBit = 0xFFFF;

class MatchIndex {
 public:
  /// Errors: those of ColumnsFile::open.
  static base::Result<std::shared_ptr<const MatchIndex>> open(const std::filesystem::path& file);
  explicit MatchIndex(index::ColumnsFile file);

  const index::ColumnsFile& file() const { return file_; }
  std::size_t slots() const { return file_.slots(); }
  const Bits& all() const { return all_; }
  std::size_t total() const { return total_; }

  /// Values and bins of a filter: ids, lowest first. Bins are in the order of their edges.
  std::span<const ValueId> values_of(index::FilterId filter) const {
    return values_of_[index::number_of(filter)];
  }
  std::span<const ValueId> bins_of(index::FilterId filter) const {
    return bins_of_[index::number_of(filter)];
  }
  Value value(ValueId id) const {
    if (id < first_name_) return values_[id];
    const index::NamedValue& name = file_.names()[id - first_name_];
    return {name.filter, name.value};
  }
  std::size_t value_count() const { return first_name_ + file_.names().size(); }
  /// The ids from here on are names; those below are some hundreds.
  ValueId first_name() const { return first_name_; }
  /// The number of the filter that a name is of, which is read often and at random.
  std::size_t filter_of_name(ValueId id) const { return name_filters_[id - first_name_]; }
  /// kNoValue for a value that no record has.
  ValueId find(index::FilterId filter, std::string_view text) const;

  /// How many of the records have the value at all.
  std::size_t count(ValueId id) const { return counts_[id]; }
  /// How many records of the set have it.
  std::size_t count_in(ValueId id, const Bits& set) const;
  void add_to(ValueId id, Bits& set) const;
  /// The lowest number of a record that has it; 0 where none has.
  std::uint32_t first_with(ValueId id) const;

  /// Its place among the values of its filter in the order of their texts.
  std::uint32_t rank(ValueId id) const { return ranks_[id]; }

  /// By number of the record: its common values.
  std::span<const BitRow> common_values() const { return rows_; }
  /// By bit of those; kNoValue for a bit that stands for nothing.
  ValueId value_of_bit(std::size_t bit) const { return value_of_bit_[bit]; }
  /// kNoBit for a rare value.
  std::uint16_t bit_of(ValueId id) const { return bit_of_[id]; }
  /// What a record has besides.
  std::span<const ValueId> rare_values(std::uint32_t number) const {
    return {rare_.data() + rare_begins_[number], rare_begins_[number + 1] - rare_begins_[number]};
  }
  /// The values that some record has besides.
  std::span<const ValueId> rare_values() const { return all_rare_; }
  /// How many of those are names of that filter.
  std::size_t rare_names(index::FilterId filter) const {
    return rare_names_[index::number_of(filter)];
  }
  /// The first of them, those that most records have, of equals by text: all of them where they
  /// are not too many.
  std::span<const ValueId> commonest_names(index::FilterId filter) const {
    return commonest_names_[index::number_of(filter)];
  }
  /// Counters for whoever counts values; given back when they are.
  CounterStock& counters() const { return counters_; }

  /// The values of a row, by bit of its word.
  std::span<const ValueId> bit_values(index::Level level) const {
    return level == index::Level::kFinding ? finding_bits_ : appraisal_bits_;
  }
  /// By row: whose it is.
  std::span<const std::uint32_t> owners(index::Level level) const {
    return level == index::Level::kFinding ? finding_owners_ : appraisal_owners_;
  }
  /// The value of a code of the file.
  ValueId term_value(std::uint16_t term) const { return term_ids_[term]; }
  ValueId name_value(std::uint32_t name) const { return first_name_ + name; }
  /// A term's own value, then (of an outcome) those of its broader terms.
  std::span<const ValueId> chain_of(std::uint16_t term) const {
    return {chains_.data() + chain_begins_[term], chain_begins_[term + 1U] - chain_begins_[term]};
  }
  /// The common ones of those as bits, with all bits of the two words of rows; a row for kNoTerm.
  const BitRow& row_of(std::uint16_t term) const {
    return term_rows_[std::min<std::size_t>(term, term_rows_.size() - 1)];
  }
  /// Whether some of those are rare.
  bool is_rare(std::uint16_t term) const {
    return is_rare_[std::min<std::size_t>(term, is_rare_.size() - 1)] != 0;
  }

  /// Bytes on the heap; what is mapped is not counted.
  std::size_t heap_bytes() const;

 private:
  struct Place {  ///< of a set: in bits_ or in numbers_
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };
  ValueId add_value(index::FilterId filter, std::string_view text);
  void name_values();
  void rank_values();
  void give_bits();
  void fill_rows();
  void turn_bits();
  void turn_numbers();
  void find_commonest_names();
  bool is_dense(ValueId id) const { return bit_of_[id] != kNoBit; }
  std::span<const std::uint64_t> dense(ValueId id) const {
    return {bits_.data() + places_[id].begin, places_[id].size};
  }
  std::span<const std::uint32_t> sparse(ValueId id) const {
    return {numbers_.data() + places_[id].begin, places_[id].size};
  }

  index::ColumnsFile file_;
  Bits all_;
  std::size_t total_ = 0;
  std::vector<Value> values_;  ///< but for names, which the file has
  ValueId first_name_ = 0;
  std::vector<std::uint8_t> name_filters_;  ///< by name
  std::array<std::vector<ValueId>, index::kFilterCount> values_of_;
  std::array<std::vector<ValueId>, index::kFilterCount> bins_of_;
  std::array<std::vector<ValueId>, index::kFilterCount> by_text_;  ///< in the order of their texts
  std::vector<std::uint32_t> ranks_;
  std::vector<std::uint32_t> counts_;
  std::vector<BitRow> rows_;
  std::array<ValueId, kTallied> value_of_bit_{};
  std::vector<std::uint16_t> bit_of_;
  std::vector<BitRow> term_rows_;
  std::vector<std::uint8_t> is_rare_;
  std::vector<std::uint32_t> rare_begins_;
  std::vector<ValueId> rare_;
  std::vector<ValueId> all_rare_;
  std::array<std::size_t, index::kFilterCount> rare_names_{};
  std::array<std::vector<ValueId>, index::kFilterCount> commonest_names_;
  mutable CounterStock counters_;
  std::vector<Place> places_;
  std::vector<std::uint64_t> bits_;
  std::vector<std::uint32_t> numbers_;
  std::vector<ValueId> term_ids_;
  std::vector<std::uint32_t> finding_owners_;
  std::vector<std::uint32_t> appraisal_owners_;
  std::vector<ValueId> finding_bits_;
  std::vector<ValueId> appraisal_bits_;
  std::vector<ValueId> chains_;
  std::vector<std::uint32_t> chain_begins_;
};

}  // namespace outturn::search
