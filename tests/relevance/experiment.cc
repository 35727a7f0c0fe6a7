// SPDX-License-Identifier: GPL-3.0-or-later
// What each ingredient of the search brings or costs, over every judged collection that is there:
// a table in Markdown. Usage: experiment [--questions] (the corpus questions one by one)
#include <fmt/format.h>

#include <cstring>
#include <deque>
#include <memory>

#include "schema/index/fields.h"
#include "tests/relevance/bench.h"

namespace outturn::relevance {
namespace {

class Table {
 public:
  Table() {
    collections_.push_back(corpus_questions());
    for (const Goal& goal : kPublic) {
      auto collection = public_collection(goal.name);
      if (collection) {
        collections_.push_back(std::move(*collection));
      } else {
        fmt::print("{} is not there and is left out.\n", goal.name);
      }
    }
    benches_ = index({});
  }

  using Benches = std::deque<Bench>;
  Benches index(const IndexChange& change) const {
    Benches out;
    for (const Collection& collection : collections_) out.emplace_back(collection, change);
    return out;
  }

  void head() const {
    fmt::print("| what is changed |");
    for (const Collection& one : collections_) fmt::print(" {} |", one.name);
    fmt::print("\n|---|");
    for (std::size_t i = 0; i < collections_.size(); ++i) fmt::print("---|");
    fmt::print("\n");
  }

  void row(const std::string& what, const Benches& benches, const query::Options& options,
           const Xapian::Weight& weight = query::weighting()) const {
    fmt::print("| {} |", what);
    for (const Bench& bench : benches) fmt::print(" {:.3f} |", bench.score(options, weight));
    fmt::print("\n");
    std::fflush(stdout);
  }
  void row(const std::string& what, const query::Options& options,
           const Xapian::Weight& weight = query::weighting()) const {
    row(what, benches_, options, weight);
  }
  const Benches& benches() const { return benches_; }

 private:
  std::deque<Collection> collections_;
  Benches benches_;
};

/// The defaults with one thing changed.
template <typename Change>
query::Options with(Change change) {
  query::Options options;
  change(options);
  return options;
}

using O = query::Options;

void rows_of_matching(const Table& table) {
  table.row("**as it is**", O{});
  table.row("no rule of matching: any word", with([](O& o) {
              o.share = o.long_share = 0;
              o.most_required = 0;
            }));
  table.row("most 1", with([](O& o) { o.most_required = 1; }));
  for (double k1 : {1.4, 1.5, 1.6})
    for (double b : {0.55, 0.6})
      for (double t : {0.25, 0.3})
        table.row(fmt::format("k1 {} b {} title {}", k1, b, t),
                  with([&](O& o) { o.title_weight = t; }), Xapian::BM25Weight(k1, 0, 1, b, 0));
}

void print_questions(const Table& table) {
  table.benches().front().score(
      {}, query::weighting(),
      [](const JudgedQuestion& question, double score, const std::vector<std::string>& ids) {
        fmt::print("{} {:.3f} {}\n", question.id, score, question.text);
        for (const std::string& id : ids) {
          const auto grade = question.grades.find(id);
          fmt::print("     {} {}\n", grade == question.grades.end() ? 0 : grade->second, id);
        }
      });
}

}  // namespace
}  // namespace outturn::relevance

int main(int argc, char** argv) {
  using namespace outturn::relevance;
  const Table table;
  if (argc > 1 && std::strcmp(argv[1], "--questions") == 0) {
    print_questions(table);
    return 0;
  }
  table.head();
  rows_of_matching(table);
  return 0;
}
