// SPDX-License-Identifier: GPL-3.0-or-later
// Looks runs of stems up in the thesaurus; contract in synonyms.h.
#include "server/search/query/synonyms.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <nlohmann/json.hpp>
#include <span>
#include <stdexcept>

namespace outturn::query {

/// (file name, content): compiled in by outturn_embed.
std::span<const std::pair<std::string_view, std::string_view>> embedded_thesaurus();

namespace {

/// Abbreviations that people also write as words.
constexpr std::array kWordsToo = std::to_array<std::string_view>(
    {"ci", "did", "ed", "fast", "hr", "la", "mash", "nice", "or", "pat", "se", "send", "sms"});
static_assert(std::is_sorted(kWordsToo.begin(), kWordsToo.end()));

bool is_word_too(std::string_view word) {
  return std::binary_search(kWordsToo.begin(), kWordsToo.end(), word);
}

bool in_capitals(std::string_view typed) {
  return std::none_of(typed.begin(), typed.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string key_of(const std::vector<std::string>& words, Analyser& analyser) {
  std::string key;
  for (const std::string& word : words) key += analyser.stem(word) + ' ';
  return key;
}

}  // namespace

Synonyms::Synonyms(const std::vector<evidence::TermSet>& sets) {
  Analyser analyser;
  for (const evidence::TermSet& given : sets) {
    Set set;
    for (const std::string& text : given.terms) {
      Alternative term{text, analyser.words(text)};
      if (term.words.empty()) continue;
      longest_term_ = std::max(longest_term_, term.words.size());
      set.keys.push_back(key_of(term.words, analyser));
      by_stems_.emplace(set.keys.back(), sets_.size());
      set.terms.push_back(std::move(term));
    }
    sets_.push_back(std::move(set));
  }
}

SynonymMatch Synonyms::longest(const std::vector<TypedWord>& words, std::size_t at,
                               Analyser& analyser) const {
  SynonymMatch out;
  std::string key;
  std::string found;
  const Set* set = nullptr;
  const std::size_t most = std::min(longest_term_, words.size() - at);
  for (std::size_t length = 1; length <= most; ++length) {
    const TypedWord& last = words[at + length - 1];
    key += analyser.stem(last.word) + ' ';
    if (length == 1 && is_word_too(last.word) && !in_capitals(last.typed)) continue;
    const auto hit = by_stems_.find(key);
    if (hit == by_stems_.end()) continue;
    set = &sets_[hit->second];
    found = key;
    out.length = length;
  }
  if (set == nullptr) return out;
  for (std::size_t i = 0; i < set->terms.size(); ++i) {
    const Alternative& term = set->terms[i];
    if (set->keys[i] == found || (term.words.size() == 1 && is_word_too(term.words[0]))) continue;
    out.alternatives.push_back(term);
  }
  return out;
}

const Synonyms& synonyms() {
  static const Synonyms built = [] {
    const auto files = embedded_thesaurus();
    auto sets = evidence::read_thesaurus(nlohmann::json::parse(files.front().second));
    if (!sets) throw std::logic_error("the thesaurus compiled in: " + base::to_text(sets.error()));
    return Synonyms(*sets);
  }();
  return built;
}

}  // namespace outturn::query
