// SPDX-License-Identifier: GPL-3.0-or-later
// Ranked matches; contract in ranked.h.
#include "server/search/match/ranked.h"

#include <algorithm>

#include "server/search/match/set_source.h"

namespace outturn::search {
namespace {

using Xapian::Query;

/// No record scores as much.
constexpr double kBeforeAllScores = 1e12;

/// Notes the score of every record the match comes upon.
class Score : public Xapian::MatchSpy {
 public:
  explicit Score(std::vector<Scored>& out) : out_(out) {}
  void operator()(const Xapian::Document& document, double weight) override {
    out_.push_back({document.get_docid(), -weight});
  }

 private:
  std::vector<Scored>& out_;
};

}  // namespace

std::vector<Scored> scored(const Relevance& relevance, const Bits& records, TimeLimit& limit) {
  std::vector<Scored> out;
  SetSource source(records, limit);
  Score score(out);
  Xapian::Enquire enquire(relevance.database);
  enquire.set_query(Query(Query::OP_FILTER, relevance.words, Query(&source)));
  enquire.set_weighting_scheme(relevance.scheme);
  enquire.add_matchspy(&score);
  // Looking at all of them keeps the library from stopping early.
  enquire.get_mset(0, 1, relevance.database.get_doccount());
  return out;
}

namespace {

Xapian::MSet best_of(const Relevance& relevance, const Query& query, const Bits& records,
                     Within within, std::size_t most, TimeLimit& limit) {
  SetSource source(records, limit);
  Xapian::Enquire enquire(relevance.database);
  enquire.set_query(within == Within::kWhole ? query
                                             : Query(Query::OP_FILTER, query, Query(&source)));
  enquire.set_weighting_scheme(relevance.scheme);
  return enquire.get_mset(0, static_cast<Xapian::doccount>(most));
}

}  // namespace

Xapian::MSet first_ones(const Relevance& relevance, const Bits& records, Within within,
                        TimeLimit& limit) {
  if (records.count() <= kConsidered)
    return best_of(relevance, relevance.query, records, within, kFirst + 1, limit);
  const Xapian::MSet considered =
      best_of(relevance, relevance.words, records, within, kConsidered, limit);
  Bits few(records.size());
  for (auto it = considered.begin(); it != considered.end(); ++it) few.set(*it);
  return best_of(relevance, relevance.query, few, Within::kPart, kFirst + 1, limit);
}

namespace {

bool before(const Scored& a, const Scored& b) {
  return a.key != b.key ? a.key < b.key : a.number < b.number;
}

/// What stands at the top keeps its order before all scores.
void put_first(std::vector<Scored>& all, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) all[i].key = static_cast<double>(i) - kBeforeAllScores;
}

bool is_shallow(const Paging& paging, Grouping grouping) {
  return grouping == Grouping::kNone && paging.offset < kFirst &&
         paging.limit <= kFirst - paging.offset;
}

bool is_scored(const Relevance& relevance) {
  return relevance.scoring != nullptr && relevance.scoring->ranking.whole;
}

/// The first `most` by everything.
std::vector<Scored> first_by_scores(const Relevance& relevance, const Bits& every,
                                    const Bits& records, std::size_t most, TimeLimit& limit) {
  const Scoring& scoring = *relevance.scoring;
  Scorer scorer(relevance.database, scoring.lengths, every, scoring.terms, limit);
  return scorer.by_all(scoring.ranking, scorer.best_by_words(scoring.ranking, records, kConsidered),
                       most);
}

OrderedPage ranked_by_scores(const Relevance& relevance, const MatchIndex& index,
                             const Bits& records, const Paging& paging, Grouping grouping,
                             TimeLimit& limit) {
  if (is_shallow(paging, grouping)) {
    const auto first =
        first_by_scores(relevance, index.all(), records, paging.offset + paging.limit, limit);
    OrderedPage out;
    for (std::size_t i = paging.offset; i < first.size(); ++i)
      out.records.push_back({first[i].number, 1});
    out.with_figure = records.count();
    out.more = out.with_figure > paging.offset + paging.limit;
    return out;
  }
  const Scoring& scoring = *relevance.scoring;
  Scorer scorer(relevance.database, scoring.lengths, index.all(), scoring.terms, limit);
  std::vector<Scored> all = scorer.by_words(scoring.ranking, records);
  const auto considered =
      all.begin() + static_cast<std::ptrdiff_t>(std::min(kConsidered, all.size()));
  if (considered != all.end()) std::nth_element(all.begin(), considered, all.end(), before);
  std::vector<Scored> list = scorer.by_all(scoring.ranking, {all.begin(), considered}, kFirst);
  Bits rest = records;
  for (const Scored& record : list) rest.reset(record.number);
  put_first(list, list.size());
  for (const Scored& record : all)
    if (rest.test(record.number)) list.push_back(record);
  return ordered(index, list, paging, grouping);
}

}  // namespace

std::vector<std::uint32_t> first_shown(const Relevance& relevance, const Bits& all,
                                       const Bits& records, std::size_t most, TimeLimit& limit) {
  std::vector<std::uint32_t> out;
  if (is_scored(relevance)) {
    for (const Scored& record : first_by_scores(relevance, all, records, most, limit))
      out.push_back(record.number);
    return out;
  }
  const Xapian::MSet first = first_ones(relevance, records, Within::kPart, limit);
  for (auto it = first.begin(); it != first.end() && out.size() < most; ++it) out.push_back(*it);
  return out;
}

OrderedPage ranked(const Relevance& relevance, const MatchIndex& index, const Bits& records,
                   Within within, const Paging& paging, Grouping grouping, TimeLimit& limit) {
  if (is_scored(relevance))
    return ranked_by_scores(relevance, index, records, paging, grouping, limit);
  const Xapian::MSet first = first_ones(relevance, records, within, limit);
  // One more than is shown tells whether anything follows.
  if (is_shallow(paging, grouping)) {
    OrderedPage out;
    std::size_t place = 0;
    for (auto it = first.begin(); it != first.end(); ++it, ++place) {
      if (place == paging.offset + paging.limit) out.more = true;
      if (place >= paging.offset && place < paging.offset + paging.limit)
        out.records.push_back({*it, 1});
    }
    out.with_figure = records.count();
    return out;
  }
  std::vector<Scored> all;
  Bits rest = records;
  for (auto it = first.begin(); it != first.end() && all.size() < kFirst; ++it) {
    all.push_back({*it, 0});
    rest.reset(*it);
  }
  put_first(all, all.size());
  for (Scored& record : scored(relevance, rest, limit)) all.push_back(record);
  return ordered(index, all, paging, grouping);
}

}  // namespace outturn::search
