// SPDX-License-Identifier: GPL-3.0-or-later
// The whole of a search: as many records as it says, in the order of its pages.
#include <gtest/gtest.h>

#include "server/search/engine.h"
#include "server/search/stored.h"
#include "tests/unit/published_corpus.h"
#include "tests/unit/sample.h"

namespace outturn::search {
namespace {

class WholeTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new testing::TemporaryFolder;
    generation_ = testing::publish(testing::shipped_corpus(), *folder_);
  }
  static void TearDownTestSuite() {
    generation_.reset();
    delete folder_;
  }

  static std::vector<std::string> by_pages(Question question, std::size_t& total) {
    std::vector<std::string> ids;
    question.per_page = 7;
    while (true) {
      const Answer page = answer(*generation_, question);
      total = page.total;
      for (const Hit& hit : page.hits) ids.push_back(hit.record.id);
      if (!page.next_offset) return ids;
      question.offset = *page.next_offset;
    }
  }

  static testing::TemporaryFolder* folder_;
  static std::shared_ptr<const Generation> generation_;
};
testing::TemporaryFolder* WholeTest::folder_ = nullptr;
std::shared_ptr<const Generation> WholeTest::generation_;

TEST_F(WholeTest, IsThePagesOneAfterAnother) {
  for (const char* text : {"", "nurse visits", "school OR crime", "\"young people\"", "zzzzqqq",
                           "parenting -school", "the"})
    for (const Sort sort : {Sort::kRelevance, Sort::kRatio, Sort::kEffect, Sort::kStrength,
                            Sort::kCost, Sort::kYear, Sort::kTitle})
      for (const char* outcome : {"", "crime"}) {
        Question question;
        question.text = text;
        question.sort = sort;
        if (*outcome != 0) question.filters.chosen(index::FilterId::kOutcome).emplace_back(outcome);
        std::size_t total = 0;
        const auto pages = by_pages(question, total);
        const Whole all = whole(*generation_, question, Patience::kDownload);
        EXPECT_FALSE(all.approximate);
        EXPECT_EQ(all.numbers.size(), total) << text;
        std::vector<std::string> ids;
        read_records(*generation_, all.numbers, [&](const StoredRecord& stored) {
          ids.push_back(stored.record.id);
          return true;
        });
        EXPECT_EQ(ids, pages) << text << " by " << static_cast<int>(sort);
      }
}

TEST_F(WholeTest, ReadingStopsWhenItIsTold) {
  const Whole all = whole(*generation_, {}, Patience::kPage);
  ASSERT_GT(all.numbers.size(), 3U);
  std::size_t seen = 0;
  EXPECT_EQ(
      read_records(*generation_, all.numbers, [&](const StoredRecord&) { return ++seen < 3; }), 3U);
  EXPECT_EQ(seen, 3U);
}

TEST_F(WholeTest, FindingsAskedForAreThoseOfTheFilter) {
  Question question;
  question.filters.chosen(index::FilterId::kOutcome).emplace_back("crime");
  const RowsAskedFor asked(*generation_, question.filters, index::Level::kFinding);
  const RowsAskedFor any(*generation_, {}, index::Level::kFinding);
  std::size_t yes = 0;
  std::size_t no = 0;
  read_records(*generation_, whole(*generation_, question, Patience::kPage).numbers,
               [&](const StoredRecord& stored) {
                 for (std::size_t i = 0; i < stored.record.findings.size(); ++i) {
                   const bool is = asked.has(stored.number, i);
                   const std::string& outcome = stored.record.findings[i].outcome;
                   if (outcome == "crime") {
                     EXPECT_TRUE(is);
                   }
                   if (outcome.starts_with("earnings")) {
                     EXPECT_FALSE(is);
                   }
                   EXPECT_TRUE(any.has(stored.number, i));
                   ++(is ? yes : no);
                 }
                 return true;
               });
  EXPECT_GE(yes, 10U);
  EXPECT_GE(no, 10U);
}

}  // namespace
}  // namespace outturn::search
