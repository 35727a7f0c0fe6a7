// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a text that shows best why it was found, with the words of the question marked. Made
// once for a question, then asked for each text of a page. A text is read once, from left to right;
// only words that begin as a wanted one does are stemmed. (The library's own way to do this stems
// every word of every text, which was a quarter of what a JSON answer cost.)
#pragma once

#include <xapian.h>

#include <bitset>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/search/query/lexicon.h"
#include "server/search/query/terms.h"

namespace outturn::query {

struct Snippet {
  std::string html;             ///< escaped, with <mark> around what the question asks for
  std::set<std::string> terms;  ///< of the marked words, as the index has them, stemmed and not
};

/// Used by one thread.
class Snippets {
 public:
  /// Marks what is ranked by: words in all their forms, words as they stand, whole phrases; an
  /// empty ranking marks nothing. Throws what the library throws.
  Snippets(const Xapian::Database& database, const Lexicon& lexicon, const Xapian::Query& ranking);

  /// At most about `bytes` bytes of the text.
  Snippet of(std::string_view text, std::size_t bytes);

 private:
  struct Token {
    std::size_t begin;
    std::size_t end;
    std::size_t mark;  ///< what it stands for, by its place in weights_; kNothing for most
    std::string word;  ///< lowered; only of words that may be marked
  };
  struct Window {
    std::size_t first;
    std::size_t last;  ///< one behind
  };
  static constexpr std::size_t kNothing = static_cast<std::size_t>(-1);

  double weight_of(const std::string& term) const;
  void gather(const Xapian::Query& query);
  std::size_t add(double weight);
  std::vector<Token> tokens(std::string_view text);
  void mark_phrases(std::vector<Token>& tokens) const;
  std::size_t loose(const std::string& word);
  Window best(const std::vector<Token>& tokens, std::string_view text, std::size_t bytes) const;
  Snippet write(const std::vector<Token>& tokens, std::string_view text, const Window& window);

  const Xapian::Database& database_;
  const Lexicon& lexicon_;
  std::unordered_map<std::string, std::size_t> stems_;
  std::unordered_map<std::string, std::size_t> words_;
  std::vector<std::pair<std::vector<std::string>, std::size_t>> phrases_;
  std::bitset<256> first_bytes_;  ///< of all of those
  std::vector<double> weights_;
};

}  // namespace outturn::query
