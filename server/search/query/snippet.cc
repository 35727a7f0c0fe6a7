// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts a text into words, looks for the wanted ones, and takes the window that holds most of them;
// contract in snippet.h.
#include "server/search/query/snippet.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "schema/base/text.h"

namespace outturn::query {
namespace {

constexpr std::size_t kLongestWord = 64;
constexpr std::size_t kMostStemsKept = 8192;
/// A word said again adds so much of what it added the time before.
constexpr double kAgain = 0.25;
constexpr std::string_view kEllipsis = "\u2026";

/// The stem of a word; the commonest are remembered, by each thread for itself.
const std::string& stem_of(const std::string& word) {
  thread_local Analyser analyser;
  thread_local std::unordered_map<std::string, std::string> known;
  if (const auto found = known.find(word); found != known.end()) return found->second;
  if (known.size() >= kMostStemsKept) known.clear();
  return known.emplace(word, analyser.stem(word)).first->second;
}

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A character of a text: how long it is, and whether words are made of it.
struct Character {
  unsigned code;
  std::size_t size;
  bool of_word;
};

Character character_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return {byte, 1, is_ascii_letter(text[at]) || is_digit(text[at]) || byte == '_'};
  const Xapian::Utf8Iterator iterator(text.data() + at, text.size() - at);
  Xapian::Utf8Iterator next = iterator;
  ++next;
  return {*iterator, text.size() - at - next.left(), Xapian::Unicode::is_wordchar(*iterator)};
}

/// What holds a word together where it stands between two of its characters, as the index has it.
char joining(const Character& c, bool after_digit) {
  if (c.code == '\'' || c.code == 0x2019 || c.code == 0x201B) return '\'';
  if (c.code == '&') return '&';
  if (after_digit && (c.code == '.' || c.code == ',' || c.code == ';'))
    return static_cast<char>(c.code);
  return '\0';
}

void add_lowered(const Character& c, std::string& out) {
  if (c.code < 0x80) {
    out += static_cast<char>(c.code >= 'A' && c.code <= 'Z' ? c.code + ('a' - 'A') : c.code);
  } else {
    Xapian::Unicode::append_utf8(out, Xapian::Unicode::tolower(c.code));
  }
}

}  // namespace

Snippets::Snippets(const Xapian::Database& database, const Lexicon& lexicon,
                   const Xapian::Query& ranking)
    : database_(database), lexicon_(lexicon) {
  if (!ranking.empty()) gather(ranking);
}

std::size_t Snippets::add(double weight) {
  weights_.push_back(weight);
  return weights_.size() - 1;
}

/// Rare words tell more.
double Snippets::weight_of(const std::string& term) const {
  const double having =
      term.starts_with('Z') ? database_.get_termfreq(term) : lexicon_.records_with(term);
  return 0.1 + std::log1p(database_.get_doccount() / (having + 1));
}

void Snippets::gather(const Xapian::Query& query) {
  using Xapian::Query;
  if (query.get_type() == Query::LEAF_TERM) {
    const std::string term = *query.get_terms_begin();
    const bool stem = term.starts_with('Z');
    const std::string word = term.substr(stem ? 1 : 0);
    // What begins with a capital is of a field.
    if (word.empty() || (word[0] >= 'A' && word[0] <= 'Z')) return;
    auto& known = stem ? stems_ : words_;
    if (known.contains(word)) return;
    known.emplace(word, add(weight_of(term)));
    first_bytes_.set(static_cast<unsigned char>(word[0]));
    return;
  }
  if (query.get_type() == Query::OP_PHRASE) {
    std::vector<std::string> words;
    double weight = 0;
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
      std::string term = *query.get_subquery(i).get_terms_begin();
      term.erase(0, term.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
      weight += weight_of(term);
      if (term.empty()) return;
      words.push_back(std::move(term));
    }
    for (const std::string& word : words) first_bytes_.set(static_cast<unsigned char>(word[0]));
    phrases_.emplace_back(std::move(words), add(weight));
    return;
  }
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) gather(query.get_subquery(i));
}

std::size_t Snippets::loose(const std::string& word) {
  if (const auto found = words_.find(word); found != words_.end()) return found->second;
  if (stems_.empty() || is_digit(word[0])) return kNothing;
  const auto found = stems_.find(stem_of(word));
  return found == stems_.end() ? kNothing : found->second;
}

