// SPDX-License-Identifier: GPL-3.0-or-later
// What each ingredient of the search brings or costs, over every judged collection that is there:
// tables in Markdown. Usage: experiment [SECTION | --questions | --held-out]
//   SECTION      "ingredients", "fields", "what matches", "weights" or "schemes" alone
//   --questions  the corpus questions one by one, with what came first
//   --held-out   collections that no choice was made on
#include <fmt/format.h>

#include <cstdio>
#include <cstring>
#include <deque>
#include <span>

#include "schema/index/fields.h"
#include "tests/relevance/bench.h"

namespace outturn::relevance {
namespace {

using O = query::Options;
using Benches = std::deque<Bench>;

class Table {
 public:
  explicit Table(std::span<const Goal> names) {
    for (const Goal& goal : names) {
      auto collection = public_collection(goal.name);
      if (collection) {
        collections_.push_back(std::move(*collection));
      } else {
        fmt::print("{} is not there and is left out.\n", goal.name);
      }
    }
  }
  void add(Collection collection) { collections_.push_front(std::move(collection)); }

  Benches index(const IndexChange& change) const {
    Benches out;
    for (const Collection& collection : collections_) out.emplace_back(collection, change);
    return out;
  }

  void head(const char* what) const {
    fmt::print("\n| {} |", what);
    for (const Collection& one : collections_) fmt::print(" {} |", one.name);
    fmt::print("\n|---|");
    for (std::size_t i = 0; i < collections_.size(); ++i) fmt::print("---|");
    fmt::print("\n");
  }

  static void row(const std::string& what, const Benches& benches, const O& options,
                  const Asking& asking = {}) {
    fmt::print("| {} |", what);
    for (const Bench& bench : benches) fmt::print(" {:.3f} |", bench.score(options, asking));
    fmt::print("\n");
    std::fflush(stdout);
  }

