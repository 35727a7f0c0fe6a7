// SPDX-License-Identifier: GPL-3.0-or-later
// A recursive descent over tokens, no deeper than kDeepest; contract in parse.h.
#include "server/search/query/parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "schema/base/text.h"
#include "server/search/query/lexer.h"

namespace outturn::query {
namespace {

using Place = std::optional<std::size_t>;

class Parser {
 public:
  explicit Parser(Tokens tokens) : tokens_(std::move(tokens.list)) {
    tree_.diagnostics = std::move(tokens.diagnostics);
    if (is_prose()) {
      read_as_prose();
    } else {
      level_brackets();
    }
  }

  Tree parse() {
    tree_.root = read_or({});
    if (!tree_.root) {
      std::vector<std::size_t> words;
      for (std::string& word : lone_)
        if (word != "-" && word != "&&" && word != "||")
          words.push_back(add({Kind::kWord, {}, std::move(word), false, {}}));
      tree_.root = join(Kind::kWords, std::move(words));
    }
    if (tree_.diagnostics.size() > kMostDiagnostics) tree_.diagnostics.resize(kMostDiagnostics);
    return std::move(tree_);
  }

 private:
  /// A pasted text: long, and nothing in it that only a searcher writes. Its quotation marks,
  /// brackets and dashes are punctuation.
  bool is_prose() const {
    std::size_t words = 0;
    for (const Token& token : tokens_) {
      if (token.kind == TokenKind::kAnd || token.kind == TokenKind::kOr || token.field ||
          token.prefix)
        return false;
      words +=
          token.kind == TokenKind::kPhrase
              ? 1U + static_cast<std::size_t>(std::count(token.text.begin(), token.text.end(), ' '))
              : static_cast<std::size_t>(token.kind == TokenKind::kWord);
    }
    return words >= kProseWords;
  }

  void read_as_prose() {
    std::vector<Token> words;
    for (Token& token : tokens_) {
      if (token.kind == TokenKind::kPhrase) {
        for (Token& word : read_tokens(token.text).list)
          if (word.kind == TokenKind::kWord) words.push_back({word.kind, word.text, {}, false});
      } else if (token.kind == TokenKind::kWord) {
        words.push_back(std::move(token));
      }
    }
    tokens_ = std::move(words);
  }

  void note(std::string what, std::string where) {
    if (tree_.diagnostics.size() < kMostDiagnostics)
      tree_.diagnostics.push_back({std::move(what), base::clip(where, 60)});
  }

  /// Takes out brackets that have no partner and those too deep: what is left pairs, and no deeper
  /// than the parser may go.
  void level_brackets() {
    std::vector<std::size_t> open;
    std::vector<bool> drop(tokens_.size(), false);
    bool unopened = false;
    bool deep = false;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].kind == TokenKind::kOpen) {
        open.push_back(i);
      } else if (tokens_[i].kind == TokenKind::kClose) {
        if (open.empty()) {
          drop[i] = unopened = true;
          continue;
        }
        if (open.size() > kDeepest) drop[i] = drop[open.back()] = deep = true;
        open.pop_back();
      }
    }
    for (const std::size_t i : open) drop[i] = true;
    if (!open.empty() || unopened)
      note("A bracket has no partner, so it was left out.", unopened ? ")" : "(");
    if (deep)
      note(fmt::format("Brackets within more than {} brackets were left out.", kDeepest), "(");
    std::vector<Token> kept;
    kept.reserve(tokens_.size());
    for (std::size_t i = 0; i < tokens_.size(); ++i)
      if (!drop[i]) kept.push_back(std::move(tokens_[i]));
    tokens_ = std::move(kept);
  }

  bool at(TokenKind kind) const { return next_ < tokens_.size() && tokens_[next_].kind == kind; }

  std::size_t add(Node node) {
    tree_.nodes.push_back(std::move(node));
    return tree_.nodes.size() - 1;
  }

  /// One thing stands for itself; several are held together by a node of that kind.
  Place join(Kind kind, std::vector<std::size_t> parts) {
    if (parts.empty()) return std::nullopt;
    if (parts.size() == 1) return parts.front();
    return add({kind, {}, {}, false, std::move(parts)});
  }

  /// An operator with nothing on one side; where there is nothing else at all, it is a word.
  void lone(const Token& token) {
    note("An operator has nothing to join, so it was not read as one.", token.text);
    lone_.push_back(token.text);
  }

  using Reader = Place (Parser::*)(Place);

  /// Parts held apart by an operator, each read by `part`.
  Place read_joined(TokenKind joiner, Kind kind, Reader part, Place field) {
    std::vector<std::size_t> parts;
    if (const Place first = (this->*part)(field)) parts.push_back(*first);
    while (at(joiner)) {
      const Token operator_token = tokens_[next_++];
      const bool had = !parts.empty();
      const Place right = (this->*part)(field);
      if (!had || !right) lone(operator_token);
      if (right) parts.push_back(*right);
    }
    return join(kind, std::move(parts));
  }
  Place read_or(Place field) {
    return read_joined(TokenKind::kOr, Kind::kOr, &Parser::read_and, field);
  }
  Place read_and(Place field) {
    return read_joined(TokenKind::kAnd, Kind::kAnd, &Parser::read_words, field);
  }

  Place read_words(Place field) {
    std::vector<std::size_t> parts;
    while (next_ < tokens_.size() && !at(TokenKind::kAnd) && !at(TokenKind::kOr) &&
           !at(TokenKind::kClose))
      read_item(field, parts);
    return join(Kind::kWords, std::move(parts));
  }

  void read_item(Place field, std::vector<std::size_t>& parts) {
    bool negated = false;
    Token sign;
    while (at(TokenKind::kNot)) {  // "NOT -crime" takes crime away, once
      negated = true;
      sign = tokens_[next_++];
    }
    const Place atom = read_atom(field);
    if (!atom) {
      if (negated) lone(sign);
      return;
    }
    // Brackets around things side by side change nothing: "(nurse visits) crime".
    if (!negated && tree_.nodes[*atom].kind == Kind::kWords) {
      const auto inside = tree_.nodes[*atom].children;
      parts.insert(parts.end(), inside.begin(), inside.end());
      return;
    }
    // No second "not" around what is one already: "-(-crime)".
    if (negated)
      parts.push_back(add({Kind::kNot, {}, {}, false, {*atom}}));
    else
      parts.push_back(*atom);
  }

  Place read_atom(Place field) {
    if (next_ >= tokens_.size() || at(TokenKind::kAnd) || at(TokenKind::kOr) ||
        at(TokenKind::kClose))
      return std::nullopt;
    Token& token = tokens_[next_++];
    const Place held = token.field ? token.field : field;
    if (token.kind == TokenKind::kOpen) {
      const Place inside = read_or(held);
      ++next_;  // its partner: brackets pair
      return inside;
    }
    const Kind kind = token.kind == TokenKind::kPhrase ? Kind::kPhrase : Kind::kWord;
    return add({kind, held, std::move(token.text), token.prefix, {}});
  }

  std::vector<Token> tokens_;
  std::size_t next_ = 0;
  std::vector<std::string> lone_;  ///< operators with nothing to join
  Tree tree_;
};

}  // namespace

Tree parse(std::string_view text) { return Parser(read_tokens(text)).parse(); }

}  // namespace outturn::query
