// SPDX-License-Identifier: GPL-3.0-or-later
// The quick way to read a record against the long way: every record of the corpus, whole and
// spoilt.
#include "schema/evidence/record_scan.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "schema/evidence/record_json.h"
#include "tests/unit/sample.h"

namespace outturn::evidence {
namespace {

base::Result<Record> the_long_way(std::string_view text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (json.is_discarded()) return base::fail(base::Code::kInvalidData, "not JSON");
  return from_json(json);
}

std::vector<std::string> canonical_texts() {
  std::vector<std::string> texts;
  for (const Record& record : outturn::testing::shipped_corpus())
    texts.push_back(to_json(record).dump());
  return texts;
}

TEST(RecordScan, ReadsEveryRecordOfTheCorpus) {
  std::size_t records = 0;
  for (const std::string& text : canonical_texts()) {
    const auto record = scan_record(text);
    ASSERT_TRUE(record) << text.substr(0, 200);
    ASSERT_EQ(to_json(*record).dump(), text);
    ++records;
  }
  EXPECT_GE(records, 150U);
}

/// Whatever is read must be what the long way reads; what is not JSON must not be read.
void expect_no_other(const std::string& text) {
  const auto quick = scan_record(text);
  if (!quick) return;
  const auto slow = the_long_way(text);
  ASSERT_TRUE(slow) << text;
  ASSERT_EQ(to_json(*quick), to_json(*slow)) << text;
}

TEST(RecordScan, NeverReadsSpoiltTextOtherwise) {
  const std::vector<std::string> texts = canonical_texts();
  const std::string bytes =
      "\"\\{}[],:-+.eE0123456789 \n\tnulltruefalse\x01\x7f\xc3\xa9\xff\xed\xa0";
  std::mt19937 random(7);
  std::size_t read = 0;
  constexpr int kTries = 60'000;
  for (int i = 0; i < kTries; ++i) {
    std::string text = texts[random() % texts.size()];
    for (std::size_t left = 1 + random() % 2; left > 0; --left) {
      const std::size_t at = random() % text.size();
      switch (random() % 4) {
        case 0:
          text[at] = bytes[random() % bytes.size()];
          break;
        case 1:
          text.insert(at, 1, bytes[random() % bytes.size()]);
          break;
        case 2:
          text.erase(at, 1 + random() % 3);
          break;
        default:
          text.resize(at);
      }
      if (text.empty()) text = "{";
    }
    read += scan_record(text).has_value();
    expect_no_other(text);
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(read, kTries / 20) << "too few are read for the comparison to mean anything";
}

TEST(RecordScan, LeavesWhatIsNotCanonicalToTheLongWay) {
  Record record;
  record.id = "a";
  record.title = "T\u00e9 \"quoted\" \\ and\ttabs";
  record.evidence.design = "rct";
  std::string text = to_json(record).dump();
  ASSERT_TRUE(scan_record(text));
  EXPECT_EQ(scan_record(text)->title, record.title);
  EXPECT_FALSE(scan_record(to_json(record).dump(1))) << "with spaces";
  EXPECT_FALSE(scan_record(text + " ")) << "with something behind it";
  EXPECT_EQ(record_from_text(to_json(record).dump(1))->title, record.title);
  record.title = "a \x01 control";
  EXPECT_FALSE(scan_record(to_json(record).dump())) << "with a numbered escape";
  EXPECT_EQ(record_from_text(to_json(record).dump())->title, record.title);
}

}  // namespace
}  // namespace outturn::evidence