 private:
  std::deque<Collection> collections_;
};

/// The defaults with one thing changed.
template <typename Change>
O with(Change change) {
  O options;
  change(options);
  return options;
}

/// Nothing but stems, the stop list and OR.
O plain() {
  O options;
  options.title_weight = options.pair_weight = options.share = options.long_share = 0;
  options.most_required = 0;
  options.synonyms = options.correct = false;
  return options;
}

/// One weight for every field, but for those named.
IndexChange weights(std::initializer_list<std::pair<std::string_view, unsigned>> others) {
  IndexChange change;
  for (const index::TextField& field : index::kTextFields) {
    unsigned weight = 1;
    for (const auto& [name, other] : others)
      if (field.name == name) weight = other;
    change.weights.push_back(weight);
  }
  return change;
}

void rows_of_ingredients(const Benches& as_is) {
  Table::row("**as it is**", as_is, O{});
  Table::row("without stemming", as_is, with([](O& o) { o.stems = false; }));
  Table::row("without the stop list", as_is, with([](O& o) { o.stop_words = false; }));
  Table::row("without the title's weight", as_is, with([](O& o) { o.title_weight = 0; }));
  Table::row("without neighbours side by side", as_is, with([](O& o) { o.pair_weight = 0; }));
  Table::row("without synonyms and spellings", as_is, with([](O& o) { o.synonyms = false; }));
  Table::row("without any of these five, any word (plain BM25)", as_is, plain());
}

void rows_of_fields(const Table& table) {
  Table::row("title 5, programme 5, prose and terms 2 (before)",
             table.index(weights({{"title", 5},
                                  {"programme", 5},
                                  {"summary", 2},
                                  {"outcome", 2},
                                  {"population", 2},
                                  {"place", 2}})),
             O{});
  Table::row("title 2", table.index(weights({{"title", 2}})), O{});
  Table::row("title 2, without the title's weight", table.index(weights({{"title", 2}})),
             with([](O& o) { o.title_weight = 0; }));
  Table::row("programme 2", table.index(weights({{"programme", 2}})), O{});
  Table::row("without kinds of appraisal", table.index(weights({{"appraisal", 0}})), O{});
  Table::row("without vocabulary words of outcomes", table.index(weights({{"outcome", 0}})), O{});
  Table::row("without practice and lessons", table.index(weights({{"practice", 0}})), O{});
  Table::row("without sources", table.index(weights({{"source", 0}})), O{});
}

void rows_of_matching(const Benches& as_is) {
  Table::row("any word matches", as_is, with([](O& o) {
               o.share = o.long_share = 0;
               o.most_required = 0;
             }));
  Asking matches;
  matches.near = false;
  Table::row("matches alone, nothing near below them", as_is, O{}, matches);
  for (const double share : {0.4, 0.5, 0.7, 1.0})
    Table::row(fmt::format("longer questions need {:.0f}%", 100 * share), as_is,
               with([&](O& o) { o.share = share; }));
  for (const std::size_t least : {0U, 10U, 50U, 100U})
    Table::row(fmt::format("the nearest fill up to {} records", least), as_is,
               with([&](O& o) { o.at_least = least; }));
  Table::row("one word required, more by share", as_is, with([](O& o) { o.most_required = 1; }));
}

void rows_of_weights(const Benches& as_is) {
  for (const double weight : {0.1, 0.3, 0.5})
    Table::row(fmt::format("title {}", weight), as_is,
               with([&](O& o) { o.title_weight = weight; }));
  for (const double weight : {0.1, 0.3, 0.5})
    Table::row(fmt::format("neighbours {}", weight), as_is,
               with([&](O& o) { o.pair_weight = weight; }));
  for (const std::size_t window : {3U, 8U})
    Table::row(fmt::format("neighbours within {} words", window), as_is,
               with([&](O& o) { o.pair_window = window; }));
  for (const double weight : {0.0, 0.1, 0.5, 1.0})
    Table::row(fmt::format("synonyms {}", weight), as_is,
               with([&](O& o) { o.synonym_weight = weight; }));
  for (const unsigned terms : {5U, 10U}) {
    Asking asking;
    asking.expansion = terms;
    Table::row(fmt::format("blind expansion, {} terms of 5 records", terms), as_is, O{}, asking);
  }
  for (const double prior : {0.2, 0.5, 1.0}) {
    Asking asking;
    asking.prior = prior;
    Table::row(fmt::format("strength of evidence, {}", prior), as_is, O{}, asking);
  }
}

void rows_of_schemes(const Benches& as_is) {
  const auto row = [&](const std::string& what, const Xapian::Weight& weight) {
    Asking asking;
    asking.weight = &weight;
    Table::row(what, as_is, O{}, asking);
  };
  row("BM25, k1 1, b 0.5, minimum length 0.5 (the library's own)", Xapian::BM25Weight());
  for (const double k1 : {0.9, 1.2, 2.0})
    for (const double b : {0.4, 0.6, 0.75})
      row(fmt::format("BM25, k1 {}, b {}", k1, b), Xapian::BM25Weight(k1, 0, 1, b, 0));
  row("BM25+, k1 1.5, b 0.6, delta 1", Xapian::BM25PlusWeight(1.5, 0, 1, 0.6, 0, 1));
  row("PL2, c 1", Xapian::PL2Weight(1));
  row("PL2+, c 1", Xapian::PL2PlusWeight(1, 0.8));
  row("InL2, c 1", Xapian::InL2Weight(1));
  row("IneB2, c 1", Xapian::IneB2Weight(1));
  row("DPH", Xapian::DPHWeight());
  row("DLH", Xapian::DLHWeight());
  row("language model, two-stage smoothing",
      Xapian::LMWeight(0, Xapian::Weight::TWO_STAGE_SMOOTHING));
  row("tf-idf, logarithms", Xapian::TfIdfWeight("Ltn"));
}

void print_questions(const Benches& as_is) {
  as_is.front().score({}, {}, [](const auto& question, double score, const auto& ids) {
    fmt::print("{} {:.3f} {}\n", question.id, score, question.text);
    for (const std::string& id : ids) {
      const auto grade = question.grades.find(id);
      fmt::print("     {} {}\n", grade == question.grades.end() ? 0 : grade->second, id);
    }
  });
}

void print_held_out() {
  const Table table(kHeldOut);
  const Benches benches = table.index({});
  table.head("held out");
  Table::row("**as it is**", benches, O{});
  Asking usual;
  const Xapian::BM25Weight weight(1.2, 0, 1, 0.75, 0);
  usual.weight = &weight;
  Table::row("plain BM25, k1 1.2, b 0.75", benches, plain(), usual);
  Table::row("without the title's weight", benches, with([](O& o) { o.title_weight = 0; }));
  Table::row("without neighbours side by side", benches, with([](O& o) { o.pair_weight = 0; }));
  Table::row("without synonyms and spellings", benches, with([](O& o) { o.synonyms = false; }));
}

}  // namespace
}  // namespace outturn::relevance

int main(int argc, char** argv) {
  using namespace outturn::relevance;
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "--held-out") {
    print_held_out();
    return 0;
  }
  Table table(what == "--questions" ? std::span<const Goal>() : std::span<const Goal>(kPublic));
  table.add(corpus_questions());
  const Benches as_is = table.index({});
  if (what == "--questions") {
    print_questions(as_is);
    return 0;
  }
  const auto wanted = [&](const char* section) {
    if (!what.empty() && what != section) return false;
    table.head(section);
    return true;
  };
  if (wanted("ingredients")) rows_of_ingredients(as_is);
  if (wanted("fields")) rows_of_fields(table);
  if (wanted("what matches")) rows_of_matching(as_is);
  if (wanted("weights")) rows_of_weights(as_is);
  if (wanted("schemes")) rows_of_schemes(as_is);
  return 0;
}
