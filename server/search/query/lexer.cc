// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts text into tokens; contract in lexer.h.
#include "server/search/query/lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "schema/base/text.h"
#include "schema/index/fields.h"

namespace outturn::query {
namespace {

constexpr std::size_t kLongestQuoted = 60;  ///< bytes of a person's text in a diagnostic

/// What writers of letters and telephones put for a plain quote, and for a plain space.
constexpr std::array<std::string_view, 5> kQuotes{"\u201c", "\u201d", "\u201e", "\u00ab", "\u00bb"};
constexpr std::array<std::string_view, 4> kSpaces{"\u00a0", "\u2003", "\u2009", "\u3000"};

/// Quotes and spaces of every make as the plain ones; controls and what is not UTF-8 as spaces.
std::string plain(std::string_view typed) {
  std::string text = base::printable(typed);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = std::string_view(text).substr(at);
    const auto begins = [&](std::string_view mark) { return rest.starts_with(mark); };
    if (static_cast<unsigned char>(rest[0]) < 0x80) {
      out += rest[0];
      ++at;
    } else if (const auto* q = std::find_if(kQuotes.begin(), kQuotes.end(), begins);
               q != kQuotes.end()) {
      out += '"';
      at += q->size();
    } else if (const auto* s = std::find_if(kSpaces.begin(), kSpaces.end(), begins);
               s != kSpaces.end()) {
      out += ' ';
      at += s->size();
    } else {
      out += rest[0];
      ++at;
    }
  }
  return out;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool ends_word(char c) { return is_space(c) || c == '"' || c == '(' || c == ')'; }
bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0;
}

/// The text field a person names: by its own name, or as Americans spell it.
std::optional<std::size_t> field_named(std::string_view name) {
  const std::string lowered = base::lower(name);
  const std::string_view wanted = lowered == "program" ? std::string_view("programme") : lowered;
  for (std::size_t i = 0; i < index::kTextFields.size(); ++i)
    if (index::kTextFields[i].name == wanted && !index::kTextFields[i].prefix.empty()) return i;
  return std::nullopt;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Tokens read() {
    while (skip_space(), at_ < text_.size()) {
      if (out_.list.size() >= kMostTokens) {
        note(fmt::format("Only the first {} words were read.", kMostTokens), text_.substr(at_));
        break;
      }
      read_one();
    }
    return std::move(out_);
  }

 private:
  void note(std::string what, std::string_view where) {
    out_.diagnostics.push_back({std::move(what), base::clip(where, kLongestQuoted)});
  }

  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }

  char after(std::size_t offset) const {
    return at_ + offset < text_.size() ? text_[at_ + offset] : ' ';
  }

  void put(TokenKind kind, std::string_view text) {
    out_.list.push_back({kind, std::string(text), field_, false});
    field_.reset();
  }

  void read_one() {
    const char c = text_[at_];
    if (c == '"') return read_phrase();
    if (c == '(' || c == ')') {
      ++at_;
      if (c == ')') field_.reset();
      return put(c == '(' ? TokenKind::kOpen : TokenKind::kClose, std::string_view(&c, 1));
    }
    // A minus means "not" where something follows it at once: "-crime", not "a - b".
    if (c == '-' && !field_ && (is_word_byte(after(1)) || after(1) == '"' || after(1) == '(')) {
      ++at_;
      return put(TokenKind::kNot, "-");
    }
    read_word();
  }

  void read_phrase() {
    const std::size_t begin = at_ + 1;
    const std::size_t end = text_.find('"', begin);
    if (end == std::string_view::npos) {
      note("A quotation mark is never closed, so what follows it was searched as words.",
           text_.substr(at_));
      at_ = begin;
      return;
    }
    at_ = end + 1;
    const std::string_view inside = base::trim(text_.substr(begin, end - begin));
    if (std::none_of(inside.begin(), inside.end(), is_word_byte)) {
      note("There is nothing to search for between these quotation marks.",
           text_.substr(begin - 1, end - begin + 2));
      field_.reset();
    } else {
      put(TokenKind::kPhrase, inside);
    }
  }

  /// "title:" with something behind it at once; false where the word is no field's name.
  bool read_field(std::string_view word) {
    const std::size_t colon = word.find(':');
    if (colon == std::string_view::npos || field_) return false;
    const auto field = field_named(word.substr(0, colon));
    if (!field) return false;
    const std::size_t next = at_ + colon + 1;
    const char follows = next < text_.size() ? text_[next] : ' ';
    if (!is_word_byte(follows) && follows != '"' && follows != '(') {
      note("A field's name has no word behind it, so it was searched as a word itself.", word);
      return false;
    }
    field_ = field;
    at_ = next;
    return true;
  }

  void read_word() {
    std::size_t end = at_;
    while (end < text_.size() && !ends_word(text_[end])) ++end;
    const std::string_view word = text_.substr(at_, end - at_);
    if (read_field(word)) return;
    at_ = end;
    if (!field_) {
      if (word == "AND" || word == "&&") return put(TokenKind::kAnd, word);
      if (word == "OR" || word == "||") return put(TokenKind::kOr, word);
      if (word == "NOT") return put(TokenKind::kNot, word);
    }
    put_word(word);
  }

  /// The word without the punctuation around it; nothing where there is nothing else.
  void put_word(std::string_view typed) {
    std::string_view word = typed;
    while (!word.empty() && !is_word_byte(word.front())) word.remove_prefix(1);
    const std::size_t stars = word.find('*');
    std::string_view end = word;
    while (!end.empty() && !is_word_byte(end.back()) && end.back() != '+' && end.back() != '#')
      end.remove_suffix(1);
    if (end.empty()) {
      field_.reset();
      if (typed.find('*') != std::string_view::npos)
        note("A star needs the beginning of a word before it.", typed);
      return;
    }
    const bool prefix = stars == end.size();
    if (!prefix && typed.find('*') != std::string_view::npos)
      note("A star works only at the end of a word, so it was left out.", typed);
    std::string clean(end);
    clean.erase(std::remove(clean.begin(), clean.end(), '*'), clean.end());
    put(TokenKind::kWord, clean);
    if (!prefix) return;
    const auto letters = std::count_if(clean.begin(), clean.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;  // characters, not bytes
    });
    if (static_cast<std::size_t>(letters) >= kShortestPrefix) {
      out_.list.back().prefix = true;
    } else {
      note(fmt::format("A star needs {} letters before it, so this was searched as a whole word.",
                       kShortestPrefix),
           typed);
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::optional<std::size_t> field_;  ///< named, and waiting for what it holds
  Tokens out_;
};

}  // namespace

Tokens read_tokens(std::string_view text) {
  const bool cut = text.size() > kLongestText;
  const std::string clean = plain(text.substr(0, kLongestText));
  Tokens out = Lexer(clean).read();
  if (cut)
    out.diagnostics.push_back(
        {fmt::format("Only the first {} bytes of this text were read.", kLongestText), ""});
  return out;
}

}  // namespace outturn::query
