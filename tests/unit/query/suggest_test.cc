// SPDX-License-Identifier: GPL-3.0-or-later
// What is offered while a person types, and how fast.
#include "server/search/query/suggest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "tests/unit/query/corpus_index.h"

namespace outturn::query {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Suggestions& corpus() {
  static const Suggestions built = [] {
    Suggestions::Builder builder;
    for (const auto& record : corpus_index().records()) builder.add(record);
    builder.add(corpus_index().lexicon());
    return builder.finish();
  }();
  return built;
}

TEST(Suggest, ANameIsFoundByTheStartOfAnyOfItsWords) {
  for (const char* typed : {"family n", "FAMILY NURSE", "nurse par", "partnersh", "  nurse  part"})
    EXPECT_THAT(corpus().offer(typed, 8),
                Contains(Field(&Suggestion::text, "Family Nurse Partnership")))
        << typed;
  EXPECT_THAT(corpus().offer("urse par", 8), IsEmpty());
}

TEST(Suggest, OutcomesAreFoundByTheirSynonymsToo) {
  const auto offered = corpus().offer("delinq", 8);
  ASSERT_FALSE(offered.empty());
  EXPECT_EQ(offered[0].kind, SuggestionKind::kOutcome);
  EXPECT_EQ(offered[0].text, "Crime");
  EXPECT_EQ(offered[0].id, "crime");
  EXPECT_GT(offered[0].records, 1U);
}

TEST(Suggest, ProgrammesOutcomesPlacesThenWords) {
  for (const char* typed : {"s", "co", "b", "ma"}) {
    const auto offered = corpus().offer(typed, 8);
    EXPECT_THAT(offered, SizeIs(8)) << typed;
    EXPECT_TRUE(std::is_sorted(offered.begin(), offered.end(), [](const auto& a, const auto& b) {
      return a.kind < b.kind;
    })) << typed;
    const auto programmes = std::count_if(offered.begin(), offered.end(), [](const auto& one) {
      return one.kind == SuggestionKind::kProgramme;
    });
    EXPECT_LE(programmes, 4) << typed;
    std::set<std::pair<SuggestionKind, std::string>> once;
    for (const auto& one : offered) EXPECT_TRUE(once.emplace(one.kind, one.text).second);
  }
}

TEST(Suggest, OddTextOffersNothingAndFailsNothing) {
  for (const std::string typed : {"", " ", "...", "\"", "(", "\xff\xfe", "zzzzzz", "'"})
    EXPECT_THAT(corpus().offer(typed, 8), IsEmpty()) << typed;
  EXPECT_THAT(corpus().offer(std::string(100'000, 'a'), 8), IsEmpty());
  EXPECT_THAT(corpus().offer("nurse", 0), IsEmpty());
  EXPECT_THAT(corpus().offer("nurse", 1), SizeIs(1));
}

/// As many names as are ever kept, with few first letters.
TEST(Suggest, ManyNamesAreOfferedInTimeAndInBoundedMemory) {
  std::mt19937 random(7);
  const auto word = [&] {
    std::string out;
    for (unsigned i = 0; i < 3 + random() % 7; ++i) out += static_cast<char>('a' + random() % 8);
    return out;
  };
  Suggestions::Builder builder;
  evidence::Record record = corpus_index().records().front();
  record.places.clear();
  for (std::size_t i = 0; i < kMostSuggestions + 1000; ++i) {
    record.programme = evidence::Programme{word() + " " + word() + " " + word(), {}, {}};
    builder.add(record);
  }
  const Suggestions many = builder.finish();
  EXPECT_LE(many.size(), kMostSuggestions + 100);
  EXPECT_LT(many.memory(), 50'000'000U);
  RecordProperty("bytes", static_cast<int>(many.memory()));
  std::vector<long> took;
  for (int i = 0; i < 100; ++i) {
    const std::string typed = word().substr(0, 1 + static_cast<std::size_t>(i) % 4);
    const auto start = std::chrono::steady_clock::now();
    (void)many.offer(typed, 8);
    took.push_back(std::chrono::duration_cast<std::chrono::microseconds>(
                       std::chrono::steady_clock::now() - start)
                       .count());
  }
  std::sort(took.begin(), took.end());
  RecordProperty("microseconds_median", static_cast<int>(took[50]));
  RecordProperty("microseconds_worst", static_cast<int>(took.back()));
  EXPECT_LE(took[95], 30'000);
}

}  // namespace
}  // namespace outturn::query
