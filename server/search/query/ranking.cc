// SPDX-License-Identifier: GPL-3.0-or-later
// Gathers a ranking; contract in ranking.h.
#include "server/search/query/ranking.h"

#include <algorithm>

namespace outturn::query {
namespace {

using Xapian::Query;

Query scaled(const Query& query, double weight) {
  return weight == 1 ? query : Query(Query::OP_SCALE_WEIGHT, query, weight);
}

std::vector<std::string> with_prefix(const std::vector<std::string>& words,
                                     std::string_view prefix) {
  std::vector<std::string> terms;
  for (const std::string& word : words) terms.push_back(std::string(prefix) + word);
  return terms;
}

}  // namespace

Query any_of(const std::vector<Query>& queries, Query::op how) {
  if (queries.size() == 1) return queries.front();
  return Query(how, queries.begin(), queries.end());
}

Query one_word(const std::vector<std::string>& terms) {
  if (terms.size() == 1) return Query(terms.front());
  return Query(Query::OP_SYNONYM, terms.begin(), terms.end());
}

Query phrase_of(const std::vector<std::string>& words, std::string_view prefix,
                std::size_t window) {
  const std::vector<std::string> terms = with_prefix(words, prefix);
  if (terms.size() == 1) return Query(terms.front());
  return Query(Query::OP_PHRASE, terms.begin(), terms.end(),
               static_cast<Xapian::termcount>(std::max(window, terms.size())));
}

Query all_words_of(const std::vector<std::string>& words, std::string_view prefix) {
  const std::vector<std::string> terms = with_prefix(words, prefix);
  return Query(Query::OP_AND, terms.begin(), terms.end());
}

void Ranking::add(const Query& query, const Query& words, double weight) {
  if (weight <= 0) return;
  whole_.push_back(scaled(query, weight));
  words_.push_back(scaled(words, weight));
}

void Ranking::add_closely(const Query& query, double weight) {
  if (weight > 0) whole_.push_back(scaled(query, weight));
}

Query Ranking::whole() const { return whole_.empty() ? Query() : any_of(whole_); }

Query Ranking::words() const { return words_.empty() ? Query() : any_of(words_); }

}  // namespace outturn::query
