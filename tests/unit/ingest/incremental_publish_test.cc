// SPDX-License-Identifier: GPL-3.0-or-later
// A release made from the one before it answers as one made anew: the same documents, terms,
// positions, values, counts. Where anything is unusual it is made anew.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include <fstream>

#include "indexer/release/generation.h"
#include "indexer/release/index_builder.h"
#include "indexer/store/store_writer.h"
#include "schema/evidence/record_json.h"
#include "schema/store/layout.h"
#include "schema/store/reader.h"
#include "tests/unit/sample.h"
#include "tests/unit/temporary_folder.h"

namespace outturn {
namespace {

namespace fs = std::filesystem;

evidence::Record study(int id, const std::string& words = "nurses visit") {
  auto json = testing::sample_json();
  json["id"] = fmt::format("study-{}", id);
  json["title"] = fmt::format("Study {} where {}", id, words);
  json["findings"][0]["value"] = -0.01 * id;
  return evidence::from_json(json).value();
}

/// Everything an index holds, as text.
std::string dump(const fs::path& folder) {
  const Xapian::Database database(folder.string());
  std::string out = fmt::format("documents {} longest {}\n", database.get_doccount(),
                                database.get_doclength_upper_bound() > 0);
  for (auto at = database.postlist_begin(""); at != database.postlist_end(""); ++at) {
    out += fmt::format("document {} of length {}\n", *at, database.get_doclength(*at));
    const Xapian::Document document = database.get_document(*at);
    for (auto value = document.values_begin(); value != document.values_end(); ++value)
      out += fmt::format(" value {} {}\n", value.get_valueno(), *value);
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
      out += fmt::format(" {} {}", *term, term.get_wdf());
      for (auto place = term.positionlist_begin(); place != term.positionlist_end(); ++place)
        out += fmt::format(" {}", *place);
      out += '\n';
    }
  }
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term)
    out += fmt::format("{} in {}\n", *term, term.get_termfreq());
  return out;
}

class IncrementalPublish : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(layout_.generations());
    std::vector<ingest::LoadedRecord> records;
    for (int i = 0; i < 40; ++i) records.push_back({study(i), "a.json", ""});
    ASSERT_TRUE(writer_.put(records));
    first_ = publish();
    ASSERT_EQ(first_.records, 40U);
    ASSERT_EQ(first_.made_from, "");
  }
  store::Manifest publish(ingest::Reuse reuse = ingest::Reuse::kWhereFewChanged) {
    return ingest::publish(layout_, writer_, progress_, reuse).value();
  }
  void change_a_few() {
    auto set = writer_.begin().value();
    ASSERT_TRUE(set.put(study(3, "teachers listen"), {"b.json", {}}));
    ASSERT_TRUE(set.put(study(99, "mentors walk"), {"b.json", {}}));
    ASSERT_TRUE(set.remove("study-7", "a test"));
    ASSERT_TRUE(set.commit());
  }
  fs::path index(const store::Manifest& manifest) const {
    return layout_.generations() / manifest.id / store::kIndexFolder;
  }

  testing::TemporaryFolder folder_;
  store::Layout layout_{folder_.path()};
  ingest::StoreWriter writer_ = ingest::StoreWriter::open(layout_.store()).value();
  ingest::Progress progress_;
  store::Manifest first_;
};

TEST_F(IncrementalPublish, GivesWhatMakingItAnewGives) {
  change_a_few();
  const auto quick = publish();
  EXPECT_EQ(quick.made_from, first_.id);
  const auto anew = publish(ingest::Reuse::kNever);
  EXPECT_EQ(anew.made_from, "");
  EXPECT_EQ(dump(index(quick)), dump(index(anew)));
  EXPECT_EQ(quick.records, 40U);
  EXPECT_EQ(anew.records, 40U);
  EXPECT_EQ(quick.findings, anew.findings);
  EXPECT_EQ(quick.appraisals, anew.appraisals);
  EXPECT_EQ(quick.store_revision, anew.store_revision);
  EXPECT_TRUE(
      store::check_files(layout_.generations() / quick.id, quick, store::Checksums::kVerify));
  const Xapian::Database then(index(first_).string());
  EXPECT_EQ(then.get_doccount(), 40U);
  EXPECT_TRUE(
      store::check_files(layout_.generations() / first_.id, first_, store::Checksums::kVerify));
}

