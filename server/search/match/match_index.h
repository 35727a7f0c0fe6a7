// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of one generation made ready for counting: for every value of every filter, and every
// bin of every histogram, the set of records that have it. Common values are rows of bits, rare
// ones lists of numbers, so that all of them together take at most 8 bytes per value of a record.
// Made once from the mapped file, then immutable; any number of threads may read it.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schema/base/result.h"
#include "schema/index/columns_file.h"
#include "server/search/match/bits.h"

namespace outturn::search {

/// A value of a filter, or (with an empty text) a bin of its histogram.
struct Value {
  index::FilterId filter;
  std::string_view text;
};

/// Number of a value among all values of the index.
using ValueId = std::uint32_t;
inline constexpr ValueId kNoValue = 0xFFFFFFFF;

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
  const Value& value(ValueId id) const { return values_[id]; }
  std::size_t value_count() const { return values_.size(); }
  /// kNoValue for a value that no record has.
  ValueId find(index::FilterId filter, std::string_view text) const;

  /// How many of the records have the value at all.
  std::size_t count(ValueId id) const { return counts_[id]; }
  /// How many records of the set have it.
  std::size_t count_in(ValueId id, const Bits& set) const;
  void add_to(ValueId id, Bits& set) const;
  /// The lowest number of a record that has it; 0 where none has.
  std::uint32_t first_with(ValueId id) const;

  /// The values of a row, by bit of its word.
  std::span<const ValueId> bit_values(index::Level level) const {
    return level == index::Level::kFinding ? finding_bits_ : appraisal_bits_;
  }
  /// The value of a code of the file.
  ValueId term_value(std::uint16_t term) const { return term_ids_[term]; }
  ValueId name_value(std::uint32_t name) const { return name_ids_[name]; }
  /// A term's own value, then (of an outcome) those of its broader terms.
  std::span<const ValueId> chain_of(std::uint16_t term) const {
    return {chains_.data() + chain_begins_[term], chain_begins_[term + 1U] - chain_begins_[term]};
  }

  /// Bytes on the heap; what is mapped is not counted.
  std::size_t heap_bytes() const;

 private:
  struct Place {  ///< of a set: in bits_ or in numbers_
    bool dense = false;
    std::size_t begin = 0;
    std::size_t size = 0;
  };
  ValueId add_value(index::FilterId filter, std::string_view text);
  void name_values();
  void build_sets();
  std::span<const std::uint64_t> dense(const Place& place) const {
    return {bits_.data() + place.begin, place.size};
  }
  std::span<const std::uint32_t> sparse(const Place& place) const {
    return {numbers_.data() + place.begin, place.size};
  }

  index::ColumnsFile file_;
  Bits all_;
  std::size_t total_ = 0;
  std::vector<Value> values_;
  std::array<std::vector<ValueId>, index::kFilterCount> values_of_;
  std::array<std::vector<ValueId>, index::kFilterCount> bins_of_;
  std::array<std::unordered_map<std::string_view, ValueId>, index::kFilterCount> lookup_;
  std::vector<std::size_t> counts_;
  std::vector<Place> places_;
  std::vector<std::uint64_t> bits_;
  std::vector<std::uint32_t> numbers_;
  std::vector<ValueId> term_ids_;
  std::vector<ValueId> name_ids_;
  std::vector<ValueId> finding_bits_;
  std::vector<ValueId> appraisal_bits_;
  std::vector<ValueId> chains_;
  std::vector<std::uint32_t> chain_begins_;
};

}  // namespace outturn::search
