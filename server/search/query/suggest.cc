// SPDX-License-Identifier: GPL-3.0-or-later
// A sorted list of every place where a word of a name begins; contract in suggest.h.
#include "server/search/query/suggest.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "schema/base/text.h"
#include "schema/evidence/derive.h"
#include "schema/evidence/vocabulary.h"
#include "server/search/query/terms.h"

namespace outturn::query {
namespace {

bool is_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// Lowered, apostrophes gone, everything else that is no letter or digit one space.
std::string folded(std::string_view text) {
  std::string out;
  for (const char c : base::lower(base::printable(text))) {
    if (c == '\'') continue;
    if (is_letter(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

bool is_suggestible(std::string_view word) {
  constexpr std::size_t kShortest = 4;
  return word.size() >= kShortest && !is_stop_word(word) &&
         std::all_of(word.begin(), word.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
         });
}

}  // namespace

void Suggestions::Builder::count(SuggestionKind kind, std::string_view text, std::string_view id,
                                 std::string_view typed_as) {
  constexpr std::size_t kLongestName = 160;
  std::string key = folded(typed_as);
  if (key.empty() || text.size() > kLongestName) return;
  std::size_t& held = held_[static_cast<std::size_t>(kind)];
  const auto found = names_.find({kind, key});
  if (found != names_.end()) {
    ++found->second.records;
  } else if (held < kMostSuggestions) {
    ++held;
    names_.emplace(Key{kind, std::move(key)},
                   Suggestion{kind, std::string(text), std::string(id), 1});
  }
}

void Suggestions::Builder::add(const evidence::Record& record) {
  std::set<std::string> named;  // a record counts once for a name
  const auto name = [&](SuggestionKind kind, std::string_view text, std::string_view id,
                        std::string_view typed_as) {
    if (named.insert(std::to_string(static_cast<int>(kind)) + folded(typed_as)).second)
      count(kind, text, id, typed_as);
  };
  const auto name_term = [&](SuggestionKind kind, const char* vocabulary, const std::string& id) {
    const evidence::Term* term = evidence::vocabulary(vocabulary).find(id);
    if (term == nullptr) return;
    name(kind, term->label, id, term->label);
    for (const std::string& synonym : term->synonyms) name(kind, term->label, id, synonym);
  };
  if (record.programme) {
    name(SuggestionKind::kProgramme, record.programme->name, {}, record.programme->name);
    for (const std::string& alias : record.programme->aliases)
      name(SuggestionKind::kProgramme, alias, {}, alias);
  } else {
    name(SuggestionKind::kProgramme, record.title, {}, record.title);
  }
  for (const std::string& outcome : evidence::outcomes_of(record))
    name_term(SuggestionKind::kOutcome, "outcome", outcome);
  for (const auto& place : record.places) {
    if (place.area) name(SuggestionKind::kPlace, *place.area, {}, *place.area);
    name_term(SuggestionKind::kPlace, "country", place.country);
  }
}

void Suggestions::Builder::add(const Lexicon& lexicon) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < lexicon.size(); ++i)
    if (is_suggestible(lexicon.word(i))) places.push_back(i);
  const std::size_t most = std::min(kMostSuggestedWords, places.size());
  std::partial_sort(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(most),
                    places.end(), [&](std::size_t a, std::size_t b) {
                      return std::pair(lexicon.records(b), a) < std::pair(lexicon.records(a), b);
                    });
  for (std::size_t i = 0; i < most; ++i) {
    const std::string word(lexicon.word(places[i]));
    names_.emplace(Key{SuggestionKind::kWord, word},
                   Suggestion{SuggestionKind::kWord, word, "", lexicon.records(places[i])});
  }
}

Suggestions Suggestions::Builder::finish() {
  Suggestions out;
  for (auto& [key, suggestion] : names_) {
    const auto name = static_cast<std::uint32_t>(out.names_.size());
    out.names_.push_back({std::move(suggestion), key.second});
    const std::string& text = out.names_.back().folded;
    for (std::size_t at = 0; at < text.size(); ++at)
      if (text[at] != ' ' && (at == 0 || text[at - 1] == ' '))
        out.starts_.push_back({name, static_cast<std::uint32_t>(at),
                               out.names_.back().suggestion.records,
                               out.names_.back().suggestion.kind});
  }
  names_.clear();
  std::sort(out.starts_.begin(), out.starts_.end(), [&](const Start& a, const Start& b) {
    const int order = out.from(a).compare(out.from(b));
    return order != 0 ? order < 0 : a.name < b.name;
  });
  return out;
}

std::array<Suggestions::Best, kSuggestionKinds> Suggestions::best_for(std::string_view typed,
                                                                      std::size_t most) const {
  std::array<Best, kSuggestionKinds> best;
  const auto better = [](const Start* a, const Start* b) {
    return std::tuple(a->offset != 0, b->records, a->name) <
           std::tuple(b->offset != 0, a->records, b->name);
  };
  const auto begin = std::lower_bound(
      starts_.begin(), starts_.end(), typed,
      [&](const Start& start, std::string_view text) { return from(start) < text; });
  const auto end = std::partition_point(
      begin, starts_.end(), [&](const Start& start) { return from(start).starts_with(typed); });
  // Synonyms of one outcome may fit at once, so more are kept than are asked for.
  const std::size_t kept = 4 * most;
  for (auto start = begin; start != end; ++start) {
    Best& list = best[static_cast<std::size_t>(start->kind)];
    if (list.size() == kept && !better(&*start, list.back())) continue;
    list.insert(std::upper_bound(list.begin(), list.end(), &*start, better), &*start);
    if (list.size() > kept) list.pop_back();
  }
  return best;
}

std::vector<Suggestion> Suggestions::offer(std::string_view typed, std::size_t most) const {
  std::string text = folded(typed);
  if (text.empty() || typed.size() > kLongestTyped || most == 0) return {};
  // "nurse " asks for names that go on with another word, or end there.
  if (text.back() == ' ') text.pop_back();
  std::array<std::vector<Suggestion>, kSuggestionKinds> lists;
  const auto best = best_for(text, most);
  for (std::size_t kind = 0; kind < kSuggestionKinds; ++kind) {
    std::set<std::string> said;
    for (const Start* start : best[kind]) {
      const Suggestion& one = names_[start->name].suggestion;
      if (lists[kind].size() < most && said.insert(one.text).second) lists[kind].push_back(one);
    }
  }
  // Half each at first; then what is left over, in the same order.
  std::array<std::size_t, kSuggestionKinds> taken{};
  std::size_t left = most;
  for (const std::size_t limit : {(most + 1) / 2, most})
    for (std::size_t kind = 0; kind < kSuggestionKinds; ++kind) {
      const std::size_t more = std::min({limit, lists[kind].size(), taken[kind] + left});
      if (more <= taken[kind]) continue;
      left -= more - taken[kind];
      taken[kind] = more;
    }
  std::vector<Suggestion> out;
  for (std::size_t kind = 0; kind < kSuggestionKinds; ++kind)
    for (std::size_t i = 0; i < taken[kind]; ++i) out.push_back(lists[kind][i]);
  return out;
}

std::size_t Suggestions::memory() const {
  std::size_t bytes = names_.capacity() * sizeof(Name) + starts_.capacity() * sizeof(Start);
  for (const Name& name : names_)
    bytes +=
        name.folded.capacity() + name.suggestion.text.capacity() + name.suggestion.id.capacity();
  return bytes;
}

}  // namespace outturn::query
