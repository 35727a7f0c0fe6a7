// SPDX-License-Identifier: GPL-3.0-or-later
// Every word of a generation with the number of records that hold it: what a star expands to, which
// spellings exist, and what a misspelt word may have meant. Read once, then immutable: safe from
// any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace Xapian {
class Database;
}

namespace outturn::query {

/// Of more words than this the rarest are left out: about 10 MB.
inline constexpr std::size_t kMostLexiconWords = 500'000;

struct WordCount {
  std::string word;
  std::uint32_t records = 0;
};

struct Expansion {
  std::vector<WordCount> words;  ///< most records first
  bool cut = false;              ///< there were more than were asked for
};

class Lexicon {
 public:
  Lexicon() = default;
  /// Words in any order, each once.
  explicit Lexicon(std::vector<WordCount> words);
  /// Throws Xapian::Error.
  static Lexicon read(const Xapian::Database& database);

  std::size_t size() const { return records_.size(); }
  std::string_view word(std::size_t place) const;  ///< in byte order
  std::uint32_t records(std::size_t place) const { return records_[place]; }

  /// 0 for a word that no record holds.
  std::uint32_t records_with(std::string_view word) const;
  /// The words that begin so, at most `most` of them.
  Expansion beginning_with(std::string_view prefix, std::size_t most) const;

  /// What a misspelt word may have meant: nearest first, then by records; at most `most`. One edit
  /// for words of four letters, two from six on, three from ten on; where two letters changed
  /// places that is one edit. Words of fewer than four letters, or with digits, have none.
  std::vector<std::string> near(std::string_view word, std::size_t most) const;

 private:
  std::size_t lower_bound(std::string_view word) const;

  std::string text_;  ///< all words, one after the other
  std::vector<std::uint32_t> ends_;
  std::vector<std::uint32_t> records_;
};

/// Edits between two words, where neighbours that changed places count once (optimal string
/// alignment); `limit` + 1 as soon as it is passed.
std::size_t edits_between(std::string_view a, std::string_view b, std::size_t limit);

}  // namespace outturn::query