TEST_F(IncrementalPublish, CanBeRepeatedAndBringsBackWhatWasRemoved) {
  change_a_few();
  const auto second = publish();
  auto set = writer_.begin().value();
  ASSERT_TRUE(set.restore("study-7"));
  ASSERT_TRUE(set.remove("study-99", "a test"));
  ASSERT_TRUE(set.commit());
  const auto third = publish();
  EXPECT_EQ(third.made_from, second.id);
  EXPECT_EQ(dump(index(third)), dump(index(publish(ingest::Reuse::kNever))));
}

TEST_F(IncrementalPublish, IsNotDoneWhereMuchHasChanged) {
  std::vector<ingest::LoadedRecord> records;
  for (int i = 0; i < 5; ++i) records.push_back({study(i, "much is new"), "a.json", ""});
  ASSERT_TRUE(writer_.put(records));
  EXPECT_EQ(publish().made_from, "");
}

TEST_F(IncrementalPublish, IsNotDoneFromAReleaseThatIsDamaged) {
  change_a_few();
  {
    std::fstream file(index(first_) / "postlist.glass",
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(100);
    file.put('\x55');
    file.put('\xaa');
    ASSERT_TRUE(file);
  }
  const auto second = publish();
  EXPECT_EQ(second.made_from, "");
  EXPECT_EQ(dump(index(second)), dump(index(publish(ingest::Reuse::kNever))));
}

TEST_F(IncrementalPublish, IsNotDoneFromAnotherKindOfRelease) {
  change_a_few();
  auto other = first_;
  other.software = "0.0.0";
  ASSERT_TRUE(base::write_file(layout_.generations() / first_.id / store::kManifestFile,
                               store::manifest_text(other)));
  EXPECT_EQ(publish().made_from, "");
}

TEST_F(IncrementalPublish, IsNotDoneForAStoreThatIsNotTheOneItWasMadeOf) {
  const testing::TemporaryFolder elsewhere;
  const store::Layout strange{elsewhere.path()};
  fs::create_directories(strange.generations());
  auto writer = ingest::StoreWriter::open(strange.store()).value();
  std::vector<ingest::LoadedRecord> records;
  for (int i = 0; i < 40; ++i) records.push_back({study(i, "others"), "a.json", ""});
  ASSERT_TRUE(writer.put(records));
  fs::copy(layout_.generations() / first_.id, strange.generations() / first_.id,
           fs::copy_options::recursive);
  fs::create_symlink(fs::path("generations") / first_.id, strange.current());
  const auto made = ingest::publish(strange, writer, progress_).value();
  EXPECT_EQ(made.made_from, "");
}

TEST_F(IncrementalPublish, LeavesASnapshotThatNeedsNoJournal) {
  std::ifstream file(layout_.generations() / first_.id / store::kSnapshotFile, std::ios::binary);
  file.seekg(18);
  EXPECT_EQ(file.get(), 1);  // how it is written and read: 1 is without a WAL
  EXPECT_EQ(file.get(), 1);
  std::size_t files = 0;
  for (const auto& [name, seal] : first_.files) files += name.find('/') == std::string::npos;
  EXPECT_EQ(files, 2U);  // the store and the columns alone
}

TEST_F(IncrementalPublish, SegmentsOfAnySizeGiveTheSameIndex) {
  const auto reader = store::Reader::open(layout_.store(), store::Access::kLive).value();
  std::string wanted = dump(index(first_));
  for (const std::size_t segment : {1U, 3U, 1000U}) {
    const fs::path folder = folder_.path() / fmt::format("generation-{}", segment);
    fs::create_directory(folder);
    const auto counts = ingest::build_index(reader, folder, progress_,
                                            {.segment = segment, .join = 4, .parallel = {}});
    ASSERT_TRUE(counts);
    EXPECT_EQ(counts->records, 40U);
    EXPECT_EQ(dump(folder / store::kIndexFolder), wanted) << segment;
    EXPECT_EQ(base::file_sha256(folder / store::kColumnsFile).value(),
              first_.files.at(store::kColumnsFile).sha256)
        << segment;
  }
}

}  // namespace
}  // namespace outturn
