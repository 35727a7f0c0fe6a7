// SPDX-License-Identifier: GPL-3.0-or-later
// Which values are common, and who has which: first record by record, then turned round into sets.
// Contract in match_index.h.
#include <algorithm>
#include <numeric>

#include "schema/base/sort_key.h"
#include "schema/index/bins.h"
#include "server/search/match/first_names.h"
#include "server/search/match/match_index.h"

namespace outturn::search {

using index::FilterId;
using index::Level;
using index::Section;

namespace {

/// A value of at least one record in this many is common, if there is a bit left.
constexpr std::size_t kCommon = 256;
/// Names of a filter that are known to be its commonest: a set that lacks few records has most of
/// them all.
constexpr std::size_t kCommonest = 2048;

/// Bit j of word i becomes bit i of word j (Warren, "Hacker's Delight", 2nd edition, 7-3).
void turn(std::array<std::uint64_t, 64>& words) {
  std::uint64_t mask = 0x00000000FFFFFFFF;
  for (unsigned step = 32; step != 0; step /= 2, mask ^= mask << step)
    for (unsigned i = 0; i < 64; i = (i + step + 1) & ~step) {
      const std::uint64_t differ = ((words[i] >> step) ^ words[i + step]) & mask;
      words[i] ^= differ << step;
      words[i + step] ^= differ;
    }
}

}  // namespace

void MatchIndex::rank_values() {
  ranks_.resize(value_count());
  for (std::size_t filter = 0; filter < values_of_.size(); ++filter) {
    std::vector<std::pair<std::uint64_t, ValueId>> sorted;
    sorted.reserve(values_of_[filter].size());
    for (const ValueId id : values_of_[filter])
      sorted.emplace_back(base::sort_key(value(id).text), id);
    std::sort(sorted.begin(), sorted.end(), [&](const auto& a, const auto& b) {
      return a.first != b.first ? a.first < b.first : value(a.second).text < value(b.second).text;
    });
    by_text_[filter].reserve(sorted.size());
    for (const auto& [letters, id] : sorted) {
      ranks_[id] = static_cast<std::uint32_t>(by_text_[filter].size());
      by_text_[filter].push_back(id);
    }
  }
}

void MatchIndex::give_bits() {
  value_of_bit_.fill(kNoValue);
  bit_of_.assign(value_count(), kNoBit);
  const auto give = [&](std::size_t bit, ValueId id) {
    value_of_bit_[bit] = id;
    if (id != kNoValue) bit_of_[id] = static_cast<std::uint16_t>(bit);
  };
  for (unsigned bit = 0; bit < index::kRowBits; ++bit) {
    give(kFindingWord * 64 + bit, finding_bits_[bit]);
    give(kAppraisalWord * 64 + bit, appraisal_bits_[bit]);
  }
  // How often a value is met, which is at least as often as records have it.
  std::vector<std::size_t> met(value_count());
  for (const auto term : file_.column<std::uint16_t>(Section::kTerms)) ++met[term_ids_[term]];
  for (const auto name : file_.column<std::uint32_t>(Section::kNames)) ++met[name_value(name)];
  for (const auto name : file_.column<std::uint32_t>(Section::kProgramme))
    if (name != index::kNoCode) ++met[name_value(name)];
  for (const auto term : file_.column<std::uint16_t>(Section::kFindingOutcome))
    for (const ValueId id : chain_of(term)) ++met[id];
  for (const auto term : file_.column<std::uint16_t>(Section::kCurrency))
    if (term != index::kNoTerm) ++met[term_ids_[term]];
  for (const ValueId id : bins_of(FilterId::kYear)) met[id] = slots();  // of which there are few

  std::vector<ValueId> common;
  for (ValueId id = 0; id < met.size(); ++id)
    if (bit_of_[id] == kNoBit && met[id] != 0 && met[id] * kCommon >= slots()) common.push_back(id);
  std::sort(common.begin(), common.end(),
            [&](ValueId a, ValueId b) { return met[a] != met[b] ? met[a] > met[b] : a < b; });
  for (std::size_t i = 0; i < common.size() && kFirstFreeBit + i < kTallied; ++i)
    give(kFirstFreeBit + i, common[i]);

  const std::size_t terms = file_.terms().size();
  is_rare_.resize(terms + 1);
  term_rows_.resize(terms + 1);
  for (BitRow& row : term_rows_) row.words[kFindingWord] = row.words[kAppraisalWord] = ~0ULL;
  for (std::size_t term = 0; term < terms; ++term)
    for (const ValueId id : chain_of(static_cast<std::uint16_t>(term))) {
      if (bit_of_[id] == kNoBit) {
        is_rare_[term] = 1;
      } else {
        term_rows_[term].set(bit_of_[id]);
      }
    }
}

void MatchIndex::fill_rows() {
  rows_.resize(slots());
  rare_begins_.resize(slots() + 1);
  const auto terms = file_.column<std::uint16_t>(Section::kTerms);
  const auto names = file_.column<std::uint32_t>(Section::kNames);
  const auto programmes = file_.column<std::uint32_t>(Section::kProgramme);
  const auto years = file_.column<std::int16_t>(Section::kYear);
  const auto finding_bits = file_.column<std::uint64_t>(Section::kFindingBits);
  const auto outcomes = file_.column<std::uint16_t>(Section::kFindingOutcome);
  const auto appraisal_bits = file_.column<std::uint64_t>(Section::kAppraisalBits);
  const auto currencies = file_.column<std::uint16_t>(Section::kCurrency);
  finding_owners_.resize(finding_bits.size());
  appraisal_owners_.resize(appraisal_bits.size());
  std::vector<std::uint32_t> last(value_count(), 0);  // by rare value: the record that had it last
  for (std::uint32_t number = 0; number < slots(); ++number) {
    rare_begins_[number] = static_cast<std::uint32_t>(rare_.size());
    if (!all_.test(number)) continue;
    BitRow& row = rows_[number];
    const auto have = [&](ValueId id) {
      if (bit_of_[id] != kNoBit) {
        row.set(bit_of_[id]);
      } else if (last[id] != number + 1) {
        last[id] = number + 1;
        rare_.push_back(id);
      }
    };
    const auto term_rows = file_.rows(Section::kTermOffsets, number);
    for (std::uint32_t i = term_rows.begin; i < term_rows.end; ++i) have(term_value(terms[i]));
    const auto name_rows = file_.rows(Section::kNameOffsets, number);
    for (std::uint32_t i = name_rows.begin; i < name_rows.end; ++i) have(name_value(names[i]));
    if (programmes[number] != index::kNoCode) have(name_value(programmes[number]));
    if (years[number] != 0)
      have(bins_of(FilterId::kYear)[index::bin_of(index::kYearEdges, years[number])]);
    const auto findings = file_.rows(Section::kFindingOffsets, number);
    for (std::uint32_t i = findings.begin; i < findings.end; ++i) {
      row.words[kFindingWord] |= finding_bits[i];
      finding_owners_[i] = number;
      for (const ValueId id : chain_of(outcomes[i])) have(id);
    }
    const auto appraisals = file_.rows(Section::kAppraisalOffsets, number);
    for (std::uint32_t i = appraisals.begin; i < appraisals.end; ++i) {
      row.words[kAppraisalWord] |= appraisal_bits[i];
      appraisal_owners_[i] = number;
      if (currencies[i] != index::kNoTerm) have(term_value(currencies[i]));
    }
  }
  rare_begins_.back() = static_cast<std::uint32_t>(rare_.size());
  rare_.shrink_to_fit();
}

/// The sets of common values.
void MatchIndex::turn_bits() {
  BitTally tally;
  std::vector<std::uint32_t> numbers(slots());
  std::iota(numbers.begin(), numbers.end(), 0);
  tally.add(rows_, numbers);
  const auto counts = tally.counts();
  counts_.assign(value_count(), 0);
  places_.resize(value_count());
  const std::size_t size = all_.words().size();
  std::array<std::uint64_t*, kTallied> to{};
  std::size_t sets = 0;
  for (std::size_t bit = 0; bit < kTallied; ++bit)
    if (const ValueId id = value_of_bit_[bit]; id != kNoValue && counts[bit] != 0) {
      counts_[id] = counts[bit];
      places_[id] = {static_cast<std::uint32_t>(sets++ * size), static_cast<std::uint32_t>(size)};
    }
  bits_.resize(sets * size);
  for (std::size_t bit = 0; bit < kTallied; ++bit)
    if (const ValueId id = value_of_bit_[bit]; id != kNoValue && counts_[id] != 0)
      to[bit] = bits_.data() + places_[id].begin;
  for (std::size_t word = 0; word < kRowWords; ++word)
    for (std::size_t block = 0; block < size; ++block) {
      std::array<std::uint64_t, 64> words{};
      const std::size_t count = std::min<std::size_t>(64, slots() - block * 64);
      for (std::size_t i = 0; i < count; ++i) words[i] = rows_[block * 64 + i].words[word];
      turn(words);
      for (std::size_t i = 0; i < 64; ++i)
        if (std::uint64_t* set = to[word * 64 + i]; set != nullptr) set[block] = words[i];
    }
}

/// The sets of rare ones.
void MatchIndex::turn_numbers() {
  for (const ValueId id : rare_) ++counts_[id];
  std::vector<std::uint32_t> next(value_count());
  std::uint32_t begin = 0;
  for (ValueId id = 0; id < value_count(); ++id) {
    if (bit_of_[id] != kNoBit || counts_[id] == 0) continue;
    all_rare_.push_back(id);
    places_[id] = {begin, counts_[id]};
    next[id] = begin;
    begin += counts_[id];
  }
  numbers_.resize(begin);
  for (std::uint32_t number = 0; number < slots(); ++number)
    for (const ValueId id : rare_values(number)) numbers_[next[id]++] = number;
}

void MatchIndex::find_commonest_names() {
  for (const index::Filter& row : index::kFilters) {
    if (!index::is_name(row.id)) continue;
    const std::size_t filter = index::number_of(row.id);
    FirstNames first(kCommonest);
    for (const ValueId id : values_of_[filter]) {
      if (counts_[id] == 0 || is_dense(id)) continue;
      ++rare_names_[filter];
      first.add({counts_[id], ranks_[id], id});
    }
    for (const NameCount& name : first.take()) commonest_names_[filter].push_back(name.id);
  }
}

}  // namespace outturn::search
