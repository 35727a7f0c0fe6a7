// SPDX-License-Identifier: GPL-3.0-or-later
// The store, its versions, and the publishing of generations, on real files.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include <fstream>

#include "indexer/release/generation.h"
#include "indexer/store/base_lock.h"
#include "indexer/store/store_writer.h"
#include "schema/evidence/audit/audit.h"
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

std::vector<evidence::Flag> kept_flags(const fs::path& file) {
  return store::Reader::open(file, store::Access::kLive)->flags("alpha").value();
}

TEST_F(Store, FlagsAreKeptWithTheRecord) {
  auto writer = ingest::StoreWriter::open(layout_.store()).value();
  const auto changes = writer.put({loaded()}).value();
  const auto expected = evidence::audit(loaded().record);
  ASSERT_EQ(expected.size(), 2U) << "a print restored, and a note on the price year";
  EXPECT_EQ(kept_flags(layout_.store()), expected);
  EXPECT_EQ(changes.flags[evidence::Severity::kRestored], 1U);
  EXPECT_EQ(changes.flags[evidence::Severity::kNote], 1U);
  const auto reader = store::Reader::open(layout_.store(), store::Access::kLive).value();
  EXPECT_EQ(reader.audit_version().value(), evidence::kAuditVersion);
  EXPECT_EQ(reader.flags("nobody").error().code, base::Code::kNotFound);

  auto next = loaded();
  next.record.appraisals[0].ratio->central = 4.03;
  ASSERT_TRUE(writer.put({next}));
  EXPECT_EQ(kept_flags(layout_.store()), evidence::audit(next.record));
  EXPECT_EQ(kept_flags(layout_.store())[1].code, "ratio_differs");
  SQLite::Database raw(layout_.store().string());
  EXPECT_EQ(raw.execAndGet("SELECT count(*) FROM flag WHERE version = 1").getInt(), 2)
      << "an earlier version keeps what was said of it";
}

TEST_F(Store, FlagsReachTheGeneration) {
  auto writer = ingest::StoreWriter::open(layout_.store()).value();
  ASSERT_TRUE(writer.put({loaded()}));
  const auto manifest = ingest::publish(layout_, writer, progress_).value();
  EXPECT_EQ(manifest.audit_version, evidence::kAuditVersion);
  const auto snapshot = store::current_generation(layout_).value() / store::kSnapshotFile;
  const auto reader = store::Reader::open(snapshot, store::Access::kSnapshot).value();
  EXPECT_EQ(reader.flags("alpha").value(), evidence::audit(loaded().record));
}

TEST_F(Store, AnotherAuditMakesTheFlagsAnew) {
  auto writer = ingest::StoreWriter::open(layout_.store()).value();
  ASSERT_TRUE(writer.put({loaded()}));
  ASSERT_TRUE(ingest::publish(layout_, writer, progress_));
  const auto tampered = [&](const char* sql) {
    SQLite::Database(layout_.store().string(), SQLite::OPEN_READWRITE).exec(sql);
    EXPECT_TRUE(writer.put({loaded()}));
    return kept_flags(layout_.store()).empty();
  };
  EXPECT_TRUE(tampered("DELETE FROM flag")) << "an audited store is not audited again";
  EXPECT_FALSE(tampered("UPDATE audit SET version = version - 1"));
  EXPECT_FALSE(tampered("DELETE FROM flag; UPDATE audit SET software = '0.0.0'"));
  EXPECT_FALSE(tampered("DELETE FROM flag; DELETE FROM audit"));
  EXPECT_FALSE(tampered("DELETE FROM flag; UPDATE audit SET revision = 0"));

  const auto folder = store::current_generation(layout_).value();
  auto manifest = store::read_manifest(folder).value();
  EXPECT_TRUE(ingest::is_up_to_date(layout_));
  manifest.audit_version = 0;
  std::ofstream(folder / store::kManifestFile) << store::manifest_text(manifest);
  EXPECT_FALSE(ingest::is_up_to_date(layout_));
}

TEST_F(Store, SharedFiguresFlagBothRecords) {
  auto writer = ingest::StoreWriter::open(layout_.store()).value();
  auto first = loaded();
  first.record.findings[0].n_total = 12345;
  first.record.findings[0].se = 0.1234;
  ASSERT_TRUE(writer.put({first}));
  const auto alone = kept_flags(layout_.store());
  auto second = first;
  second.record.id = "beta";
  ASSERT_TRUE(writer.put({second}));
  const auto shared = kept_flags(layout_.store());
  ASSERT_EQ(shared.size(), alone.size() + 2);
  EXPECT_EQ(shared.back().code, "duplicate_figures");
  EXPECT_THAT(shared.back().sentence, HasSubstr("(beta)"));
}

TEST_F(Store, AManifestFromBeforeTheAuditIsRead) {
  store::Manifest manifest;
  manifest.files["x"] = {};
  std::string text = store::manifest_text(manifest);
  const auto at = text.find("  \"audit_version\"");
  ASSERT_NE(at, std::string::npos);
  text.erase(at, text.find('\n', at) + 1 - at);
  fs::create_directories(folder_.path() / "old");
  std::ofstream(folder_.path() / "old" / store::kManifestFile) << text;
  const auto read = store::read_manifest(folder_.path() / "old");
  ASSERT_TRUE(read) << text;
  EXPECT_EQ(read->audit_version, 0);
}

}  // namespace
}  // namespace outturn
