// SPDX-License-Identifier: GPL-3.0-or-later
// The columns file: what goes in comes out, a rewritten file answers as one written anew, and no
// damage makes a reader do worse than say so.
#include <gtest/gtest.h>
#include <zlib.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <map>

#include "schema/base/files.h"
#include "schema/index/columns_writer.h"
#include "schema/index/plan.h"
#include "server/search/match/match.h"
#include "server/search/match/order.h"
#include "tests/unit/engine/engine_fixture.h"

namespace outturn {
namespace {

using index::ColumnsFile;
using index::ColumnsHeader;
using index::ColumnsWriter;
using index::FilterId;
using index::Section;
using search::FilterSet;

std::string bytes_of(const std::filesystem::path& path) {
  return base::read_file(path, 1U << 28).value();
}

void put_bytes(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

void write(const std::filesystem::path& path,
           const std::map<unsigned, index::Contribution>& records) {
  auto writer = ColumnsWriter::create(path).value();
  for (const auto& [number, record] : records) ASSERT_TRUE(writer.add(number, record));
  const auto done = writer.finish();
  ASSERT_TRUE(done) << base::to_text(done.error());
}

std::shared_ptr<const search::MatchIndex> open(const std::filesystem::path& path) {
  auto opened = search::MatchIndex::open(path);
  EXPECT_TRUE(opened) << base::to_text(opened.error());
  return opened ? *opened : nullptr;
}

TEST(ColumnsFile, HoldsWhatWasPutIn) {
  const testing::TemporaryFolder folder;
  testing::Random random(5);
  auto record = index::columns_of(testing::random_record(random, 7), index::Disputed::kNo);
  record.findings = {{"crime", "positive", "favours", "standardised", "whole", 0.25, 0.1, true},
                     {"education", "", "", "", "", index::kNoFigure, index::kNoFigure, false}};
  record.appraisals = {{"bcr", "society", "modelled", "GBP", 1, 2, 3, 1234.5, 2009}};
  write(folder.path() / "c", {{7, record}});
  const ColumnsFile file = ColumnsFile::open(folder.path() / "c").value();
  EXPECT_EQ(file.slots(), 8U);
  EXPECT_EQ(file.records(), 1U);
  EXPECT_EQ(file.title_key(7), record.title_key);
  EXPECT_EQ(file.title_key(3), "");
  const auto rows = file.rows(Section::kFindingOffsets, 7);
  ASSERT_EQ(rows.end - rows.begin, 2U);
  EXPECT_EQ(file.column<double>(Section::kFindingG)[rows.begin], 0.25);
  EXPECT_EQ(file.column<double>(Section::kFindingSe)[rows.begin], 0.1);
  EXPECT_EQ(file.column<std::uint64_t>(Section::kFindingBits)[rows.begin + 1], 0U);
  EXPECT_EQ(file.column<double>(Section::kCost)[0], 1234.5);
  EXPECT_EQ(file.column<std::int16_t>(Section::kPriceYear)[0], 2009);
  EXPECT_EQ(file.column<std::int16_t>(Section::kYear)[7], record.year);
  std::size_t left = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    left += entry.exists();
  EXPECT_EQ(left, 1U);  // no spill stays behind
}

TEST(Contribution, AnEndOfARatioThatIsNotReportedIsOpen) {
  testing::Random random(3);
  evidence::Record record = testing::random_record(random, 1);
  record.appraisals.resize(1);
  const auto row = [&](const evidence::Ratio& ratio) {
    record.appraisals[0].ratio = ratio;
    return index::columns_of(record, index::Disputed::kNo).appraisals.at(0);
  };
  const auto up_to_ten = row({{}, {}, 10});
  EXPECT_LT(up_to_ten.ratio_low, -1e300) << "a search for ratios up to 5 may not leave it out";
  EXPECT_EQ(up_to_ten.ratio_mid, 0) << "nor may it stand before what is known to be 3";
  EXPECT_EQ(up_to_ten.ratio_high, 10);
  const auto from_two = row({2, {}, {}});
  EXPECT_EQ(from_two.ratio_low, 2);
  EXPECT_EQ(from_two.ratio_mid, 2);
  EXPECT_GT(from_two.ratio_high, 1e300);
  EXPECT_NEAR(row({2, {}, 8}).ratio_mid, 4, 1e-12);
}

TEST(ColumnsFile, NumbersMustRiseAndTheFileMustBeNew) {
  const testing::TemporaryFolder folder;
  auto writer = ColumnsWriter::create(folder.path() / "c").value();
  ASSERT_TRUE(writer.add(5, {}));
  EXPECT_FALSE(writer.add(5, {}));
  EXPECT_FALSE(writer.add(2, {}));
  const auto again = ColumnsWriter::create(folder.path() / "c");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, base::Code::kUnwritable);
}

TEST(ColumnsFile, WithoutFinishNothingIsLeft) {
  const testing::TemporaryFolder folder;
  { auto writer = ColumnsWriter::create(folder.path() / "c").value(); }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(ColumnsFile, AValueThereIsNoRoomForIsRefused) {
  const testing::TemporaryFolder folder;
  auto writer = ColumnsWriter::create(folder.path() / "c").value();
  base::Result<void> added;
  for (unsigned i = 1; i <= 9 && added; ++i) {
    index::Contribution record;
    record.findings.push_back({"crime", "result-" + std::to_string(i), "", "", ""});
    added = writer.add(i, record);
  }
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().code, base::Code::kInvalidData);
}

/// Everything two indexes say, over many questions.
void expect_same_answers(const search::MatchIndex& a, const search::MatchIndex& b, unsigned seed) {
  testing::Random random(seed);
  EXPECT_EQ(a.total(), b.total());
  for (int i = 0; i < 30; ++i) {
    const FilterSet filters =
        testing::random_filters(random, static_cast<unsigned>(testing::between(random, 0, 4)));
    const auto one = search::match(a, nullptr, filters);
    const auto two = search::match(b, nullptr, filters);
    EXPECT_EQ(one.counts.total, two.counts.total);
    for (std::size_t filter = 0; filter < index::kFilterCount; ++filter) {
      EXPECT_EQ(one.counts.splits[filter].options, two.counts.splits[filter].options);
      EXPECT_EQ(one.counts.histograms[filter], two.counts.histograms[filter]);
    }
    const search::Paging whole{.limit = 10000, .offset = 0};
    const auto first = ordered(a, one.records, filters, search::Order::kTitle, whole);
    const auto second = ordered(b, two.records, filters, search::Order::kTitle, whole);
    ASSERT_EQ(first.records.size(), second.records.size());
    for (std::size_t at = 0; at < first.records.size(); ++at)
      EXPECT_EQ(first.records[at].number, second.records[at].number);
  }
}

TEST(ColumnsFile, ARewrittenFileAnswersAsOneWrittenAnew) {
  for (unsigned seed = 1; seed <= 12; ++seed) {
    const testing::TemporaryFolder folder;
    testing::Random random(seed);
    const auto draw = [&](unsigned number) {
      return index::columns_of(testing::random_record(random, number), index::Disputed::kNo);
    };
    std::map<unsigned, index::Contribution> records;
    for (unsigned number = 1; number <= 80; ++number)
      if (testing::chance(random, 0.9)) records[number] = draw(number);
    write(folder.path() / "0", records);
    for (int round = 1; round <= 3; ++round) {
      std::vector<index::ColumnsChange> changes;
      for (unsigned number = 1; number <= 90; ++number) {
        if (!testing::chance(random, 0.1)) continue;
        if (testing::chance(random, 0.3)) {
          records.erase(number);
          changes.push_back({number, {}});
        } else {
          records[number] = draw(number);
          changes.push_back({number, records[number]});
        }
      }
      const auto older = ColumnsFile::open(folder.path() / std::to_string(round - 1)).value();
      const auto done =
          index::rewrite_columns(older, changes, folder.path() / std::to_string(round));
      ASSERT_TRUE(done) << base::to_text(done.error());
      const auto anew = folder.path() / ("anew" + std::to_string(round));
      write(anew, records);
      const auto a = open(folder.path() / std::to_string(round));
      const auto b = open(anew);
      ASSERT_TRUE(a && b);
      expect_same_answers(*a, *b, seed);
      ASSERT_FALSE(::testing::Test::HasFailure()) << "seed " << seed << " round " << round;
    }
  }
}

TEST(ColumnsFile, ARecordRemovedFromTheEndIsGone) {
  const testing::TemporaryFolder folder;
  testing::Random random(9);
  std::map<unsigned, index::Contribution> records;
  for (unsigned number = 1; number <= 3; ++number)
    records[number] =
        index::columns_of(testing::random_record(random, number), index::Disputed::kNo);
  write(folder.path() / "a", records);
  const auto older = ColumnsFile::open(folder.path() / "a").value();
  const std::vector<index::ColumnsChange> changes{{3, {}}, {9, {}}};
  ASSERT_TRUE(index::rewrite_columns(older, changes, folder.path() / "b"));
  EXPECT_EQ(open(folder.path() / "b")->total(), 2U);
}

TEST(ColumnsFile, AnEmptyBaseIsAnswered) {
  const testing::TemporaryFolder folder;
  write(folder.path() / "c", {});
  const auto index = open(folder.path() / "c");
  ASSERT_TRUE(index);
  testing::Random random(1);
  for (int i = 0; i < 20; ++i) {
    const FilterSet filters = testing::random_filters(random, 3);
    const auto match = search::match(*index, nullptr, filters);
    EXPECT_EQ(match.counts.total, 0U);
    for (const search::Order order : {search::Order::kRatio, search::Order::kEffect})
      EXPECT_TRUE(ordered(*index, match.records, filters, order, {}).records.empty());
  }
}

class DamagedColumns : public ::testing::Test {
 protected:
  DamagedColumns() {
    testing::Random random(11);
    std::map<unsigned, index::Contribution> records;
    for (unsigned number = 1; number <= 40; ++number)
      records[number] =
          index::columns_of(testing::random_record(random, number), index::Disputed::kNo);
    write(folder_.path() / "whole", records);
    whole_ = bytes_of(folder_.path() / "whole");
  }
  base::Result<std::shared_ptr<const search::MatchIndex>> open_bytes(const std::string& bytes) {
    put_bytes(folder_.path() / "damaged", bytes);
    return search::MatchIndex::open(folder_.path() / "damaged");
  }

