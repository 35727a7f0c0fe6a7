// SPDX-License-Identifier: GPL-3.0-or-later
// What is offered for a typed beginning, in which order, and how fast.
#include "server/search/query/suggest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <set>

#include "tests/unit/suggest/corpus_names.h"

namespace outturn::query {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

TEST(Suggest, ANameIsFoundByTheStartOfAnyOfItsWords) {
  for (const char* typed : {"family n", "FAMILY NURSE", "nurse par", "partnersh", "  nurse  part",
                            "\"family nurse", "nurse-par"})
    EXPECT_THAT(corpus_names().offer(typed, 8),
                Contains(Field(&Suggestion::text, "Family Nurse Partnership")))
        << typed;
  EXPECT_THAT(corpus_names().offer("urse par", 8),
              Each(Field(&Suggestion::kind, SuggestionKind::kWord)));
}

TEST(Suggest, AProgrammeIsFoundByItsOtherNames) {
  const auto offered = corpus_names().offer("fnp", 8);
  ASSERT_FALSE(offered.empty());
  EXPECT_EQ(offered[0].kind, SuggestionKind::kProgramme);
  EXPECT_EQ(offered[0].text, "Family Nurse Partnership");
  EXPECT_EQ(offered[0].as, "FNP");
  EXPECT_EQ(corpus_names().offer("family nurse p", 8)[0].as, "");
}

TEST(Suggest, OutcomesAreFoundByTheirSynonymsToo) {
  const auto offered = corpus_names().offer("delinq", 8);
  ASSERT_FALSE(offered.empty());
  EXPECT_EQ(offered[0].kind, SuggestionKind::kOutcome);
  EXPECT_EQ(offered[0].text, "Crime");
  EXPECT_EQ(offered[0].id, "crime");
  EXPECT_FALSE(offered[0].as.empty());
  EXPECT_GT(offered[0].records, 1U);
}

TEST(Suggest, ProgrammesOutcomesPlacesThenWords) {
  for (const char* typed : {"s", "co", "b", "ma"}) {
    const auto offered = corpus_names().offer(typed, 8);
    EXPECT_THAT(offered, SizeIs(8)) << typed;
    EXPECT_TRUE(std::is_sorted(offered.begin(), offered.end(), [](const auto& a, const auto& b) {
      return a.kind < b.kind;
    })) << typed;
    const auto programmes = std::count_if(offered.begin(), offered.end(), [](const auto& one) {
      return one.kind == SuggestionKind::kProgramme;
    });
    EXPECT_LE(programmes, 4) << typed;
    std::set<SuggestionKind> kinds;
    for (const auto& one : offered) kinds.insert(one.kind);
    EXPECT_THAT(kinds, SizeIs(4)) << typed << ": each kind that has something is there";
    std::set<std::pair<SuggestionKind, std::string>> once;
    for (const auto& one : offered) EXPECT_TRUE(once.emplace(one.kind, one.text).second);
  }
}

TEST(Suggest, WhatIsTypedInFullComesFirst) {
  Suggestions::Builder builder;
  builder.add({SuggestionKind::kOutcome, "Crime and safety", "crime_safety", "", 15});
  builder.add({SuggestionKind::kOutcome, "Crime", "crime", "", 13});
  const Suggestions made = builder.finish();
  EXPECT_EQ(made.offer("crim", 8)[0].id, "crime_safety");
  EXPECT_EQ(made.offer("crime", 8)[0].id, "crime");
  EXPECT_THAT(made.offer("crime", 8), SizeIs(2));
}

TEST(Suggest, WordsCompleteTheLastWordOfTheText) {
  for (const char* typed : {"home nurs", "title:nurs", "-nurs", "(family OR nurs", "\"home nurs"})
    EXPECT_THAT(corpus_names().offer(typed, 8), Contains(Field(&Suggestion::text, "nurse")))
        << typed;
  EXPECT_THAT(corpus_names().offer("home nurse", 8),
              Not(Contains(Field(&Suggestion::text, "nurse"))));
  EXPECT_THAT(corpus_names().offer("zzz ", 8), IsEmpty());
  EXPECT_EQ(last_word("home nurs"), "nurs");
  EXPECT_EQ(last_word("title:nurs"), "nurs");
  EXPECT_EQ(last_word("home "), "");
  EXPECT_EQ(last_word(""), "");
}

TEST(Suggest, MarksAndLettersOfAnyKindAreCompared) {
  Suggestions::Builder builder;
  builder.add({SuggestionKind::kProgramme, "Children\u2019s Caf\u00e9 \u2013 Leeds", "", "", 3});
  builder.add({SuggestionKind::kProgramme, "\u05e2\u05d1\u05e8\u05d9\u05ea", "", "", 2});
  const Suggestions made = builder.finish();
  for (const char* typed : {"childrens", "children's c", "caf\u00e9 leeds", "caf\u00e9 \u2013 le"})
    EXPECT_THAT(made.offer(typed, 8), SizeIs(1)) << typed;
  EXPECT_THAT(made.offer("\u05e2\u05d1", 8), SizeIs(1));
}

TEST(Suggest, OddTextOffersNothingAndFailsNothing) {
  for (const std::string typed : {"", " ", "...", "\"", "(", "\xff\xfe", "zzzzzz", "'", "\u2019",
                                  "\u202e", "\xe2\x80", "\xc2"})
    EXPECT_THAT(corpus_names().offer(typed, 8), IsEmpty()) << typed;
  EXPECT_THAT(corpus_names().offer(std::string("nurse\0par", 9), 8),
              Contains(Field(&Suggestion::text, "Family Nurse Partnership")))
      << "a control is a space";
  EXPECT_THAT(corpus_names().offer(std::string(100'000, 'a'), 8), IsEmpty());
  EXPECT_THAT(corpus_names().offer("nurse", 0), IsEmpty());
  EXPECT_THAT(corpus_names().offer("nurs", 1), SizeIs(1));
  EXPECT_THAT(Suggestions().offer("nurse", 8), IsEmpty());
}

TEST(Suggest, TheSameNameTwiceIsOfferedOnceWithTheGreaterNumber) {
  Suggestions::Builder builder;
  for (const std::uint32_t records : {2U, 9U, 5U})
    builder.add({SuggestionKind::kPlace, "Leeds", "", "", records});
  builder.add({SuggestionKind::kPlace, "Leeds", "", "Leodis", 9});
  const Suggestions made = builder.finish();
  ASSERT_THAT(made.offer("le", 8), SizeIs(1));
  EXPECT_EQ(made.offer("le", 8)[0].records, 9U);
  EXPECT_EQ(made.offer("le", 8)[0].as, "") << "by its own name, where both fit";
  EXPECT_EQ(made.size(), 2U);
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
  for (std::size_t i = 0; i < kMostSuggestions + 1000; ++i) {
    std::string name;
    for (int k = 0; k < 10; ++k) name += (k == 0 ? "" : " ") + word();
    builder.add({SuggestionKind::kProgramme, name, {}, {}, static_cast<std::uint32_t>(random())});
  }
  const Suggestions many = builder.finish();
  EXPECT_LE(many.size(), kMostSuggestions);
  EXPECT_GT(many.size(), kMostSuggestions / 2);
  EXPECT_LT(many.memory(), 30'000'000U);
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
