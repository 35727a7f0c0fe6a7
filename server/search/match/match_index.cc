// SPDX-License-Identifier: GPL-3.0-or-later
// Turns columns into sets; contract in match_index.h.
#include "server/search/match/match_index.h"

#include <future>
#include <map>

#include "schema/evidence/vocabulary.h"
#include "schema/index/bins.h"

namespace outturn::search {

using index::FilterId;
using index::Level;
using index::Section;

base::Result<std::shared_ptr<const MatchIndex>> MatchIndex::open(
    const std::filesystem::path& path) {
  auto file = index::ColumnsFile::open(path);
  if (!file) return tl::unexpected(file.error());
  return std::make_shared<const MatchIndex>(std::move(*file));
}

MatchIndex::MatchIndex(index::ColumnsFile file) : file_(std::move(file)) {
  name_values();
  // Of a million names it takes as long as all the rest, and nothing below needs it.
  auto ranked = std::async(std::launch::async, [this] { rank_values(); });
  all_ = Bits(slots());
  const auto present = file_.column<std::uint8_t>(Section::kPresent);
  for (std::size_t number = 0; number < present.size(); ++number)
    if (present[number] != 0) all_.set(number);
  total_ = file_.records();
  give_bits();
  fill_rows();
  turn_bits();
  turn_numbers();
  ranked.get();
  find_commonest_names();
  file_.forget_pages();
}

ValueId MatchIndex::add_value(FilterId filter, std::string_view text) {
  const auto id = static_cast<ValueId>(values_.size());
  values_.push_back({filter, text});
  values_of_[index::number_of(filter)].push_back(id);
  return id;
}

void MatchIndex::name_values() {
  // The file names each of its terms and names once; what stands for a bit or is broader may be one
  // of its terms.
  std::map<std::pair<FilterId, std::string_view>, ValueId> named;
  const auto name_once = [&](FilterId filter, std::string_view text) {
    const auto [place, is_new] = named.try_emplace({filter, text});
    if (is_new) place->second = add_value(filter, text);
    return place->second;
  };
  for (const auto& term : file_.terms()) term_ids_.push_back(name_once(term.filter, term.value));
  for (const Level level : {Level::kFinding, Level::kAppraisal}) {
    auto& ids = level == Level::kFinding ? finding_bits_ : appraisal_bits_;
    ids.assign(index::kRowBits, kNoValue);
    for (unsigned bit = 0; bit < index::kRowBits; ++bit)
      if (const auto& entry = file_.bits(level)[bit]; !entry.value.empty())
        ids[bit] = name_once(entry.filter, entry.value);
  }
  for (const FilterId filter : index::kHistograms) {
    auto& bins = bins_of_[index::number_of(filter)];
    for (std::size_t bin = 0; bin <= index::edges_of(filter).size(); ++bin) {
      bins.push_back(static_cast<ValueId>(values_.size()));
      values_.push_back({filter, {}});
    }
    if (const index::BitField* field = index::bit_field(filter))
      for (unsigned bin = 0; bin < field->width; ++bin)
        (field->level == Level::kFinding ? finding_bits_ : appraisal_bits_)[field->first + bin] =
            bins[bin];
  }
  // A domain may have no finding of its own, and then no code in the file.
  const evidence::Vocabulary& vocabulary = evidence::vocabulary("outcome");
  for (std::size_t code = 0; code < file_.terms().size(); ++code) {
    chain_begins_.push_back(static_cast<std::uint32_t>(chains_.size()));
    chains_.push_back(term_ids_[code]);
    if (file_.terms()[code].filter != FilterId::kOutcome) continue;
    const evidence::Term* term = vocabulary.find(file_.terms()[code].value);
    while (term != nullptr && !term->broader.empty()) {
      term = vocabulary.find(term->broader);
      if (term != nullptr) chains_.push_back(name_once(FilterId::kOutcome, term->id));
    }
  }
  chain_begins_.push_back(static_cast<std::uint32_t>(chains_.size()));
  first_name_ = static_cast<ValueId>(values_.size());
  for (const auto& name : file_.names()) {
    const std::size_t filter = index::number_of(name.filter);
    values_of_[filter].push_back(first_name_ + static_cast<ValueId>(name_filters_.size()));
    name_filters_.push_back(static_cast<std::uint8_t>(filter));
  }
}

ValueId MatchIndex::find(FilterId filter, std::string_view text) const {
  const auto& values = by_text_[index::number_of(filter)];
  const auto place = std::lower_bound(
      values.begin(), values.end(), text,
      [&](ValueId id, std::string_view wanted) { return value(id).text < wanted; });
  return place == values.end() || value(*place).text != text ? kNoValue : *place;
}

std::size_t MatchIndex::count_in(ValueId id, const Bits& set) const {
  return is_dense(id) ? count_of_both(dense(id), set.words()) : count_of_members(sparse(id), set);
}

void MatchIndex::add_to(ValueId id, Bits& set) const {
  if (is_dense(id)) {
    const auto from = dense(id);
    const auto to = set.words();
    for (std::size_t i = 0; i < from.size(); ++i) to[i] |= from[i];
  } else {
    for (const std::uint32_t number : sparse(id)) set.set(number);
  }
}

std::uint32_t MatchIndex::first_with(ValueId id) const {
  if (counts_[id] == 0) return 0;
  if (!is_dense(id)) return sparse(id).front();
  const auto words = dense(id);
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] != 0)
      return static_cast<std::uint32_t>(i * 64 + static_cast<unsigned>(std::countr_zero(words[i])));
  return 0;
}

std::size_t MatchIndex::heap_bytes() const {
  std::size_t bytes =
      all_.bytes() + rows_.size() * sizeof(BitRow) + bits_.size() * sizeof(bits_[0]) +
      (rare_begins_.size() + rare_.size() + numbers_.size() + finding_owners_.size() +
       appraisal_owners_.size()) *
          sizeof(std::uint32_t) +
      values_.size() * sizeof(Value) +
      value_count() *
          (sizeof(Place) + sizeof(counts_[0]) + sizeof(ranks_[0]) + sizeof(bit_of_[0])) +
      name_filters_.size();
  for (const auto& values : by_text_) bytes += 2 * values.size() * sizeof(ValueId);
  return bytes;
}

}  // namespace outturn::search
