// SPDX-License-Identifier: GPL-3.0-or-later
// Sorted lists of every place where a word of a name begins; contract in suggest.h.
#include "server/search/query/suggest.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "schema/base/sort_key.h"
#include "schema/base/text.h"
#include "server/search/query/terms.h"

namespace outturn::query {
namespace {

/// Of the bytes of lowered text. General punctuation of Unicode begins with these two.
enum class Class { kLetter, kApostrophe, kOther };

Class class_of(std::string_view text, std::size_t at, std::size_t& bytes) {
  const auto byte = static_cast<unsigned char>(text[at]);
  bytes = 1;
  if (byte < 0x80) {
    if (byte == '\'') return Class::kApostrophe;
    const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
    return letter ? Class::kLetter : Class::kOther;
  }
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("\u2019") || rest.starts_with("\u2018")) {
    bytes = 3;
    return Class::kApostrophe;
  }
  if (rest.starts_with("\xe2\x80") || rest.starts_with("\xe2\x81")) {  // dashes, quotes, spaces
    bytes = std::min<std::size_t>(3, rest.size());
    return Class::kOther;
  }
  if (rest.starts_with("\u00a0")) {
    bytes = 2;
    return Class::kOther;
  }
  return Class::kLetter;
}

/// Lowered, apostrophes gone, everything else that is no letter or digit one space.
std::string folded(std::string_view text) {
  const std::string lowered = base::lower(base::printable(text));
  std::string out;
  for (std::size_t at = 0, bytes = 1; at < lowered.size(); at += bytes) {
    switch (class_of(lowered, at, bytes)) {
      case Class::kLetter:
        out += lowered[at];
        break;
      case Class::kOther:
        if (!out.empty() && out.back() != ' ') out += ' ';
        break;
      case Class::kApostrophe:
        break;
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

std::string_view last_word(std::string_view typed) {
  std::size_t begin = typed.size();
  while (begin > 0) {
    const auto byte = static_cast<unsigned char>(typed[begin - 1]);
    const auto lowered = static_cast<unsigned char>(byte | 0x20U);
    if (byte < 0x80 && !(lowered >= 'a' && lowered <= 'z')) break;
    --begin;
  }
  return typed.substr(begin);
}

Suggestions::Piece Suggestions::Builder::keep(std::string_view text) {
  const Piece piece{static_cast<std::uint32_t>(all_.size()),
                    static_cast<std::uint32_t>(text.size())};
  all_ += text;
  return piece;
}

void Suggestions::Builder::add(const Suggestion& one) {
  std::string typed_as = folded(one.as.empty() ? one.text : one.as);
  while (typed_as.ends_with(' ')) typed_as.pop_back();
  std::size_t& held = held_[static_cast<std::size_t>(one.kind)];
  if (typed_as.empty() || one.text.size() > kLongestSuggestion ||
      typed_as.size() > kLongestSuggestion || held >= kMostSuggestions)
    return;
  ++held;
  names_.push_back(
      {keep(one.text), keep(one.id), keep(one.as), keep(typed_as), one.records, one.kind});
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
    // A word is compared as it is written, so one piece is both.
    const Piece word = keep(lexicon.word(places[i]));
    names_.push_back({word, {}, {}, word, lexicon.records(places[i]), SuggestionKind::kWord});
  }
}

void Suggestions::Builder::drop_doubles() {
  const auto view = [&](const Piece& piece) {
    return std::string_view(all_).substr(piece.at, piece.size);
  };
  const auto same = [&](const Name& a, const Name& b) {
    return a.kind == b.kind && view(a.folded) == view(b.folded) && view(a.text) == view(b.text);
  };
  std::sort(names_.begin(), names_.end(), [&](const Name& a, const Name& b) {
    if (a.kind != b.kind) return a.kind < b.kind;
    if (const int order = view(a.folded).compare(view(b.folded)); order != 0) return order < 0;
    if (const int order = view(a.text).compare(view(b.text)); order != 0) return order < 0;
    return a.records > b.records;
  });
  names_.erase(std::unique(names_.begin(), names_.end(), same), names_.end());
}

Suggestions Suggestions::Builder::finish() {
  drop_doubles();
  std::stable_sort(names_.begin(), names_.end(), [](const Name& a, const Name& b) {
    // Where both fit, a thing is offered by its own name.
    return std::tuple(a.kind, b.records, a.as.size != 0) <
           std::tuple(b.kind, a.records, b.as.size != 0);
  });
  Suggestions out;
  out.all_ = std::move(all_);
  out.names_ = std::move(names_);
  out.all_.shrink_to_fit();
  out.names_.shrink_to_fit();
  out.find_starts();
  return out;
}

void Suggestions::find_starts() {
  std::array<std::vector<std::pair<std::uint64_t, Start>>, kSuggestionKinds> found;
  for (std::uint32_t name = 0; name < names_.size(); ++name) {
    const std::string_view text = view(names_[name].folded);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      // Nobody looks for "... of the ..." by its "of".
      if (at == 0 || !is_stop_word(text.substr(at, end - at)))
        found[static_cast<std::size_t>(names_[name].kind)].emplace_back(
            base::sort_key(text.substr(at)), name << kPlaceBits | static_cast<Start>(at));
      at = end + 1;
    }
  }
  for (std::size_t kind = 0; kind < kSuggestionKinds; ++kind) {
    auto& list = found[kind];
    std::sort(list.begin(), list.end(), [&](const auto& a, const auto& b) {
      if (a.first != b.first) return a.first < b.first;
      const int order = from(a.second).compare(from(b.second));
      return order != 0 ? order < 0 : a.second < b.second;
    });
    starts_[kind].reserve(list.size());
    for (const auto& [_, start] : list) starts_[kind].push_back(start);
    list = {};
  }
}

std::vector<Suggestion> Suggestions::best(SuggestionKind kind, std::string_view typed,
                                          std::size_t most) const {
  const auto& starts = starts_[static_cast<std::size_t>(kind)];
  // Names of a kind lie by their records, so the lower number is the better one.
  const auto rank = [](Start start) {
    const bool inside = (start & ((1U << kPlaceBits) - 1)) != 0;
    return std::pair(inside, start >> kPlaceBits);
  };
  const auto better = [&](Start a, Start b) { return rank(a) < rank(b); };
  const auto begin =
      std::lower_bound(starts.begin(), starts.end(), typed,
                       [&](Start start, std::string_view text) { return from(start) < text; });
  const auto end = std::partition_point(
      begin, starts.end(), [&](Start start) { return from(start).starts_with(typed); });
  // Several names of one thing may fit at once, so more are kept than are asked for.
  const std::size_t kept = 4 * most;
  std::vector<Start> list;
  // What is typed in full lies at the front, and stays there.
  const auto rest = std::partition_point(
      begin, end, [&](Start start) { return from(start).size() == typed.size(); });
  std::vector<Start> whole;
  for (auto start = begin; start != rest; ++start)
    if (!rank(*start).first && whole.size() < kept) whole.push_back(*start);
  std::sort(whole.begin(), whole.end(), better);
  for (auto start = begin; start != end; ++start) {
    if (list.size() == kept && !better(*start, list.back())) continue;
    list.insert(std::upper_bound(list.begin(), list.end(), *start, better), *start);
    if (list.size() > kept) list.pop_back();
  }
  list.insert(list.begin(), whole.begin(), whole.end());
  std::vector<Suggestion> out;
  std::set<std::pair<std::string_view, std::string_view>> said;
  for (const Start start : list) {
    const Name& name = names_[start >> kPlaceBits];
    if (out.size() >= most || !said.emplace(view(name.text), view(name.id)).second) continue;
    out.push_back({name.kind, std::string(view(name.text)), std::string(view(name.id)),
                   std::string(view(name.as)), name.records});
  }
  return out;
}

std::vector<Suggestion> Suggestions::offer(std::string_view typed, std::size_t most) const {
  std::string text = folded(typed);
  if (text.empty() || typed.size() > kLongestTyped || most == 0) return {};
  // "nurse " asks for names that go on with another word, or end there.
  if (text.back() == ' ') text.pop_back();
  std::array<std::vector<Suggestion>, kSuggestionKinds> lists;
  for (const SuggestionKind kind :
       {SuggestionKind::kProgramme, SuggestionKind::kOutcome, SuggestionKind::kPlace})
    lists[static_cast<std::size_t>(kind)] = best(kind, text, most);
  if (const std::string word = base::lower(last_word(typed)); !word.empty()) {
    auto& words = lists[static_cast<std::size_t>(SuggestionKind::kWord)];
    words = best(SuggestionKind::kWord, word, most + 1);
    // What is written out already needs no completing.
    std::erase_if(words, [&](const Suggestion& one) { return one.text == word; });
    if (words.size() > most) words.pop_back();
  }
  // A quarter each at first, then up to half; then what is left over, in the same order.
  std::array<std::size_t, kSuggestionKinds> taken{};
  std::size_t left = most;
  for (const std::size_t limit : {(most + 3) / 4, (most + 1) / 2, most})
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
  std::size_t bytes = all_.capacity() + names_.capacity() * sizeof(Name);
  for (const auto& starts : starts_) bytes += starts.capacity() * sizeof(Start);
  return bytes;
}

}  // namespace outturn::query
