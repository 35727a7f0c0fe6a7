// SPDX-License-Identifier: GPL-3.0-or-later
// The shipped corpus as an index, written once for all tests of a program.
#pragma once

#include <xapian.h>

#include <set>
#include <string>
#include <vector>

#include "indexer/release/xapian_writer.h"
#include "schema/index/plan.h"
#include "server/search/query/search.h"
#include "tests/unit/sample.h"
#include "tests/unit/temporary_folder.h"

namespace outturn::query {

class CorpusIndex {
 public:
  explicit CorpusIndex(std::vector<evidence::Record> records) : records_(std::move(records)) {
    const auto folder = folder_.path() / "xapian";
    auto writer = ingest::XapianWriter::create(folder).value();
    unsigned number = 0;
    for (const evidence::Record& record : records_)
      EXPECT_TRUE(writer.put(++number, index::plan(record)));
    EXPECT_TRUE(writer.finish());
    database_ = Xapian::Database(folder.string());
    lexicon_ = Lexicon::read(database_);
    all_ = Bits(records_.size() + 1);
    for (std::size_t each = 1; each <= records_.size(); ++each) all_.set(each);
  }

  Found find(std::string_view text, const Options& options = {}) const {
    search::TimeLimit no_limit;
    return search(text, {database_, lexicon_, all_, nullptr, no_limit}, options);
  }
  std::set<std::string> ids(const Bits& set) const {
    std::set<std::string> out;
    set.for_each([&](std::uint32_t number) { out.insert(records_[number - 1].id); });
    return out;
  }
  std::set<std::string> ids(std::string_view text, const Options& options = {}) const {
    return ids(find(text, options).records);
  }
  /// Best first, the near ones after.
  std::vector<std::string> ranked(const Found& found, unsigned most = 10) const {
    std::vector<std::string> out;
    if (found.ranking.empty()) return out;
    Xapian::Enquire enquire(database_);
    enquire.set_query(found.ranking);
    enquire.set_weighting_scheme(weighting());
    const Xapian::MSet page = enquire.get_mset(0, database_.get_doccount());
    for (const Bits* set : {&found.records, &found.near})
      for (auto at = page.begin(); at != page.end() && out.size() < most; ++at)
        if (*at < set->size() && set->test(*at)) out.push_back(records_[*at - 1].id);
    return out;
  }
  const std::vector<evidence::Record>& records() const { return records_; }
  const Lexicon& lexicon() const { return lexicon_; }
  const Xapian::Database& database() const { return database_; }

 private:
  testing::TemporaryFolder folder_;
  std::vector<evidence::Record> records_;
  Xapian::Database database_;
  Lexicon lexicon_;
  Bits all_;
};

inline const CorpusIndex& corpus_index() {
  static const CorpusIndex index(testing::shipped_corpus());
  return index;
}

}  // namespace outturn::query
