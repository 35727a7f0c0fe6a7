// SPDX-License-Identifier: GPL-3.0-or-later
// Every earlier version of the store, filled with the shipped corpus and brought up to date.
#include "schema/store/migrations.h"

#include <gmock/gmock.h>

#include "indexer/store/store_writer.h"
#include "schema/evidence/record_json.h"
#include "schema/store/history.h"
#include "schema/store/layout.h"
#include "schema/store/reader.h"
#include "tests/unit/sample.h"
#include "tests/unit/store/old_store.h"
#include "tests/unit/temporary_folder.h"

namespace outturn {
namespace {

using store::VersionKind;

constexpr const char* kFirst = "2024-01-02T03:04:05Z";
constexpr const char* kSecond = "2025-01-02T03:04:05Z";

std::string text_of(const evidence::Record& record) { return evidence::to_json(record).dump(); }

/// A store of version GetParam(): the whole corpus, the first record in two versions.
class FromVersion : public ::testing::TestWithParam<int> {
 protected:
  FromVersion() {
    testing::OldStore old(layout_.store(), GetParam());
    auto earlier = records_.front();
    earlier.title = "An earlier title";
    first_text_ = text_of(earlier);
    old.put(earlier.id, earlier.title, first_text_, "old.json", kFirst);
    for (const auto& record : records_)
      old.put(record.id, record.title, text_of(record), "corpus/a.json", kSecond);
    if (GetParam() >= 2)
      old.database().exec(
          "INSERT INTO flag SELECT number, version, 0, 'ratio_differs', 1, '/x', 1, '1', 2, 'So.' "
          "FROM record_version; INSERT INTO audit VALUES (1, 1, '0.0.0', 1, '2025')");
    old.finish();
  }

  void expect_everything(const store::Reader& reader) const {
    EXPECT_EQ(reader.count().value(), records_.size());
    std::size_t at = 0;
    const auto visited = reader.for_each_text(
        [&](const store::RecordName& name, std::string_view json) -> base::Result<void> {
          EXPECT_EQ(name.number, at + 1);
          EXPECT_EQ(name.id, records_[at].id);
          EXPECT_EQ(name.title, records_[at].title);
          EXPECT_EQ(json, text_of(records_[at]));
          ++at;
          return {};
        });
    EXPECT_TRUE(visited);
    EXPECT_EQ(at, records_.size());
    const auto versions = reader.versions(records_.front().id).value();
    ASSERT_EQ(versions.size(), 2U);
    EXPECT_EQ(versions[0].kind, VersionKind::kAdded);
    EXPECT_EQ(versions[0].at, kFirst);
    EXPECT_EQ(versions[0].file, "old.json");
    EXPECT_EQ(versions[0].digest, base::sha256(first_text_));
    EXPECT_EQ(versions[1].kind, VersionKind::kChanged);
    EXPECT_EQ(versions[1].at, kSecond);
    EXPECT_EQ(versions[1].file, "corpus/a.json");
    EXPECT_EQ(reader.version_text(records_.front().id, 1).value(), first_text_);
    const auto history = store::history(reader, records_.front().id).value();
    EXPECT_FALSE(history.is_removed());
    ASSERT_EQ(history.steps[1].changes.size(), 1U);
    EXPECT_EQ(history.steps[1].changes[0].words.before, "An earlier title");
    EXPECT_EQ(reader.record(records_.back().id)->title, records_.back().title);
    EXPECT_EQ(reader.record(records_.back().id + "x").error().code, base::Code::kNotFound);
    EXPECT_TRUE(reader.removed()->empty());
  }

  testing::TemporaryFolder folder_;
  store::Layout layout_{folder_.path()};
  std::vector<evidence::Record> records_ = testing::shipped_corpus();
  std::string first_text_;
};

TEST_P(FromVersion, ItIsReadAsItIs) {
  expect_everything(store::Reader::open(layout_.store(), store::Access::kLive).value());
}

TEST_P(FromVersion, NothingIsLost) {
  const auto old_flags = [&] {
    SQLite::Database raw(layout_.store().string());
    return GetParam() < 2 ? 0 : raw.execAndGet("SELECT count(*) FROM flag").getInt();
  }();
  {
    const auto writer = ingest::StoreWriter::open(layout_.store());
    ASSERT_TRUE(writer) << base::to_text(writer.error());
  }
  SQLite::Database raw(layout_.store().string());
  EXPECT_EQ(raw.execAndGet("PRAGMA user_version").getInt(), store::latest_version());
  EXPECT_FALSE(SQLite::Statement(raw, "PRAGMA foreign_key_check").executeStep());
  EXPECT_EQ(raw.execAndGet("PRAGMA integrity_check").getString(), "ok");
  EXPECT_EQ(raw.execAndGet("SELECT count(*) FROM flag").getInt(), old_flags);
  EXPECT_EQ(raw.execAndGet("SELECT count(*) FROM record WHERE likeness IS NULL").getInt(), 0);
  const auto reader = store::Reader::open(layout_.store(), store::Access::kLive).value();
  expect_everything(reader);
  EXPECT_EQ(reader.versions(records_.front().id)->front().revision, 1);
  EXPECT_EQ(reader.revision().value(), static_cast<long long>(records_.size()) + 1);
}

TEST_P(FromVersion, ItIsGoneOnWith) {
  auto writer = ingest::StoreWriter::open(layout_.store()).value();
  std::vector<ingest::LoadedRecord> again;
  for (const auto& record : records_) again.push_back({record, "corpus/b.json", "/records/0"});
  again[3].record.title = "Another title";
  const auto changes = writer.put(again);
  ASSERT_TRUE(changes) << base::to_text(changes.error());
  EXPECT_EQ(changes->added, 0U);
  EXPECT_EQ(changes->changed, 1U);
  EXPECT_EQ(changes->unchanged, records_.size() - 1);
  const auto reader = store::Reader::open(layout_.store(), store::Access::kLive).value();
  EXPECT_EQ(reader.flags(records_[3].id).value(), evidence::audit(again[3].record));
  const auto versions = reader.versions(records_[3].id).value();
  EXPECT_EQ(versions.back().file, "corpus/b.json");
  EXPECT_EQ(versions.back().place, "/records/0");
}

INSTANTIATE_TEST_SUITE_P(Migrations, FromVersion, ::testing::Range(1, store::latest_version()),
                         ::testing::PrintToStringParamName());

}  // namespace
}  // namespace outturn
