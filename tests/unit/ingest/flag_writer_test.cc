// SPDX-License-Identifier: GPL-3.0-or-later
// Flags that follow the changes are those of an audit of everything, after any sequence of
// changes.
#include "indexer/store/flag_writer.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "indexer/store/store_writer.h"
#include "schema/evidence/record_json.h"
#include "schema/store/layout.h"
#include "schema/store/reader.h"
#include "tests/unit/sample.h"
#include "tests/unit/temporary_folder.h"

namespace outturn {
namespace {

/// A record whose figures are one of a few sets, so that many share theirs.
evidence::Record study(int id, std::mt19937& random) {
  auto json = testing::sample_json();
  json["id"] = fmt::format("study-{}", id);
  json["title"] = fmt::format("Study {} of {}", id, random() % 3);
  json["findings"] = nlohmann::json::array();
  for (auto i = random() % 3; i < 3; ++i) {
    auto finding = testing::sample_json()["findings"][0];
    finding["value"] = 0.12345 + static_cast<double>(random() % 4);
    finding["se"] = 0.05678;
    finding["n_total"] = 4321 + random() % 2;
    json["findings"].push_back(std::move(finding));
  }
  if (random() % 4 == 0) json["supersedes"] = {fmt::format("study-{}", random() % 12)};
  return evidence::from_json(json).value();
}

class FollowingFlags : public ::testing::Test {
 protected:
  /// What the store says of every record, and what an audit in memory says.
  void compare(const std::string& when) {
    const auto reader = store::Reader::open(layout_.store(), store::Access::kLive).value();
    std::vector<evidence::Record> records;
    ASSERT_TRUE(reader.for_each([&](unsigned, const evidence::Record& record) {
      records.push_back(record);
      return base::Result<void>();
    }));
    const auto across = evidence::audit_across(records);
    std::size_t shared = 0;
    for (std::size_t i = 0; i < records.size(); ++i) {
      auto wanted = evidence::audit(records[i]);
      for (const auto& one : across)
        if (one.record == i) wanted.push_back(one.flag);
      shared += wanted.size();
      EXPECT_EQ(reader.flags(records[i].id).value(), wanted) << records[i].id << " " << when;
    }
    EXPECT_GT(shared, 0U);
  }
  void change(std::mt19937& random) {
    auto set = writer_->begin().value();
    for (std::uint32_t i = 0; i <= random() % 3; ++i) {
      const int id = static_cast<int>(random() % 12);
      const std::string name = fmt::format("study-{}", id);
      const auto fate = random() % 4;
      if (fate == 0) {
        static_cast<void>(set.remove(name, "test"));
      } else if (fate == 1) {
        static_cast<void>(set.restore(name));
      } else {
        ASSERT_TRUE(set.put(study(id, random), {"a.json", {}}));
      }
    }
    ASSERT_TRUE(set.commit());
  }
  void exec(const char* sql) {
    SQLite::Database(layout_.store().string(), SQLite::OPEN_READWRITE).exec(sql);
  }
  long long count(const char* sql) {
    return SQLite::Database(layout_.store().string(), SQLite::OPEN_READONLY)
        .execAndGet(sql)
        .getInt64();
  }

  testing::TemporaryFolder folder_;
  store::Layout layout_{folder_.path()};
  std::optional<ingest::StoreWriter> writer_ = ingest::StoreWriter::open(layout_.store()).value();
};

TEST_F(FollowingFlags, AreThoseOfAnAuditOfEverything) {
  std::mt19937 random(7);
  {
    auto set = writer_->begin().value();
    for (int id = 0; id < 12; ++id) ASSERT_TRUE(set.put(study(id, random), {"a.json", {}}));
    ASSERT_TRUE(set.commit());
  }
  compare("at first");
  for (int round = 0; round < 40; ++round) {
    change(random);
    compare(fmt::format("after change {}", round));
    if (HasFailure()) break;
  }
}

TEST_F(FollowingFlags, AreMadeAnewWhenTheSoftwareIsAnother) {
  std::mt19937 random(7);
  ASSERT_TRUE(writer_->put({{study(1, random), "a", ""}, {study(2, random), "a", ""}}));
  exec("DELETE FROM flag; DELETE FROM figure; UPDATE audit SET software = 'another'");
  ASSERT_TRUE(writer_->put({{study(3, random), "a", ""}}));
  compare("afterwards");
}

TEST_F(FollowingFlags, LeaveTheOtherRecordsAlone) {
  std::mt19937 random(7);
  ASSERT_TRUE(writer_->put({{study(1, random), "a", ""}, {study(2, random), "a", ""}}));
  exec("UPDATE flag SET sentence = 'as it was' WHERE code <> 'duplicate_figures'");
  const auto before = count("SELECT count(*) FROM flag WHERE sentence = 'as it was'");
  ASSERT_GT(before, 0);
  ASSERT_TRUE(writer_->put({{study(3, random), "a", ""}}));
  EXPECT_EQ(count("SELECT count(*) FROM flag WHERE sentence = 'as it was'"), before);
}

}  // namespace
}  // namespace outturn
