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
  return grouping == Grouping::kNone && !paging.after && paging.offset < kFirst &&
         paging.limit <= kFirst - paging.offset;
}

bool is_scored(const Relevance& relevance) {
  return relevance.scoring != nullptr && relevance.scoring->ranking.whole;
}

/// Every record with its score by words, and the first `most` by everything.
struct ByScores {
  std::vector<Scored> all;
  std::vector<Scored> first;
};

ByScores by_scores(const Relevance& relevance, const Bits& every, const Bits& records,
                   std::size_t most, TimeLimit& limit) {
  const Scoring& scoring = *relevance.scoring;
  Scorer scorer(relevance.database, scoring.lengths, every, scoring.terms, limit);
  ByScores out{scorer.by_words(scoring.ranking, records), {}};
  const auto considered =
      out.all.begin() + static_cast<std::ptrdiff_t>(std::min(kConsidered, out.all.size()));
  if (considered != out.all.end())
    std::nth_element(out.all.begin(), considered, out.all.end(), before);
  out.first = scorer.by_all(scoring.ranking, {out.all.begin(), considered}, most);
  return out;
}

OrderedPage ranked_by_scores(const Relevance& relevance, const MatchIndex& index,
                             const Bits& records, const Paging& paging, Grouping grouping,
                             TimeLimit& limit) {
  const bool shallow = is_shallow(paging, grouping);
  const auto [all, first] = by_scores(relevance, index.all(), records,
                                      shallow ? paging.offset + paging.limit : kFirst, limit);
  if (shallow) {
    OrderedPage out;
    for (std::size_t i = paging.offset; i < first.size(); ++i)
      out.records.push_back({first[i].number, 1});
    out.more = all.size() > paging.offset + paging.limit;
    out.with_figure = all.size();
    return out;
  }
  Bits rest = records;
  for (const Scored& record : first) rest.reset(record.number);
  std::vector<Scored> list = first;
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
    for (const Scored& record : by_scores(relevance, all, records, most, limit).first)
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
