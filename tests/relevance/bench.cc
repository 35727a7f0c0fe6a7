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

}  // namespace

Bench::Bench(const Collection& collection, const IndexChange& change) : collection_(collection) {
  const std::string folder = (folder_.path() / "xapian").string();
  if (change.weights.empty()) {
    auto writer = ingest::XapianWriter::create(folder).value();
    unsigned number = 0;
    for (const evidence::Record& record : collection.records)
      if (!writer.add(++number, index::plan(record))) throw std::runtime_error("not indexed");
    if (!writer.finish()) throw std::runtime_error("not indexed");
  } else {
    write_changed(folder, collection, change);
  }
  database_ = Xapian::Database(folder);
  lexicon_ = query::Lexicon::read(database_);
  all_.addRange(1, collection.records.size() + 1);
}

double Bench::score(const query::Options& options, const Xapian::Weight& weight,
                    const Each& each) const {
  double sum = 0;
  for (const JudgedQuestion& question : collection_.questions) {
    const query::Found found = query::search(question.text, {database_, lexicon_, all_}, options);
    std::vector<std::string> ids;
    const bool near = std::getenv("NONEAR") == nullptr;
    if (!found.ranking.empty()) {
      Xapian::Enquire enquire(database_);
      enquire.set_query(found.ranking);
      enquire.set_weighting_scheme(weight);
      const OnlyThese only(found.records);
      const Xapian::MSet page = enquire.get_mset(0, kDepth, 0, nullptr, &only);
      for (auto it = page.begin(); it != page.end(); ++it)
        ids.push_back(collection_.records[*it - 1].id);
      if (ids.size() < kDepth && near) {
        const OnlyThese near_ones(found.near);
        const Xapian::MSet below = enquire.get_mset(
            0, static_cast<Xapian::doccount>(kDepth - ids.size()), 0, nullptr, &near_ones);
        for (auto it = below.begin(); it != below.end(); ++it)
          ids.push_back(collection_.records[*it - 1].id);
      }
    }
    const double one = ndcg(ids, question.grades);
    sum += one;
    if (each) each(question, one, ids);
  }
  return sum / static_cast<double>(collection_.questions.size());
}

}  // namespace outturn::relevance
