// SPDX-License-Identifier: GPL-3.0-or-later
// Indexes and asks; contract in bench.h.
#include "tests/relevance/bench.h"

#include <stdexcept>

#include "indexer/xapian_writer.h"
#include "schema/index/plan.h"

namespace outturn::relevance {
namespace {

class OnlyThese : public Xapian::MatchDecider {
 public:
  explicit OnlyThese(const query::RecordSet& set) : set_(set) {}
  bool operator()(const Xapian::Document& document) const override {
    return set_.contains(document.get_docid());
  }

 private:
  const query::RecordSet& set_;
};

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
      generator.index_text(text.words, weight, std::string(index::kTextFields[text.field].prefix));
      generator.increase_termpos();
      generator.index_text(text.words, weight);
      generator.increase_termpos();
    }
    database.add_document(document);
  }
  database.commit();
}

/// A constant for the strength of the evidence, on top of what the words weigh.
Xapian::Query with_prior(const Xapian::Query& ranking, double weight) {
  using Xapian::Query;
  constexpr std::pair<const char*, double> kStrength[] = {
      {"meta_analysis", 1},  {"systematic_review", 1},  {"rct", 1},
      {"cluster_rct", 1},    {"quasi_experiment", 0.7}, {"before_after_with_comparison", 0.5},
      {"before_after", 0.3}, {"cross_sectional", 0.2}};
  std::vector<Query> strengths;
  for (const auto& [design, strength] : kStrength) {
    const Query all(new Xapian::FixedWeightPostingSource(weight * strength));
    const std::string term =
        index::filter_term(static_cast<std::size_t>(index::FacetId::kDesign), design);
    strengths.emplace_back(Query::OP_FILTER, all, Query(term));
  }
  return {Query::OP_AND_MAYBE, ranking, Query(Query::OP_OR, strengths.begin(), strengths.end())};
}

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
  all_.addRange(1, collection.records.size() + 1);
}

std::vector<std::string> Bench::ask(const std::string& text, const query::Options& options,
                                    const Asking& asking) const {
  const query::Found found = query::search(text, {database_, lexicon_, all_}, options);
  std::vector<std::string> ids;
  if (found.ranking.empty()) return ids;
  Xapian::Query ranking = found.ranking;
  Xapian::Enquire enquire(database_);
  const Xapian::BM25Weight usual = query::weighting();
  enquire.set_weighting_scheme(asking.weight != nullptr ? *asking.weight : usual);
  const auto list = [&](const query::RecordSet& set) {
    const OnlyThese only(set);
    enquire.set_query(ranking);
    const Xapian::MSet page =
        enquire.get_mset(0, static_cast<Xapian::doccount>(kDepth - ids.size()), 0, nullptr, &only);
    for (auto it = page.begin(); it != page.end(); ++it)
      ids.push_back(collection_.records[*it - 1].id);
  };
  if (asking.prior > 0) ranking = with_prior(ranking, asking.prior);
  if (asking.expansion > 0) ranking = expanded(enquire, ranking, asking.expansion);
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
