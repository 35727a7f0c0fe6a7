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

/// The terms that count as one word; none where the query is more than that.
std::vector<std::string> terms_of_word(const Query& query) {
  std::vector<std::string> terms;
  if (query.get_type() == Query::LEAF_TERM) return {*query.get_terms_begin()};
  if (query.get_type() != Query::OP_SYNONYM) return {};
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
    const Query part = query.get_subquery(i);
    if (part.get_type() != Query::LEAF_TERM) return {};
    terms.push_back(*part.get_terms_begin());
  }
  return terms;
}

/// The terms of a phrase; none where the query is none or holds more than terms.
std::vector<std::string> terms_of_phrase(const Query& query) {
  std::vector<std::string> terms;
  if (query.get_type() != Query::OP_PHRASE) return {};
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
    const Query part = query.get_subquery(i);
    if (part.get_type() != Query::LEAF_TERM) return {};
    terms.push_back(*part.get_terms_begin());
  }
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
  std::vector<std::string> terms = terms_of_word(query);
  if (terms.empty()) {
    std::vector<std::string> phrase = terms_of_phrase(query);
    scored_.whole = scored_.whole && !phrase.empty();
    if (!phrase.empty()) scored_.phrases.push_back({std::move(phrase), weight});
    return;
  }
  // A word said again weighs more, which takes no second reading of where it stands.
  const auto [place, is_new] = places_.try_emplace(terms, scored_.words.size());
  if (is_new)
    scored_.words.push_back({std::move(terms), weight});
  else
    scored_.words[place->second].weight += weight;
}

void Ranking::add_closely(const std::string& word, const std::string& next, std::size_t window,
                          double weight) {
  if (weight <= 0) return;
  whole_.push_back(scaled(phrase_of({word, next}, {}, window), weight));
  scored_.pairs.push_back({word, next, std::max<std::size_t>(window, 2), weight});
}

Query Ranking::whole() const { return whole_.empty() ? Query() : any_of(whole_); }

Query Ranking::words() const { return words_.empty() ? Query() : any_of(words_); }

}  // namespace outturn::query
