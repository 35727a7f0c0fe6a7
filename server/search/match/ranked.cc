// SPDX-License-Identifier: GPL-3.0-or-later
// Ranked matches; contract in ranked.h.
#include "server/search/match/ranked.h"

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

RankedPage ranked(const Relevance& relevance, const MatchIndex& index, const Bits& records,
                  Within within, const Paging& paging, Grouping grouping, TimeLimit& limit) {
  RankedPage out;
  out.matches = first_ones(relevance, records, within, limit);
  // One more than is shown tells whether anything follows.
  const bool shallow = grouping == Grouping::kNone && !paging.after && paging.offset < kFirst &&
                       paging.limit <= kFirst - paging.offset;
  if (shallow) {
    std::size_t place = 0;
    for (auto it = out.matches.begin(); it != out.matches.end(); ++it, ++place) {
      if (place == paging.offset + paging.limit) out.page.more = true;
      if (place >= paging.offset && place < paging.offset + paging.limit)
        out.page.records.push_back({*it, 1});
    }
    out.page.with_figure = records.count();
    return out;
  }
  std::vector<Scored> all;
  Bits rest = records;
  for (auto it = out.matches.begin(); it != out.matches.end() && all.size() < kFirst; ++it) {
    // Before all scores, in the order they came.
    all.push_back({*it, static_cast<double>(all.size()) - kBeforeAllScores});
    rest.reset(*it);
  }
  for (Scored& record : scored(relevance, rest, limit)) all.push_back(record);
  out.page = ordered(index, all, paging, grouping);
  return out;
}

}  // namespace outturn::search
