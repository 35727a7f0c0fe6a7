// SPDX-License-Identifier: GPL-3.0-or-later
// Records as a full-text index and columns side by side, written once for the tests of a program.
// Numbers are places in the list plus 1.
#pragma once

#include <gtest/gtest.h>
#include <xapian.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "indexer/release/xapian_writer.h"
#include "schema/index/columns_writer.h"
#include "schema/index/plan.h"
#include "server/search/comparable/nearest.h"
#include "server/search/query/lexicon.h"
#include "tests/unit/temporary_folder.h"

namespace outturn::testing {

class LikenessBase {
 public:
  explicit LikenessBase(std::vector<evidence::Record> records) : records_(std::move(records)) {
    auto words = ingest::XapianWriter::create(folder_.path() / "xapian").value();
    auto columns = index::ColumnsWriter::create(folder_.path() / "columns").value();
    unsigned number = 0;
    for (const evidence::Record& record : records_) {
      EXPECT_TRUE(words.put(++number, index::plan(record)));
      EXPECT_TRUE(columns.add(number, index::columns_of(record, index::Disputed::kNo)));
    }
    EXPECT_TRUE(words.finish());
    EXPECT_TRUE(columns.finish());
    database_ = Xapian::Database((folder_.path() / "xapian").string());
    lexicon_ = query::Lexicon::read(database_);
    index_ = search::MatchIndex::open(folder_.path() / "columns").value();
  }

  const std::vector<evidence::Record>& records() const { return records_; }
  const search::MatchIndex& index() const { return *index_; }
  const Xapian::Database& database() const { return database_; }
  const query::Lexicon& lexicon() const { return lexicon_; }

  unsigned number(const std::string& id) const {
    for (std::size_t i = 0; i < records_.size(); ++i)
      if (records_[i].id == id) return static_cast<unsigned>(i + 1);
    ADD_FAILURE() << "no record " << id;
    return 0;
  }

  search::Likened of_record(const std::string& id) const {
    const unsigned at = number(id);
    return {at, search::TraitReader(*index_).of_record(at),
            search::wording_of(database_, at, records_[at - 1])};
  }
  search::Likened of_text(std::string_view text, const search::FilterSet& filters = {}) const {
    return {std::nullopt,
            search::TraitReader(*index_).of_description(search::read_mentions(text), filters),
            search::wording_of(database_, lexicon_, text)};
  }

  search::Nearest near(const search::Likened& likened, const search::NearOptions& options = {},
                       const search::Bits* within = nullptr) const {
    search::TimeLimit limit;
    return search::nearest(*index_, database_, likened, within ? *within : index_->all(), options,
                           limit);
  }

  std::vector<std::string> ids(const std::vector<search::Neighbour>& list) const {
    std::vector<std::string> out;
    for (const auto& one : list) out.push_back(records_[one.number - 1].id);
    return out;
  }

 private:
  TemporaryFolder folder_;
  std::vector<evidence::Record> records_;
  Xapian::Database database_;
  query::Lexicon lexicon_;
  std::shared_ptr<const search::MatchIndex> index_;
};

}  // namespace outturn::testing
