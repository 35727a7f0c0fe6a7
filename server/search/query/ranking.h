// SPDX-License-Identifier: GPL-3.0-or-later
// What puts records in order, gathered piece by piece: the whole ranking, and beside it the same
// without what reads positions, which is quick over any number of records. For compile.cc alone.
#pragma once

#include <xapian.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/match/score.h"

namespace outturn::query {

Xapian::Query any_of(const std::vector<Xapian::Query>& queries,
                     Xapian::Query::op how = Xapian::Query::OP_OR);

/// Terms that count as one word.
Xapian::Query one_word(const std::vector<std::string>& terms);

/// Words side by side in a field (no prefix: anywhere), or within a window of so many.
Xapian::Query phrase_of(const std::vector<std::string>& words, std::string_view prefix,
                        std::size_t window = 0);

/// A phrase without its order.
Xapian::Query all_words_of(const std::vector<std::string>& words, std::string_view prefix);

class Ranking {
 public:
  /// `words` stands for `query` where positions are not read. Nothing for a weight of 0.
  void add(const Xapian::Query& query, const Xapian::Query& words, double weight);

  /// Two neighbours of the question, which only put in order those that are good already.
  void add_closely(const std::string& word, const std::string& next, std::size_t window,
                   double weight);

  /// The same as words and pairs, as far as it is; says whether that is all.
  const search::ScoredWords& scored() const { return scored_; }

  /// Both are empty where nothing was added.
  Xapian::Query whole() const;
  Xapian::Query words() const;

 private:
  std::vector<Xapian::Query> whole_;
  std::vector<Xapian::Query> words_;
  search::ScoredWords scored_;
  std::map<std::vector<std::string>, std::size_t> places_;  ///< of words in scored_, by their terms
};

}  // namespace outturn::query
