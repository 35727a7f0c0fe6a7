// SPDX-License-Identifier: GPL-3.0-or-later
// Words of an index: how many records have them, what begins so, what is near.
#include "server/search/query/lexicon.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>
#include <random>
#include <string>

namespace outturn::query {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Lexicon few() {
  return Lexicon({{"nurse", 5},
                  {"nurses", 9},
                  {"nursery", 2},
                  {"family", 20},
                  {"purse", 1},
                  {"café", 1},
                  {"4th", 3}});
}

TEST(Lexicon, CountsRecords) {
  EXPECT_EQ(few().records_with("nurses"), 9U);
  EXPECT_EQ(few().records_with("nurs"), 0U);
  EXPECT_EQ(few().records_with(""), 0U);
  EXPECT_EQ(few().records_with("zzz"), 0U);
  EXPECT_EQ(Lexicon().records_with("nurse"), 0U);
}

TEST(Lexicon, AStarTakesWhatMostRecordsHold) {
  const Expansion all = few().beginning_with("nurs", 10);
  ASSERT_EQ(all.words.size(), 3U);
  EXPECT_EQ(all.words[0].word, "nurses");
  EXPECT_FALSE(all.cut);
  const Expansion one = few().beginning_with("nurs", 1);
  EXPECT_EQ(one.words.size(), 1U);
  EXPECT_TRUE(one.cut);
  EXPECT_TRUE(few().beginning_with("x", 10).words.empty());
}

TEST(Lexicon, NearnessCountsEditsAndSwaps) {
  EXPECT_EQ(edits_between("family", "famliy", 3), 1U);  // neighbours changed places
  EXPECT_EQ(edits_between("family", "famly", 3), 1U);
  EXPECT_EQ(edits_between("kitten", "sitting", 3), 3U);
  EXPECT_EQ(edits_between("kitten", "sitting", 2), 3U);  // given up
  EXPECT_EQ(edits_between("", "ab", 3), 2U);
  EXPECT_EQ(edits_between("same", "same", 0), 0U);
  EXPECT_THAT(few().near("famly", 3), ElementsAre("family"));
  EXPECT_THAT(few().near("nurce", 3), ElementsAre("nurse"));
  // As near, but the first letter is right.
  EXPECT_THAT(few().near("nurze", 1), ElementsAre("nurse"));
  EXPECT_THAT(few().near("nu", 3), IsEmpty());
  EXPECT_THAT(few().near("4thh", 3), IsEmpty());
  EXPECT_THAT(few().near(std::string(1000, 'a'), 3), IsEmpty());
}

TEST(Lexicon, ManyWordsAreLookedThroughInTime) {
  std::mt19937 random(1);
  std::vector<WordCount> words;
  for (std::uint32_t i = 0; i < 300'000; ++i) {
    std::string word;
    for (unsigned j = 0; j < 4 + random() % 8; ++j) word += static_cast<char>('a' + random() % 26);
    words.push_back({word + std::to_string(i % 7 == 0 ? i : 0).substr(0, i % 7 == 0 ? 3 : 0), i});
  }
  const Lexicon lexicon(std::move(words));
  const std::clock_t start = std::clock();  // of this process: others run beside it
  for (const char* word : {"family", "partnership", "nurse", "zzzzzz"}) (void)lexicon.near(word, 4);
  const auto each = 1'000'000 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / 4;
  RecordProperty("microseconds_each", static_cast<int>(each));
  EXPECT_LT(each, 200'000);
}

}  // namespace
}  // namespace outturn::query
