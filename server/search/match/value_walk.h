// SPDX-License-Identifier: GPL-3.0-or-later
// Walks the values of single records, each value once a record: from rows to a record's own values.
// For the match-set engine alone; used by one thread.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "server/search/match/match_index.h"

namespace outturn::search {

class ValueWalk {
 public:
  /// `index` may still be under construction: it has named its values.
  explicit ValueWalk(const MatchIndex& index)
      : index_(index), file_(index.file()), last_(index.first_name(), 0) {}

  /// Calls `visit(id)` for every value and bin of the record.
  template <typename Visit>
  void record(std::uint32_t number, const Visit& visit) {
    const auto terms = file_.rows(index::Section::kTermOffsets, number);
    for (std::uint32_t i = terms.begin; i < terms.end; ++i) visit(index_.term_value(terms_[i]));
    const auto names = file_.rows(index::Section::kNameOffsets, number);
    for (std::uint32_t i = names.begin; i < names.end; ++i) visit(index_.name_value(names_[i]));
    if (programmes_[number] != index::kNoCode) visit(index_.name_value(programmes_[number]));
    if (years_[number] != 0) visit(year_bins_[index::bin_of(index::kYearEdges, years_[number])]);
    const auto findings = file_.rows(index::Section::kFindingOffsets, number);
    std::uint64_t bits = 0;
    for (std::uint32_t row = findings.begin; row < findings.end; ++row) {
      bits |= finding_bits_[row];
      for (const ValueId id : index_.chain_of(outcomes_[row])) once(number, id, visit);
    }
    spread(bits, index_.bit_values(index::Level::kFinding), visit);
    const auto appraisals = file_.rows(index::Section::kAppraisalOffsets, number);
    bits = 0;
    for (std::uint32_t row = appraisals.begin; row < appraisals.end; ++row) {
      bits |= appraisal_bits_[row];
      if (currencies_[row] != index::kNoTerm)
        once(number, index_.term_value(currencies_[row]), visit);
    }
    spread(bits, index_.bit_values(index::Level::kAppraisal), visit);
  }

  /// Bids the processor fetch what record() will read.
  void fetch(std::uint32_t number) const {
    __builtin_prefetch(terms_.data() + file_.rows(index::Section::kTermOffsets, number).begin);
    __builtin_prefetch(names_.data() + file_.rows(index::Section::kNameOffsets, number).begin);
    __builtin_prefetch(programmes_.data() + number);
    __builtin_prefetch(years_.data() + number);
    const auto finding = file_.rows(index::Section::kFindingOffsets, number).begin;
    __builtin_prefetch(finding_bits_.data() + finding);
    __builtin_prefetch(outcomes_.data() + finding);
    const auto appraisal = file_.rows(index::Section::kAppraisalOffsets, number).begin;
    __builtin_prefetch(appraisal_bits_.data() + appraisal);
    __builtin_prefetch(currencies_.data() + appraisal);
  }

  /// Before the same records are walked a second time.
  void forget() { std::fill(last_.begin(), last_.end(), 0); }

  template <typename Visit>
  static void spread(std::uint64_t bits, std::span<const ValueId> ids, const Visit& visit) {
    for (; bits != 0; bits &= bits - 1) {
      const ValueId id = ids[static_cast<std::size_t>(std::countr_zero(bits))];
      if (id != kNoValue) visit(id);
    }
  }

 private:
  template <typename Visit>
  void once(std::uint32_t number, ValueId id, const Visit& visit) {
    if (last_[id] == number + 1) return;
    last_[id] = number + 1;
    visit(id);
  }

  const MatchIndex& index_;
  const index::ColumnsFile& file_;
  /// By value: the number of the record that had it last, and one more.
  std::vector<std::uint32_t> last_;
  std::span<const ValueId> year_bins_ = index_.bins_of(index::FilterId::kYear);
  std::span<const std::uint16_t> terms_ = file_.column<std::uint16_t>(index::Section::kTerms);
  std::span<const std::uint32_t> names_ = file_.column<std::uint32_t>(index::Section::kNames);
  std::span<const std::uint32_t> programmes_ =
      file_.column<std::uint32_t>(index::Section::kProgramme);
  std::span<const std::int16_t> years_ = file_.column<std::int16_t>(index::Section::kYear);
  std::span<const std::uint64_t> finding_bits_ =
      file_.column<std::uint64_t>(index::Section::kFindingBits);
  std::span<const std::uint16_t> outcomes_ =
      file_.column<std::uint16_t>(index::Section::kFindingOutcome);
  std::span<const std::uint64_t> appraisal_bits_ =
      file_.column<std::uint64_t>(index::Section::kAppraisalBits);
  std::span<const std::uint16_t> currencies_ =
      file_.column<std::uint16_t>(index::Section::kCurrency);
};

}  // namespace outturn::search
