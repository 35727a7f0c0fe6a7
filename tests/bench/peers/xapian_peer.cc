// SPDX-License-Identifier: GPL-3.0-or-later
// xapian_peer: stock Xapian as a peer of the comparison: words with positions, boolean terms to
// filter by, a value slot for each facet, and one ValueCountMatchSpy for each, with every matching
// record looked at so that the counts are exact.
#include <xapian.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "tests/bench/peers/peer.h"
#include "tests/bench/peers/xapian_fault.h"

namespace outturn::bench {
namespace {

constexpr Xapian::valueno kRatioSlot = kPeerFacetCount;

std::string filter_term(std::size_t facet, const std::string& value) {
  return "X" + std::string(1, static_cast<char>('A' + facet)) + ":" + value;
}

class XapianPeer : public Peer {
 public:
  explicit XapianPeer(PeerOptions options) : Peer(std::move(options)) {}

  void build() override {
    const Dictionary names = read_dictionary(options().data);
    Xapian::WritableDatabase database(
        options().index.string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS);
    Xapian::TermGenerator generator;
    Rows rows(options().data);
    for (Row row; rows.next(row);) {
      Xapian::Document document;
      generator.set_document(document);
      generator.set_termpos(0);
      generator.index_text(row.words);
      for (std::size_t facet = 0; facet < kPeerFacetCount; ++facet) {
        if (row.codes[facet] == 0) continue;
        const std::string& value = names[facet][row.codes[facet]];
        document.add_value(static_cast<Xapian::valueno>(facet), value);
        document.add_boolean_term(filter_term(facet, value));
      }
      if (!std::isnan(row.ratio))
        document.add_value(kRatioSlot, Xapian::sortable_serialise(row.ratio));
      database.replace_document(row.number, document);
    }
    database.commit();
    const std::string whole = (options().index / "compact").string();
    database.compact(whole, Xapian::DBCOMPACT_NO_RENUMBER);
    database.close();
    for (const auto& entry : std::filesystem::directory_iterator(options().index))
      if (entry.path() != whole) std::filesystem::remove_all(entry.path());
  }

  void open() override {
    names_ = read_dictionary(options().data);
    database_ = Xapian::Database((options().index / "compact").string());
  }

  void ask(const Question& question) override {
    counts_ = {};
    std::vector<std::size_t> all;
    for (std::size_t facet = 0; facet < kPeerFacetCount; ++facet) all.push_back(facet);
    if (question.kind == Kind::kOwnLifted)
      for (const Chosen& one : question.chosen) std::erase(all, one.facet);
    match(question, all, kTop);
    if (question.kind != Kind::kOwnLifted) return;
    const Xapian::MSet page = page_;
    for (const Chosen& one : question.chosen) match(without(question, one.facet), {one.facet}, 0);
    page_ = page;
  }

  Answer answer() override {
    Answer out;
    out.total = page_.get_matches_lower_bound();
    if (out.total != page_.get_matches_upper_bound())
      throw std::runtime_error("Xapian's total is not exact");
    for (std::size_t facet = 0; facet < kPeerFacetCount; ++facet)
      for (const auto& [value, count] : counts_[facet]) {
        const auto at = std::lower_bound(names_[facet].begin(), names_[facet].end(), value);
        out.facets[facet].emplace_back(static_cast<Code>(at - names_[facet].begin()), count);
      }
    for (auto it = page_.begin(); it != page_.end(); ++it) out.top.push_back(*it);
    return out;
  }

  std::string version() const override { return std::string("Xapian ") + Xapian::version_string(); }

 private:
  Xapian::Query query_of(const Question& question) const {
    using Xapian::Query;
    const auto operation = question.kind == Kind::kThree    ? Query::OP_OR
                           : question.kind == Kind::kPhrase ? Query::OP_PHRASE
                                                            : Query::OP_AND;
    Query query = question.words.empty()
                      ? Query::MatchAll
                      : Query(operation, question.words.begin(), question.words.end());
    if (question.kind == Kind::kRange)
      query = Query(Query::OP_VALUE_RANGE, kRatioSlot, Xapian::sortable_serialise(question.low),
                    Xapian::sortable_serialise(question.high));
    for (const Chosen& one : question.chosen)
      query = Query(Query::OP_FILTER, query,
                    Query(filter_term(one.facet, names_[one.facet][one.code])));
    return query;
  }

  void match(const Question& question, const std::vector<std::size_t>& facets,
             Xapian::doccount top) {
    std::array<std::optional<Xapian::ValueCountMatchSpy>, kPeerFacetCount> spies;
    Xapian::Enquire enquire(database_);
    enquire.set_query(query_of(question));
    if (question.kind == Kind::kRange) enquire.set_sort_by_value(kRatioSlot, true);
    if (question.words.empty()) enquire.set_weighting_scheme(Xapian::BoolWeight());
    for (const std::size_t facet : facets) {
      spies[facet].emplace(static_cast<Xapian::valueno>(facet));
      enquire.add_matchspy(&*spies[facet]);
    }
    page_ = enquire.get_mset(0, top, database_.get_doccount());
    for (const std::size_t facet : facets)
      for (auto it = spies[facet]->top_values_begin(most_listed(facet));
           it != spies[facet]->top_values_end(most_listed(facet)); ++it)
        counts_[facet].emplace_back(*it, it.get_termfreq());
  }

  Dictionary names_;
  Xapian::Database database_;
  Xapian::MSet page_;
  std::array<std::vector<std::pair<std::string, std::size_t>>, kPeerFacetCount> counts_;
};

}  // namespace
}  // namespace outturn::bench

int main(int argc, char** argv) {
  return outturn::bench::peer_main(
      argc, argv,
      [](outturn::bench::PeerOptions options) {
        return std::make_unique<outturn::bench::XapianPeer>(std::move(options));
      },
      outturn::bench::describe_xapian_fault);
}
