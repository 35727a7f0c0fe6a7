// SPDX-License-Identifier: GPL-3.0-or-later
// From text to the terms of the index, cut and stemmed by the same code that the indexer uses, so
// that a search and the index can never disagree about what a word is.
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

namespace outturn::query {

/// Not safe from two threads at once: the library's stemmer changes inside as it works.
class Analyser {
 public:
  /// `stems` false: every word is its own stem, as an experiment may want.
  explicit Analyser(bool stems = true) : stems_(stems) {}

  /// The words of a text as the index holds them: lowered, in order. Words of more than 64 bytes
  /// are none, as in the index.
  std::vector<std::string> words(std::string_view text);

  /// The word's stem; a word that begins with a digit is its own.
  std::string stem(std::string_view word);

  /// The index term of a word in any inflection, in the field of that prefix; "" is every field.
  std::string term(std::string_view word, std::string_view prefix = {});

 private:
  bool stems_;
  Xapian::Stem stemmer_{"en"};
  Xapian::TermGenerator generator_;
};

/// Words that carry no evidence of what is wanted. They never block a match.
bool is_stop_word(std::string_view lowered);

}  // namespace outturn::query
