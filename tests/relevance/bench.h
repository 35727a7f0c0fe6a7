// SPDX-License-Identifier: GPL-3.0-or-later
// A collection indexed as the indexer does, or with one thing changed, and asked as the engine
// does, or with one thing changed.
#pragma once

#include <xapian.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/search/query/search.h"
#include "tests/relevance/judged.h"
#include "tests/unit/temporary_folder.h"

namespace outturn::relevance {

/// What an index may have otherwise than the plan says.
struct IndexChange {
  std::vector<unsigned> weights;  ///< by field; empty: as in the field table; 0 leaves a field out
};

/// What the asking may have otherwise than the engine.
struct Asking {
  const Xapian::Weight* weight = nullptr;  ///< another than query::weighting()
  bool near = true;                        ///< what comes near is listed below the matches
  double prior = 0;                        ///< weight of the strength of a record's evidence design
  unsigned expansion = 0;                  ///< terms added from the five records that come first
};

class Bench {
 public:
  Bench(const Collection& collection, const IndexChange& change);

  /// Mean nDCG@10 over the questions. `each` is told every question's.
  using Each = std::function<void(const JudgedQuestion&, double, const std::vector<std::string>&)>;
  double score(const query::Options& options, const Asking& asking = {},
               const Each& each = {}) const;

  const Xapian::Database& database() const { return database_; }
  const query::Lexicon& lexicon() const { return lexicon_; }
  const Collection& collection() const { return collection_; }

 private:
  std::vector<std::string> ask(const std::string& text, const query::Options& options,
                               const Asking& asking) const;
  testing::TemporaryFolder folder_;
  const Collection& collection_;
  Xapian::Database database_;
  query::Lexicon lexicon_;
  search::Lengths lengths_;
  search::Bits all_;
};

}  // namespace outturn::relevance