std::vector<Snippets::Token> Snippets::tokens(std::string_view text) {
  std::vector<Token> out;
  out.reserve(text.size() / 5);
  std::string word;
  for (std::size_t at = 0; at < text.size();) {
    Character c = character_at(text, at);
    if (!c.of_word) {
      at += c.size;
      continue;
    }
    const std::size_t begin = at;
    word.clear();
    bool digit = false;
    while (true) {
      add_lowered(c, word);
      digit = c.code < 0x80 && is_digit(static_cast<char>(c.code));
      at += c.size;
      if (at >= text.size()) break;
      c = character_at(text, at);
      if (c.of_word) continue;
      const char joint = joining(c, digit);
      const std::size_t behind = at + c.size;
      if (joint == '\0' || behind >= text.size()) break;
      const Character next = character_at(text, behind);
      if (!next.of_word) break;
      word += joint;
      at = behind;
      c = next;
    }
    Token token{begin, at, kNothing, {}};
    if (first_bytes_[static_cast<unsigned char>(word[0])] && word.size() <= kLongestWord) {
      token.mark = loose(word);
      token.word = word;
    }
    out.push_back(std::move(token));
  }
  return out;
}

void Snippets::mark_phrases(std::vector<Token>& tokens) const {
  for (const auto& [words, mark] : phrases_)
    for (std::size_t i = 0; i + words.size() <= tokens.size(); ++i) {
      std::size_t same = 0;
      while (same < words.size() && tokens[i + same].word == words[same]) ++same;
      if (same < words.size()) continue;
      for (std::size_t j = i; j < i + same; ++j)
        if (tokens[j].mark == kNothing) tokens[j].mark = mark;
    }
}

Snippets::Window Snippets::best(const std::vector<Token>& tokens, std::string_view text,
                                std::size_t bytes) const {
  std::vector<double> next(weights_);  // what one more of it would add
  double sum = 0;
  double most = -1;
  Window out{0, 0};
  std::size_t first = 0;
  for (std::size_t last = 0; last < tokens.size(); ++last) {
    if (const std::size_t mark = tokens[last].mark; mark != kNothing) {
      sum += next[mark];
      next[mark] *= kAgain;
    }
    while (tokens[last].end - tokens[first].begin > bytes && first < last) {
      if (const std::size_t mark = tokens[first].mark; mark != kNothing) {
        next[mark] /= kAgain;
        sum -= next[mark];
      }
      ++first;
    }
    if (sum > most + 1e-9) {
      most = sum;
      out = {first, last + 1};
    }
  }
  // The window ends with what counts; what room is left goes before it, from the start of a
  // sentence where there is one, and then behind it.
  std::size_t begin = out.first;
  while (begin < out.last && tokens[begin].mark == kNothing) ++begin;
  if (begin == out.last) begin = out.first;
  std::size_t room_from = begin;
  while (room_from > 0 && tokens[out.last - 1].end - tokens[room_from - 1].begin <= bytes)
    --room_from;
  std::size_t start = room_from + (begin - room_from) / 2;
  if (room_from == 0) start = 0;
  for (std::size_t i = begin; i > room_from && i > 0; --i) {
    const std::string_view between =
        text.substr(tokens[i - 1].end, tokens[i].begin - tokens[i - 1].end);
    if (between.find_first_of(".!?") == std::string_view::npos) continue;
    start = i;
    break;
  }
  std::size_t end = std::max(out.last, start + 1);
  while (end < tokens.size() && tokens[end].end - tokens[start].begin <= bytes) ++end;
  return {start, end};
}

Snippet Snippets::write(const std::vector<Token>& tokens, std::string_view text,
                        const Window& window) {
  Snippet out;
  const bool from_start = window.first == 0;
  const bool to_end = window.last == tokens.size();
  std::size_t at = from_start ? 0 : tokens[window.first].begin;
  if (!from_start) out.html += kEllipsis;
  for (std::size_t i = window.first; i < window.last; ++i) {
    const Token& token = tokens[i];
    if (token.mark == kNothing) continue;
    out.html += base::escape_html(text.substr(at, token.begin - at));
    out.html += "<mark>";
    out.html += base::escape_html(text.substr(token.begin, token.end - token.begin));
    out.html += "</mark>";
    at = token.end;
    out.terms.insert(token.word);
    if (!is_digit(token.word[0])) out.terms.insert('Z' + stem_of(token.word));
  }
  const std::size_t end = to_end ? text.size() : tokens[window.last - 1].end;
  out.html += base::escape_html(text.substr(at, end - at));
  if (!to_end) out.html += kEllipsis;
  return out;
}

Snippet Snippets::of(std::string_view text, std::size_t bytes) {
  if (weights_.empty()) return {base::escape_html(base::clip(text, bytes)), {}};
  std::vector<Token> found = tokens(text);
  if (found.empty()) return {base::escape_html(base::clip(text, bytes)), {}};
  mark_phrases(found);
  if (text.size() <= bytes) return write(found, text, {0, found.size()});
  const Window window = best(found, text, bytes);
  const std::size_t begin = found[window.first].begin;
  if (found[window.last - 1].end - begin > bytes)  // one word without end
    return {base::escape_html(base::clip(text.substr(begin), bytes)), {}};
  return write(found, text, window);
}

}  // namespace outturn::query
