// SPDX-License-Identifier: GPL-3.0-or-later
// Indexes and asks; contract in bench.h.
#include "tests/relevance/bench.h"

#include <stdexcept>

#include "indexer/release/xapian_writer.h"
#include "schema/index/contribution.h"
#include "schema/index/plan.h"
#include "server/search/match/ranked.h"

namespace outturn::relevance {
namespace {

/// As the indexer's writer, with other weights.
void write_changed(const std::string& folder, const Collection& collection,
                   const IndexChange& change) {
  Xapian::WritableDatabase database(folder, Xapian::DB_CREATE);
  Xapian::TermGenerator generator;
  generator.set_stemmer(Xapian::Stem("en"));
  for (const evidence::Record& record : collection.records) {
    Xapian::Document document;
    generator.set_document(document);
    generator.set_termpos(0);
    for (const index::Text& text : index::plan(record).texts) {
      const unsigned weight = change.weights.at(text.field);
      if (weight == 0) continue;
      const std::string prefix(index::kTextFields[text.field].prefix);
      if (!prefix.empty()) {
        generator.index_text(text.words, weight, prefix);
        generator.increase_termpos();
      }
      generator.index_text(text.words, weight);
      generator.increase_termpos();
    }
    database.add_document(document);
  }
  database.commit();
}

/// Weighs each record by the strength of its evidence (0 to 1), on top of what its words weigh.
class Prior : public Xapian::PostingSource {
 public:
  Prior(const std::vector<evidence::Record>& records, double weight)
      : records_(records), weight_(weight) {}
  void init(const Xapian::Database&) override {
    at_ = 0;
    set_maxweight(weight_);
  }
  Xapian::doccount get_termfreq_min() const override { return size(); }
  Xapian::doccount get_termfreq_est() const override { return size(); }
  Xapian::doccount get_termfreq_max() const override { return size(); }
  void next(double) override { ++at_; }
  bool at_end() const override { return at_ > records_.size(); }
  Xapian::docid get_docid() const override { return static_cast<Xapian::docid>(at_); }
  double get_weight() const override {
    constexpr double kMost = 12;
    return weight_ * index::evidence_strength(records_[at_ - 1].evidence) / kMost;
  }

 private:
  Xapian::doccount size() const { return static_cast<Xapian::doccount>(records_.size()); }
  const std::vector<evidence::Record>& records_;
  double weight_;
  std::size_t at_ = 0;
};

/// Blind feedback: the terms that set the first five apart, at half weight.
Xapian::Query expanded(Xapian::Enquire& enquire, const Xapian::Query& ranking, unsigned terms) {
  enquire.set_query(ranking);
  const Xapian::MSet first = enquire.get_mset(0, 5);
  Xapian::RSet relevant;
  for (auto it = first.begin(); it != first.end(); ++it) relevant.add_document(*it);
  class Stems : public Xapian::ExpandDecider {
   public:
    bool operator()(const std::string& term) const override {
      return term.size() > 2 && term[0] == 'Z' && (term[1] < 'A' || term[1] > 'Z');
    }
  } stems;
  enquire.set_expansion_scheme("bo1");
  const Xapian::ESet set = enquire.get_eset(terms, relevant, 0, &stems);
  std::vector<Xapian::Query> all;
  for (auto it = set.begin(); it != set.end(); ++it)
    all.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(*it), 0.5);
  all.push_back(ranking);
  return {Xapian::Query::OP_OR, all.begin(), all.end()};
}

}  // namespace

Bench::Bench(const Collection& collection, const IndexChange& change) : collection_(collection) {
  const std::string folder = (folder_.path() / "xapian").string();
  if (change.weights.empty()) {
    auto writer = ingest::XapianWriter::create(folder).value();
    unsigned number = 0;
    for (const evidence::Record& record : collection.records)
      if (!writer.put(++number, index::plan(record))) throw std::runtime_error("not indexed");
    if (!writer.finish()) throw std::runtime_error("not indexed");
  } else {
    write_changed(folder, collection, change);
  }
  database_ = Xapian::Database(folder);
  lexicon_ = query::Lexicon::read(database_);
  lengths_ = search::Lengths::read(database_, collection.records.size() + 1);
  all_ = search::Bits(collection.records.size() + 1);
  for (std::size_t number = 1; number <= collection.records.size(); ++number) all_.set(number);
}

std::vector<std::string> Bench::ask(const std::string& text, const query::Options& options,
                                    const Asking& asking) const {
  search::TimeLimit no_limit;
  const query::Found found =
      query::search(text, {database_, lexicon_, all_, nullptr, no_limit}, options);
  std::vector<std::string> ids;
  if (found.ranking.empty()) return ids;
  Xapian::Query ranking = found.ranking;
  Xapian::Query words = found.ranking_words;
  Xapian::Enquire enquire(database_);
  const Xapian::BM25Weight usual = query::weighting();
  enquire.set_weighting_scheme(asking.weight != nullptr ? *asking.weight : usual);
  search::TimeLimit limit;
  const auto list = [&](const search::Bits& set) {
    if (set.size() == 0) return;
    const Xapian::Weight& scheme = asking.weight != nullptr ? *asking.weight : usual;
    const search::Scoring scoring{found.scored, lengths_, nullptr};
    const bool as_served = asking.weight == nullptr && asking.prior == 0 && asking.expansion == 0;
    const search::Relevance relevance{database_, ranking, words, scheme,
                                      as_served ? &scoring : nullptr};
    for (const std::uint32_t number :
         search::first_shown(relevance, all_, set, kDepth - ids.size(), limit))
      ids.push_back(collection_.records[number - 1].id);
  };
  Prior prior(collection_.records, asking.prior);
  if (asking.prior > 0) ranking = {Xapian::Query::OP_AND_MAYBE, ranking, Xapian::Query(&prior)};
  if (asking.expansion > 0) words = ranking = expanded(enquire, ranking, asking.expansion);
  list(found.records);
  if (ids.size() < kDepth && asking.near) list(found.near);
  return ids;
}

double Bench::score(const query::Options& options, const Asking& asking, const Each& each) const {
  double sum = 0;
  for (const JudgedQuestion& question : collection_.questions) {
    const std::vector<std::string> ids = ask(question.text, options, asking);
    const double one = ndcg(ids, question.grades);
    sum += one;
    if (each) each(question, one, ids);
  }
  return sum / static_cast<double>(collection_.questions.size());
}

}  // namespace outturn::relevance
