// SPDX-License-Identifier: GPL-3.0-or-later
// Remembers; contract in match_engine.h.
#include "server/search/match/match_engine.h"

#include <utility>

namespace outturn::search {
namespace {

/// About what an answer holds.
std::size_t bytes_of(const Match& match) {
  std::size_t bytes = sizeof match + match.records.bytes();
  for (const Split& split : match.counts.splits)
    for (const Option& option : split.options) bytes += sizeof option + option.value.capacity();
  for (const auto& bins : match.counts.histograms) bytes += bins.size() * sizeof(std::size_t);
  return bytes;
}

}  // namespace

MatchEngine::MatchEngine(std::shared_ptr<const MatchIndex> index, const MatchEngineLimits& limits)
    : index_(std::move(index)),
      terms_(limits.term_bytes),
      sets_(limits.filter_bytes),
      answers_(limits.answer_bytes) {}

std::shared_ptr<const Match> MatchEngine::match(const TextSet& text, const FilterSet& filters,
                                                Counting counting) const {
  const bool remember = !text.approximate && (text.records == nullptr || !text.key.empty());
  const std::string words = text.records == nullptr ? "a" : "q" + text.key;
  std::string key = std::to_string(words.size()) + words + filters.key();
  if (remember)
    if (auto known = answers_.find(key)) return known;
  if (counting == Counting::kTotal) {
    key.insert(0, "t");
    if (remember)
      if (auto known = answers_.find(key)) return known;
  }
  const FilterSets sets{[this](const std::string& of, const std::function<Bits()>& make) {
    if (auto known = sets_.find(of)) return known;
    auto made = std::make_shared<const Bits>(make());
    sets_.keep(of, made, made->bytes());
    return made;
  }};
  auto answer = std::make_shared<const Match>(
      search::match(*index_, text.records.get(), filters, sets, counting));
  if (remember) answers_.keep(key, answer, bytes_of(*answer));
  return answer;
}

}  // namespace outturn::search
