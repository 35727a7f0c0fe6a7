// SPDX-License-Identifier: GPL-3.0-or-later
// Ranked matches; contract in ranked.h.
#include "server/search/match/ranked.h"

#include "server/search/match/set_source.h"

namespace outturn::search {
namespace {

using Xapian::Query;

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
  enquire.set_query(Query(Query::OP_FILTER, relevance.query, Query(&source)));
  enquire.set_weighting_scheme(relevance.scheme);
  enquire.add_matchspy(&score);
  // Looking at all of them keeps the library from stopping early.
  enquire.get_mset(0, 1, relevance.database.get_doccount());
  return out;
}

RankedPage ranked(const Relevance& relevance, const MatchIndex& index, const Bits& records,
                  Within within, const Paging& paging, Grouping grouping, TimeLimit& limit) {
  RankedPage out;
  SetSource source(records, limit);
  Xapian::Enquire enquire(relevance.database);
  enquire.set_query(within == Within::kWhole
                        ? relevance.query
                        : Query(Query::OP_FILTER, relevance.query, Query(&source)));
  enquire.set_weighting_scheme(relevance.scheme);
  const bool shallow = grouping == Grouping::kNone && !paging.after &&
                       paging.offset < kMostRanked && paging.limit < kMostRanked &&
                       paging.offset + paging.limit <= kMostRanked;
  if (!shallow) {
    out.page = ordered(index, scored(relevance, records, limit), paging, grouping);
    out.matches = enquire.get_mset(0, 1);
    return out;
  }
  // One more than is shown, to know whether anything follows.
  out.matches = enquire.get_mset(static_cast<Xapian::doccount>(paging.offset),
                                 static_cast<Xapian::doccount>(paging.limit + 1));
  for (auto it = out.matches.begin(); it != out.matches.end(); ++it) {
    if (out.page.records.size() == paging.limit) {
      out.page.more = true;
      break;
    }
    out.page.records.push_back({*it, 1});
  }
  out.page.with_figure = records.count();
  return out;
}

}  // namespace outturn::search
