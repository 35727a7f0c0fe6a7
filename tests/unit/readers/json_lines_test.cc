// SPDX-License-Identifier: GPL-3.0-or-later
// JSON lines: a bad line is one bad candidate, and reading goes on after it.
#include "indexer/readers/json_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/readers/reading.h"

namespace outturn::ingest {
namespace {

using ::testing::HasSubstr;

class JsonLines : public ::testing::Test {
 protected:
  testing::ReadCandidates read(const std::string& text) {
    return testing::read_candidates(files_.write("a.jsonl", text));
  }
  std::string place(const std::string& rest) const {
    return (files_.folder() / "a.jsonl").string() + rest;
  }
  testing::Files files_;
};

TEST_F(JsonLines, OneRecordInEachLine) {
  const auto read_back = read("{\"id\":\"a\"}\n\n  \r\n{\"id\":\"b\"}\r\n{\"id\":\"c\"}");
  ASSERT_FALSE(read_back.error);
  ASSERT_EQ(read_back.candidates.size(), 3U);
  EXPECT_EQ(read_back.candidates[1].record["id"], "b");
  EXPECT_EQ(read_back.candidates[1].place.where, place(":4"));
  EXPECT_EQ(read_back.candidates[2].place.where, place(":5"));
  EXPECT_EQ(place_of(read_back.candidates[2], "/title").where, place(":5:/title"));
  EXPECT_EQ(place_of(read_back.candidates[2], "").where, place(":5"));
}

TEST_F(JsonLines, ABadLineIsNotTheEnd) {
  const auto read_back = read(
      "{\"id\":\"a\"}\n{\"id\": }\n[1]\n{\"id\":1,\"id\":2}\n{\"sources\":[\"s\"]}\n"
      "{\"n\":1e999}\n" +
      std::string(200, '[') + "\n{\"id\":\"z\"}\n");
  ASSERT_FALSE(read_back.error);
  const auto& all = read_back.candidates;
  ASSERT_EQ(all.size(), 8U);
  const std::pair<const char*, const char*> expected[] = {{":2", "not JSON at column 8"},
                                                          {":3", "one record"},
                                                          {":4:/id", "given twice"},
                                                          {":5:/sources/0", "names a source"},
                                                          {":6", "too large"},
                                                          {":7", "levels deep at column 65"}};
  for (std::size_t i = 0; i < std::size(expected); ++i) {
    const Candidate& one = all[i + 1];
    ASSERT_EQ(one.faults.size(), 1U) << i;
    EXPECT_EQ(one.faults[0].place.where, place(expected[i].first));
    EXPECT_THAT(one.faults[0].message, HasSubstr(expected[i].second));
    EXPECT_FALSE(one.faults[0].hint.empty());
    EXPECT_EQ(one.record.is_null(), i != 3) << i;
  }
  EXPECT_TRUE(all[7].faults.empty());
  EXPECT_EQ(all[7].record["id"], "z");
}

TEST_F(JsonLines, ALineThatIsTooLongIsPassedOver) {
  const std::string text =
      "{\"id\":\"a\"}\n{\"id\":\"" + std::string(kLargestLine + 10, 'x') + "\"}\n{\"id\":\"b\"}\n";
  const auto read_back = read(text);
  ASSERT_EQ(read_back.candidates.size(), 3U);
  ASSERT_EQ(read_back.candidates[1].faults.size(), 1U);
  EXPECT_THAT(read_back.candidates[1].faults[0].message, HasSubstr("longer than 16 MiB"));
  EXPECT_EQ(read_back.candidates[1].faults[0].place.where, place(":2"));
  EXPECT_EQ(read_back.candidates[2].record["id"], "b");
  EXPECT_EQ(read_back.candidates[2].place.where, place(":3"));
}

TEST_F(JsonLines, Windows1252IsConvertedWithANote) {
  const auto read_back = read("{\"id\":\"caf\xE9\"}\n{\"id\":\"cafÃ©\"}\n");
  ASSERT_EQ(read_back.candidates.size(), 2U);
  EXPECT_EQ(read_back.candidates[0].record["id"], "café");
  EXPECT_EQ(read_back.candidates[1].record["id"], "cafÃ©") << "JSON is taken at its word";
  ASSERT_EQ(read_back.notes.size(), 1U);
  EXPECT_EQ(read_back.notes[0].where, place(":1"));
}

TEST_F(JsonLines, AnEmptyFileHoldsNothing) {
  const auto read_back = read("");
  EXPECT_FALSE(read_back.error);
  EXPECT_TRUE(read_back.candidates.empty());
}

}  // namespace
}  // namespace outturn::ingest