  /// Makes every checksum right again, as a hostile hand would.
  static void seal(std::string& bytes) {
    ColumnsHeader header;
    std::memcpy(&header, bytes.data(), sizeof header);
    const auto crc = [&](std::size_t offset, std::size_t count) {
      return static_cast<std::uint32_t>(
          ::crc32(0, reinterpret_cast<const unsigned char*>(bytes.data()) + offset,
                  static_cast<uInt>(count)));
    };
    for (auto& row : header.sections)
      if (row.offset <= bytes.size() && row.bytes <= bytes.size() - row.offset)
        row.crc = crc(row.offset, row.bytes);
    std::memcpy(bytes.data(), &header, sizeof header);
    header.crc = crc(0, offsetof(ColumnsHeader, crc));
    std::memcpy(bytes.data(), &header, sizeof header);
  }

  testing::TemporaryFolder folder_;
  std::string whole_;
};

TEST_F(DamagedColumns, AnyFlippedByteIsFound) {
  testing::Random random(12);
  const ColumnsFile file = ColumnsFile::open(folder_.path() / "whole").value();
  for (int i = 0; i < 600; ++i) {
    std::string bytes = whole_;
    const auto at =
        static_cast<std::size_t>(testing::between(random, 0, static_cast<int>(bytes.size()) - 1));
    bool padding = at >= sizeof(ColumnsHeader);
    for (const auto& row : file.header().sections)
      padding &= at < row.offset || at >= row.offset + row.bytes;
    if (padding || (at >= offsetof(ColumnsHeader, end) && at < sizeof(ColumnsHeader))) continue;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x20);
    const auto opened = open_bytes(bytes);
    ASSERT_FALSE(opened) << "byte " << at;
    EXPECT_TRUE(opened.error().code == base::Code::kCorrupt ||
                opened.error().code == base::Code::kNewerVersion);
  }
}

TEST_F(DamagedColumns, AnyTruncationIsFound) {
  testing::Random random(13);
  for (int i = 0; i < 200; ++i) {
    const auto size =
        static_cast<std::size_t>(testing::between(random, 0, static_cast<int>(whole_.size()) - 1));
    ASSERT_FALSE(open_bytes(whole_.substr(0, size))) << size;
  }
}

TEST_F(DamagedColumns, WithForgedChecksumsItIsRefusedOrAnsweredButNeverCrashes) {
  testing::Random random(14);
  std::size_t answered = 0;
  for (int i = 0; i < 1500; ++i) {
    std::string bytes = whole_;
    for (int n = testing::between(random, 1, 4); n > 0; --n) {
      const auto at = static_cast<std::size_t>(
          testing::between(random, 12, static_cast<int>(bytes.size()) - 1));
      bytes[at] = static_cast<char>(testing::between(random, 0, 255));
    }
    seal(bytes);
    const auto opened = open_bytes(bytes);
    if (!opened) continue;
    ++answered;
    const FilterSet filters = testing::random_filters(random, 4);
    const auto match = search::match(**opened, nullptr, filters);
    for (const auto order : {search::Order::kRatio, search::Order::kEffect, search::Order::kCost})
      (void)ordered(**opened, match.records, filters, order, {}, search::Grouping::kProgramme);
  }
  EXPECT_GT(answered, 100U);
  EXPECT_LT(answered, 1500U);
}

TEST_F(DamagedColumns, AFileThatIsNotThereOrNotOneSaysSo) {
  const auto absent = search::MatchIndex::open(folder_.path() / "absent");
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().code, base::Code::kNotFound);
  EXPECT_FALSE(search::MatchIndex::open(folder_.path()));
  EXPECT_FALSE(open_bytes(""));
  EXPECT_FALSE(open_bytes(std::string(100000, 'x')));
  std::string newer = whole_;
  newer[8] = 99;
  const auto opened = open_bytes(newer);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, base::Code::kNewerVersion);
}

}  // namespace
}  // namespace outturn
