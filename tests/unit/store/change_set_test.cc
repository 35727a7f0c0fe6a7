// SPDX-License-Identifier: GPL-3.0-or-later
// Change sets: what they keep, what they say, and that one that is not committed leaves nothing.
#include "indexer/store/change_set.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <sys/resource.h>

#include <csignal>

#include "indexer/store/store_writer.h"
#include "schema/evidence/record_json.h"
#include "schema/store/layout.h"
#include "schema/store/reader.h"
#include "tests/unit/sample.h"
#include "tests/unit/temporary_folder.h"

namespace outturn {
namespace {

using base::Code;
using ingest::Fate;
using store::VersionKind;
using ::testing::HasSubstr;

evidence::Record sample(const char* id = "alpha", const char* title = "Alpha visits") {
  auto json = testing::sample_json();
  json["id"] = id;
  json["title"] = title;
  return evidence::from_json(json).value();
}

class ChangeSet : public ::testing::Test {
 protected:
  store::Reader reader() const {
    return store::Reader::open(layout_.store(), store::Access::kLive).value();
  }
  ingest::Changes put(const evidence::Record& record) {
    auto set = writer_.begin().value();
    EXPECT_TRUE(set.put(record, {"a.json", "/records/0"}));
    return set.commit().value();
  }
  void remove(const char* id, const char* reason) {
    auto set = writer_.begin().value();
    ASSERT_TRUE(set.remove(id, reason));
    EXPECT_EQ(set.commit()->removed, 1U);
  }

