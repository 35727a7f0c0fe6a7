// SPDX-License-Identifier: GPL-3.0-or-later
// The store, its versions, and the publishing of generations, on real files.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include <fstream>

#include "indexer/base_lock.h"
#include "indexer/generation.h"
#include "indexer/store_writer.h"
#include "schema/evidence/record_json.h"
#include "schema/store/manifest.h"
#include "schema/store/migrations.h"
#include "schema/store/reader.h"
#include "tests/unit/sample.h"
#include "tests/unit/temporary_folder.h"

namespace outturn {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

ingest::LoadedRecord loaded(const char* title = "Alpha visits") {
  auto json = outturn::testing::sample_json();
  json["title"] = title;
  return {evidence::from_json(json).value(), "a.json", "/records/0"};
}

class Store : public ::testing::Test {
 protected:
  testing::TemporaryFolder folder_;
  store::Layout layout_{folder_.path()};
  ingest::Progress progress_;
};

TEST_F(Store, PuttingTheSameAgainChangesNothing) {
  auto writer = ingest::StoreWriter::open(layout_.store()).value();
  EXPECT_EQ(writer.put({loaded()})->added, 1U);
  EXPECT_EQ(writer.put({loaded()})->unchanged, 1U);
  EXPECT_EQ(writer.put({loaded("Beta")})->changed, 1U);
  const auto reader = store::Reader::open(layout_.store(), store::Access::kLive).value();
  EXPECT_EQ(reader.revision().value(), 2);
  EXPECT_EQ(reader.record("alpha")->title, "Beta");
  EXPECT_EQ(reader.record("nobody").error().code, base::Code::kNotFound);
  SQLite::Database raw(layout_.store().string());
  EXPECT_EQ(raw.execAndGet("SELECT count(*) FROM record_version").getInt(), 2);
}

TEST_F(Store, ANewerVersionIsLeftAlone) {
  { (void)ingest::StoreWriter::open(layout_.store()).value(); }
  SQLite::Database(layout_.store().string(), SQLite::OPEN_READWRITE)
      .exec("PRAGMA user_version = 99");
  const auto opened = ingest::StoreWriter::open(layout_.store());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, base::Code::kNewerVersion);
  EXPECT_THAT(opened.error().message, HasSubstr("99"));
}

TEST_F(Store, AnotherFileIsNotTakenForAStore) {
  SQLite::Database(layout_.store().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("CREATE TABLE other (x)");
  EXPECT_EQ(ingest::StoreWriter::open(layout_.store()).error().code, base::Code::kCorrupt);
}

TEST_F(Store, ASecondWriterIsToldWhoHoldsTheLock) {
  const auto first = ingest::BaseLock::take(layout_);
  ASSERT_TRUE(first);
  const auto second = ingest::BaseLock::take(layout_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, base::Code::kBusy);
  EXPECT_THAT(second.error().message, HasSubstr(std::to_string(::getpid())));
}

TEST_F(Store, PublishedGenerationsAreSealedAndNumbered) {
  fs::create_directories(layout_.generations() / ".building-old" / "x");
  auto writer = ingest::StoreWriter::open(layout_.store()).value();
  ASSERT_TRUE(writer.put({loaded()}));
  const auto first = ingest::publish(layout_, writer, progress_).value();
  EXPECT_TRUE(ingest::is_up_to_date(layout_));
  EXPECT_FALSE(fs::exists(layout_.generations() / ".building-old"));
  const auto folder = store::current_generation(layout_).value();
  const auto manifest = store::read_manifest(folder).value();
  EXPECT_EQ(manifest.id, first.id);
  EXPECT_EQ(manifest.records, 1U);
  EXPECT_TRUE(store::check_files(folder, manifest, store::Checksums::kVerify));

  ASSERT_TRUE(writer.put({loaded("Beta")}));
  EXPECT_FALSE(ingest::is_up_to_date(layout_));
  const auto second = ingest::publish(layout_, writer, progress_).value();
  EXPECT_NE(first.id, second.id);
  EXPECT_TRUE(fs::exists(layout_.generations() / first.id));
}

TEST_F(Store, DamageIsNoticed) {
  auto writer = ingest::StoreWriter::open(layout_.store()).value();
  ASSERT_TRUE(writer.put({loaded()}));
  ASSERT_TRUE(ingest::publish(layout_, writer, progress_));
  const auto folder = store::current_generation(layout_).value();
  std::ofstream(folder / store::kSnapshotFile, std::ios::app) << "x";
  EXPECT_FALSE(ingest::is_up_to_date(layout_));
  std::ofstream(folder / store::kManifestFile) << R"({"format": 99})";
  EXPECT_EQ(store::read_manifest(folder).error().code, base::Code::kNewerVersion);
}

TEST_F(Store, MigrationsAreNumberedFromOne) {
  { (void)ingest::StoreWriter::open(layout_.store()).value(); }
  SQLite::Database raw(layout_.store().string());
  EXPECT_EQ(raw.execAndGet("PRAGMA user_version").getInt(), store::latest_version());
}

}  // namespace
}  // namespace outturn
