// SPDX-License-Identifier: GPL-3.0-or-later
// Words in one block of bytes, sorted; contract in lexicon.h.
#include "server/search/query/lexicon.h"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <tuple>

namespace outturn::query {
namespace {

/// Words longer than this are not compared letter by letter.
constexpr std::size_t kLongestCompared = 40;

bool is_plain_word(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || c == '\'' || static_cast<unsigned char>(c) >= 0x80;
  });
}

std::size_t edits_allowed(std::size_t letters) {
  if (letters < 4) return 0;
  if (letters < 6) return 1;
  return letters < 10 ? 2 : 3;
}

}  // namespace

std::size_t edits_between(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() > kLongestCompared || b.size() - a.size() > limit) return limit + 1;
  using Row = std::array<std::size_t, kLongestCompared + 1>;
  Row before{};
  Row last{};
  Row row{};
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] =
          std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
    before = last;
    last = row;
  }
  return std::min(last[b.size()], limit + 1);
}

Lexicon::Lexicon(std::vector<WordCount> words) {
  if (words.size() > kMostLexiconWords) {
    const auto cut = words.begin() + static_cast<std::ptrdiff_t>(kMostLexiconWords);
    std::nth_element(words.begin(), cut, words.end(), [](const auto& a, const auto& b) {
      return std::tie(b.records, a.word) < std::tie(a.records, b.word);
    });
    words.erase(cut, words.end());
  }
  std::sort(words.begin(), words.end(),
            [](const auto& a, const auto& b) { return a.word < b.word; });
  for (const WordCount& one : words) {
    text_ += one.word;
    ends_.push_back(static_cast<std::uint32_t>(text_.size()));
    records_.push_back(one.records);
  }
}

Lexicon Lexicon::read(const Xapian::Database& database) {
  std::vector<WordCount> words;
  const auto end = database.allterms_end();
  auto term = database.allterms_begin();
  // Prefixes of fields, stems and filters are capital letters; words are lowered.
  for (; term != end && *term < "A"; ++term) words.push_back({*term, term.get_termfreq()});
  term.skip_to("[");
  for (; term != end; ++term) words.push_back({*term, term.get_termfreq()});
  return Lexicon(std::move(words));
}

std::string_view Lexicon::word(std::size_t place) const {
  const std::size_t begin = place == 0 ? 0 : ends_[place - 1];
  return std::string_view(text_).substr(begin, ends_[place] - begin);
}

std::size_t Lexicon::lower_bound(std::string_view wanted) const {
  std::size_t begin = 0;
  std::size_t end = size();
  while (begin < end) {
    const std::size_t middle = begin + (end - begin) / 2;
    if (word(middle) < wanted) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return begin;
}

std::uint32_t Lexicon::records_with(std::string_view wanted) const {
  const std::size_t place = lower_bound(wanted);
  return place < size() && word(place) == wanted ? records_[place] : 0;
}

Expansion Lexicon::beginning_with(std::string_view prefix, std::size_t most) const {
  std::vector<std::size_t> places;
  for (std::size_t place = lower_bound(prefix); place < size() && word(place).starts_with(prefix);
       ++place)
    places.push_back(place);
  Expansion out;
  out.cut = places.size() > most;
  const auto keep = places.begin() + static_cast<std::ptrdiff_t>(std::min(most, places.size()));
  std::partial_sort(places.begin(), keep, places.end(), [&](std::size_t a, std::size_t b) {
    return records_[a] != records_[b] ? records_[a] > records_[b] : a < b;
  });
  for (auto place = places.begin(); place != keep; ++place)
    out.words.push_back({std::string(word(*place)), records_[*place]});
  return out;
}

std::vector<std::string> Lexicon::near(std::string_view wanted, std::size_t most) const {
  const std::size_t allowed = is_plain_word(wanted) ? edits_allowed(wanted.size()) : 0;
  if (allowed == 0 || wanted.size() > kLongestCompared) return {};
  struct Candidate {
    std::size_t edits;
    bool other_start;  // people get the first letter right
    std::uint32_t records;
    std::size_t place;
  };
  std::vector<Candidate> found;
  for (std::size_t place = 0; place < size(); ++place) {
    const std::string_view candidate = word(place);
    if (candidate.size() + allowed < wanted.size() || candidate.size() > wanted.size() + allowed ||
        candidate.size() < 3 || !is_plain_word(candidate))
      continue;
    const std::size_t edits = edits_between(wanted, candidate, allowed);
    if (edits > 0 && edits <= allowed)
      found.push_back({edits, candidate[0] != wanted[0], records_[place], place});
  }
  std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(a.edits, a.other_start, b.records, a.place) <
           std::tie(b.edits, b.other_start, a.records, b.place);
  });
  std::vector<std::string> out;
  for (std::size_t i = 0; i < std::min(most, found.size()); ++i)
    out.emplace_back(word(found[i].place));
  return out;
}

}  // namespace outturn::query