  testing::TemporaryFolder folder_;
  store::Layout layout_{folder_.path()};
  ingest::StoreWriter writer_ = ingest::StoreWriter::open(layout_.store()).value();
};

TEST_F(ChangeSet, ThatIsNotCommittedLeavesNothing) {
  put(sample());
  {
    auto set = writer_.begin().value();
    EXPECT_EQ(set.put(sample("beta"), {"b.json", {}}).value(), Fate::kAdded);
    EXPECT_EQ(set.put(sample("alpha", "New"), {"b.json", {}}).value(), Fate::kChanged);
    const auto moved = std::move(set);
    EXPECT_EQ(moved.changes().made(), 2U);
  }
  EXPECT_EQ(reader().count().value(), 1U);
  EXPECT_EQ(reader().record("alpha")->title, "Alpha visits");
  EXPECT_EQ(reader().revision().value(), 1);
  EXPECT_EQ(put(sample("beta")).added, 1U) << "the writer goes on";
}

TEST_F(ChangeSet, KeepsWhatEachVersionWasAndWhereItCameFrom) {
  put(sample());
  auto set = writer_.begin().value();
  ASSERT_TRUE(set.put(sample("alpha", "New"), {"wwc.csv", "wwc.csv:17"}));
  ASSERT_TRUE(set.put(sample("beta"), {"other.jsonl", "3"}));
  const auto changes = set.commit().value();
  EXPECT_EQ(changes.changed, 1U);
  EXPECT_EQ(changes.added, 1U);
  const auto versions = reader().versions("alpha").value();
  ASSERT_EQ(versions.size(), 2U);
  EXPECT_EQ(versions[0].kind, VersionKind::kAdded);
  EXPECT_EQ(versions[0].file, "a.json");
  EXPECT_EQ(versions[0].place, "/records/0");
  EXPECT_EQ(versions[0].revision, 1);
  EXPECT_EQ(versions[1].kind, VersionKind::kChanged);
  EXPECT_EQ(versions[1].file, "wwc.csv");
  EXPECT_EQ(versions[1].place, "17");
  EXPECT_EQ(versions[1].revision, 2);
  EXPECT_EQ(versions[1].at.size(), 20U);
  EXPECT_EQ(reader().version_text("alpha", 1).value(), evidence::to_json(sample()).dump());
  EXPECT_EQ(reader().version_text("alpha", 3).error().code, Code::kNotFound);
  EXPECT_EQ(reader().versions("nobody").error().code, Code::kNotFound);
  SQLite::Database raw(layout_.store().string());
  EXPECT_EQ(raw.execAndGet("SELECT group_concat(name, ' ') FROM (SELECT name FROM ingest_file JOIN "
                           "file ON file = number WHERE revision = 2 ORDER BY name)")
                .getString(),
            "other.jsonl wwc.csv");
  EXPECT_EQ(
      raw.execAndGet("SELECT added || ' ' || changed FROM ingest WHERE revision = 2").getString(),
      "1 1");
}

TEST_F(ChangeSet, CanonicalTextIsTheSameRecord) {
  put(sample());
  const std::string json = evidence::to_json(sample()).dump();
  auto set = writer_.begin().value();
  EXPECT_EQ(set.put(ingest::Canonical{"alpha", "Alpha visits", json, {}, nullptr}, {"b.json", {}})
                .value(),
            Fate::kUnchanged);
  EXPECT_EQ(set.commit()->unchanged, 1U);
  EXPECT_EQ(reader().revision().value(), 1) << "nothing changed";
}

TEST_F(ChangeSet, ASecondRecordOfAnIdIsNotWritten) {
  put(sample());
  for (int again = 0; again < 2; ++again) {
    auto set = writer_.begin().value();
    EXPECT_EQ(set.put(sample(), {"a.json", "1"}).value(), Fate::kUnchanged);
    EXPECT_EQ(set.put(sample(), {"a.json", "2"}).value(), Fate::kUnchanged) << "the very same";
    EXPECT_EQ(set.put(sample("alpha", "Other"), {"a.json", "3"}).value(), Fate::kRepeated);
    EXPECT_EQ(set.put(sample("beta", "Beta"), {"a.json", "4"}).value(),
              again == 0 ? Fate::kAdded : Fate::kUnchanged);
    EXPECT_EQ(set.put(sample("beta", "Beta 2"), {"a.json", "5"}).value(), Fate::kRepeated);
    EXPECT_EQ(set.commit()->repeated, 2U);
  }
  EXPECT_EQ(reader().versions("alpha")->size(), 1U);
}

TEST_F(ChangeSet, ARemovedRecordIsLeftOutAndKept) {
  put(sample());
  put(sample("beta"));
  remove("alpha", "withdrawn by its authors");
  EXPECT_EQ(reader().count().value(), 1U);
  const auto gone = reader().record("alpha");
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().code, Code::kGone);
  EXPECT_THAT(gone.error().message, HasSubstr("withdrawn by its authors"));
  ASSERT_EQ(reader().removed()->size(), 1U);
  EXPECT_EQ(reader().removed()->front().id, "alpha");
  std::vector<std::string> seen;
  ASSERT_TRUE(reader().for_each([&](unsigned, const evidence::Record& one) -> base::Result<void> {
    seen.push_back(one.id);
    return {};
  }));
  EXPECT_THAT(seen, ::testing::ElementsAre("beta"));
  const auto versions = reader().versions("alpha").value();
  ASSERT_EQ(versions.size(), 2U);
  EXPECT_EQ(versions[1].kind, VersionKind::kRemoved);
  EXPECT_EQ(versions[1].reason, "withdrawn by its authors");
  EXPECT_EQ(versions[1].file, "");
  EXPECT_EQ(reader().version_text("alpha", 1).value(), evidence::to_json(sample()).dump());
  EXPECT_EQ(reader().version_text("alpha", 2).value(), "null");
}

TEST_F(ChangeSet, IngestingARemovedRecordAgainDoesNotBringItBack) {
  put(sample());
  remove("alpha", "");
  const auto same = put(sample());
  EXPECT_EQ(same.stays_removed, 1U);
  EXPECT_EQ(same.made(), 0U);
  EXPECT_EQ(put(sample("alpha", "Changed since")).stays_removed, 1U);
  EXPECT_EQ(reader().count().value(), 0U);
  EXPECT_EQ(reader().revision().value(), 2);
}

TEST_F(ChangeSet, RestoringBringsBackWhatLastStood) {
  put(sample());
  put(sample("alpha", "Second title"));
  remove("alpha", "by mistake");
  auto set = writer_.begin().value();
  ASSERT_TRUE(set.restore("alpha"));
  EXPECT_EQ(set.commit()->restored, 1U);
  EXPECT_EQ(reader().record("alpha")->title, "Second title");
  EXPECT_EQ(reader().versions("alpha")->back().kind, VersionKind::kRestored);
  EXPECT_EQ(reader().flags("alpha").value(), evidence::audit(sample("alpha", "Second title")));
  EXPECT_EQ(put(sample("alpha", "Second title")).unchanged, 1U);
  EXPECT_EQ(put(sample("alpha", "Third title")).changed, 1U);
}

TEST_F(ChangeSet, WhatCannotBeRemovedOrRestoredIsSaid) {
  put(sample());
  auto set = writer_.begin().value();
  EXPECT_EQ(set.remove("nobody", "").error().code, Code::kNotFound);
  EXPECT_EQ(set.restore("nobody").error().code, Code::kNotFound);
  EXPECT_EQ(set.restore("alpha").error().code, Code::kUsage);
  EXPECT_TRUE(set.remove("alpha", ""));
  EXPECT_EQ(set.remove("alpha", "").error().code, Code::kGone);
  EXPECT_EQ(set.changes().removed, 1U);
}

TEST_F(ChangeSet, LikelyDuplicatesAreCountedAndListed) {
  EXPECT_EQ(put(sample()).likely_duplicates, 0U);
  auto other = sample("beta", " ALPHA visits");
  other.summary = "Told otherwise.";
  EXPECT_EQ(put(other).likely_duplicates, 1U);
  auto elsewhere = sample("gamma");
  elsewhere.places[0].area = "Leeds";
  EXPECT_EQ(put(elsewhere).likely_duplicates, 0U);
  auto figure = sample("delta");
  figure.findings[0].value = -0.41;
  EXPECT_EQ(put(figure).likely_duplicates, 0U);
  auto later = sample("epsilon");
  later.period = evidence::Period{"2019", {}};
  EXPECT_EQ(put(later).likely_duplicates, 0U);
  auto words = sample("zeta");
  words.findings.clear();
  words.appraisals.clear();
  EXPECT_EQ(put(words).likely_duplicates, 0U);
  words.id = "eta";
  EXPECT_EQ(put(words).likely_duplicates, 0U) << "no figure to go by";

  const auto groups = reader().likely_duplicates().value();
  ASSERT_EQ(groups.size(), 1U);
  ASSERT_EQ(groups[0].size(), 2U);
  EXPECT_EQ(groups[0][0].id, "alpha");
  EXPECT_EQ(groups[0][1].id, "beta");
  EXPECT_EQ(reader().count().value(), 7U) << "nothing was merged";
  remove("beta", "the same as alpha");
  EXPECT_TRUE(reader().likely_duplicates()->empty());
  auto reworded = sample();
  reworded.summary = "Told anew.";
  EXPECT_EQ(put(reworded).likely_duplicates, 0U) << "a new version is like the one before it";
}

TEST_F(ChangeSet, ThereIsOneAtATime) {
  auto set = writer_.begin().value();
  EXPECT_EQ(writer_.begin().error().code, Code::kInternal);
  EXPECT_TRUE(set.put(sample(), {"a.json", {}}));
  EXPECT_TRUE(set.commit());
  EXPECT_TRUE(writer_.begin());
}

/// Files of this process cannot grow beyond what they are while this lives.
class FullDisk {
 public:
  explicit FullDisk(std::size_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit now{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &now);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST_F(ChangeSet, AfterAFullDiskNothingMoreIsLetThrough) {
  put(sample());
  {
    const FullDisk full(2U << 20);
    auto set = writer_.begin().value();
    auto large = sample("beta");
    large.summary = std::string(100'000, 'x');
    base::Result<Fate> last = Fate::kAdded;
    for (int i = 0; last && i < 2000; ++i) {
      large.id = "beta-" + std::to_string(i);
      last = set.put(large, {"a.json", {}});
    }
    ASSERT_FALSE(last) << "200 MB went into a cache of 64";
    EXPECT_EQ(last.error().code, Code::kUnwritable);
    EXPECT_FALSE(set.put(sample("gamma"), {"a.json", {}}));
    EXPECT_FALSE(set.remove("alpha", ""));
    EXPECT_EQ(set.commit().error().code, Code::kUnwritable);
  }
  EXPECT_EQ(reader().count().value(), 1U);
  EXPECT_EQ(put(sample("gamma")).added, 1U) << "there is room again";
}

}  // namespace
}  // namespace outturn
