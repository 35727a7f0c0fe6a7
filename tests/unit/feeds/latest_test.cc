// SPDX-License-Identifier: GPL-3.0-or-later
// What changed last among the records of a search, through several change sets of a real store.
#include "server/search/latest.h"

#include <gmock/gmock.h>

#include "tests/unit/published_corpus.h"
#include "tests/unit/sample.h"

namespace outturn::search {
namespace {

using store::VersionKind;
using ::testing::ElementsAre;

evidence::Record record_of(const std::string& id, const std::string& title,
                           const char* outcome = "crime") {
  auto json = testing::sample_json();
  json["id"] = id;
  json["title"] = title;
  json["findings"][0]["outcome"] = outcome;
  return evidence::record_from_text(json.dump()).value();
}

class LatestTest : public ::testing::Test {
 protected:
  void put(const std::vector<evidence::Record>& records) {
    generation_ = testing::publish(records, folder_);
    ASSERT_NE(generation_, nullptr);
  }
  std::vector<std::string> ids(const Question& question = {}, std::size_t most = 50) const {
    std::vector<std::string> out;
    for (const LatestRecord& one : latest(*generation_, question, most).records)
      out.push_back(one.record.id);
    return out;
  }

  testing::TemporaryFolder folder_;
  std::shared_ptr<const Generation> generation_;
};

TEST_F(LatestTest, TheNewestChangeComesFirst) {
  put({record_of("one", "One"), record_of("two", "Two"), record_of("three", "Three")});
  EXPECT_THAT(ids(), ElementsAre("three", "two", "one"));
  put({record_of("two", "Two, corrected")});
  EXPECT_THAT(ids(), ElementsAre("two", "three", "one"));
  put({record_of("four", "Four")});
  EXPECT_THAT(ids(), ElementsAre("four", "two", "three", "one"));
  EXPECT_THAT(ids({}, 2), ElementsAre("four", "two"));
  EXPECT_EQ(latest(*generation_, {}, 2).answer.total, 4U) << "what is left out is counted";
}

TEST_F(LatestTest, OnlyWhatTheSearchFinds) {
  put({record_of("one", "Gardens"), record_of("two", "Nurses", "earnings"),
       record_of("three", "Gardens too", "earnings")});
  Question gardens;
  gardens.text = "title:gardens";
  EXPECT_THAT(ids(gardens), ElementsAre("three", "one"));
  gardens.filters.chosen(index::FilterId::kOutcome).push_back("crime");
  EXPECT_THAT(ids(gardens), ElementsAre("one"));
  gardens.text = "title:nurses";
  EXPECT_THAT(ids(gardens), ElementsAre());
}

TEST_F(LatestTest, SaysWhatChanged) {
  put({record_of("one", "One"), record_of("two", "Two")});
  const Latest before = latest(*generation_, {}, 50);
  EXPECT_EQ(before.records[0].version.kind, VersionKind::kAdded);
  EXPECT_TRUE(before.records[0].changes.empty());
  EXPECT_EQ(before.records[0].added, before.records[0].version.at);

  put({record_of("one", "One of many")});
  const Latest after = latest(*generation_, {}, 50);
  EXPECT_EQ(after.records[0].version.kind, VersionKind::kChanged);
  EXPECT_EQ(after.records[0].version.version, 2);
  EXPECT_EQ(after.records[0].added, before.records[1].added);
  ASSERT_EQ(after.records[0].changes.size(), 1U);
  EXPECT_EQ(after.records[0].changes[0].change.pointer, "/title");
  EXPECT_EQ(after.records[1].version.kind, VersionKind::kAdded) << "the other did not change";
}

TEST_F(LatestTest, StandingIsOfTheVersionItHas) {
  put({record_of("one", "One")});
  put({record_of("one", "One again")});
  EXPECT_EQ(standing(*generation_, "one").value().version, 2);
  EXPECT_EQ(standing(*generation_, "none").error().code, base::Code::kNotFound);
}

TEST_F(LatestTest, StampsReachEveryRecordOnceInBatches) {
  const auto corpus = testing::shipped_corpus();
  put(corpus);
  std::size_t seen = 0;
  unsigned above = 0;
  for (;;) {
    const auto batch = stamps(*generation_, above, 25);
    for (const store::Stamp& one : batch) {
      EXPECT_GT(one.number, above);
      above = one.number;
      EXPECT_EQ(one.at.size(), std::string("2026-11-22T09:30:00Z").size());
    }
    seen += batch.size();
    if (batch.size() < 25) break;
  }
  EXPECT_EQ(seen, corpus.size());
}

}  // namespace
}  // namespace outturn::search
