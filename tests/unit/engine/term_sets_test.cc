// SPDX-License-Identifier: GPL-3.0-or-later
// Random queries of every operator against the library's own match, ranked pages against its own
// order, and what happens when the time is up.
#include "server/search/match/term_sets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "server/search/match/match_engine.h"
#include "server/search/match/ranked.h"
#include "tests/unit/engine/engine_fixture.h"
#include "tests/unit/engine/random_texts.h"

namespace outturn {
namespace {

using search::Bits;
using search::Grouping;
using search::TermSets;
using search::TimeLimit;
using testing::between;
using testing::chance;
using testing::Random;
using Xapian::Query;

constexpr testing::Texts kTexts{25, 3};

std::string word(Random& random) { return testing::random_word(random, kTexts.rarest); }

/// Plain: no phrases, synonyms or wildcards, which the library may weigh differently from match to
/// match.
enum class Operators { kAll, kPlain };

Query random_query(Random& random, int depth, Operators operators = Operators::kAll) {
  if (depth == 0 || chance(random, 0.3)) return Query(word(random));
  const auto part = [&] { return random_query(random, depth - 1, operators); };
  const auto words = [&] {
    std::vector<std::string> out;
    for (int i = between(random, 2, 3); i > 0; --i) out.push_back(word(random));
    return out;
  };
  int kind = between(random, 0, 12);
  if (operators == Operators::kPlain && (kind == 7 || kind == 8 || kind == 10 || kind == 11))
    kind = 0;
  switch (kind) {
    case 0:
    case 1:
      return Query(Query::OP_AND, part(), part());
    case 2:
    case 3:
      return Query(Query::OP_OR, part(), part());
    case 4:
      return Query(Query::OP_AND_NOT, part(), part());
    case 5:
      return Query(Query::OP_AND_MAYBE, part(), part());
    case 6:
      return Query(Query::OP_FILTER, part(), part());
    case 7: {
      const auto list = words();
      return Query(Query::OP_PHRASE, list.begin(), list.end());
    }
    case 8: {
      const auto list = words();
      return Query(Query::OP_NEAR, list.begin(), list.end(), 5);
    }
    case 9:
      return Query(Query::OP_SCALE_WEIGHT, part(), 0.5);
    case 10: {
      const auto list = words();
      return Query(Query::OP_SYNONYM, list.begin(), list.end());
    }
    case 11:
      return Query(Query::OP_WILDCARD, "w1");
    default:
      return Query(Query::OP_XOR, part(), part());
  }
}

/// What the library says, by itself.
std::vector<unsigned> by_library(const Xapian::Database& database, const Query& query) {
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  const Xapian::MSet found = enquire.get_mset(0, database.get_doccount());
  std::vector<unsigned> out;
  for (auto it = found.begin(); it != found.end(); ++it) out.push_back(*it);
  return out;
}

std::vector<unsigned> numbers_of(const testing::RandomBase& base) {
  std::vector<unsigned> out;
  for (const auto& record : base.plain) out.push_back(record.number);
  return out;
}

TEST(TermSets, EveryQueryMatchesWhatTheLibraryMatches) {
  std::size_t above_zero = 0;
  for (unsigned seed = 1; seed <= 10; ++seed) {
    Random random(seed);
    const testing::RandomBase base(seed, 80);
    const auto database = random_texts(random, base, kTexts);
    search::TermCache cache(1U << 20);
    for (int i = 0; i < 300; ++i) {
      const Query query = random_query(random, 4);
      TimeLimit limit;
      TermSets sets(database, base.index->all(), &cache, limit);
      const Bits found = sets.matching(query);
      Bits expected(base.index->slots());
      for (const unsigned number : by_library(database, query)) expected.set(number);
      ASSERT_EQ(found, expected) << query.get_description();
      above_zero += !found.none();
    }
  }
  EXPECT_GT(above_zero, 1000U);
}

TEST(TermSets, AnEmptyQueryMatchesNothingAndAnUnknownTermToo) {
  Random random(1);
  const testing::RandomBase base(1, 10);
  const auto database = random_texts(random, base, kTexts);
  TimeLimit limit;
  TermSets sets(database, base.index->all(), nullptr, limit);
  EXPECT_TRUE(sets.matching(Query()).none());
  EXPECT_TRUE(sets.matching(Query("nowhere")).none());
  EXPECT_EQ(sets.matching(Query(Query::OP_OR, Query::MatchAll, Query("w1"))), base.index->all());
}

TEST(TermSets, WeighingKeepsRecordsWhoseWordsWeighEnough) {
  Random random(2);
  const testing::RandomBase base(2, 100);
  const auto database = random_texts(random, base, kTexts);
  TimeLimit limit;
  search::TermCache cache(1U << 20);  // keeps the sets alive
  TermSets sets(database, base.index->all(), &cache, limit);
  const std::vector<std::pair<std::string, double>> terms{{"w3", 1.1}, {"w9", 2.3}, {"w14", 3.7}};
  std::vector<search::WeightedSet> weighed;
  for (const auto& [term, adds] : terms) weighed.emplace_back(sets.with_term(term).get(), adds);
  const Bits found = search::weighing(weighed, 0.6 * 7.1, base.index->all());
  for (const unsigned number : numbers_of(base)) {
    double weight = 0;
    for (const auto& [term, adds] : terms)
      if (sets.with_term(term)->test(number)) weight += adds;
    EXPECT_EQ(found.test(number), weight >= 0.6 * 7.1) << number;
  }
}

TEST(TermSets, WeighsSetsOfAnySize) {
  Random random(8);
  for (const std::size_t size : {1U, 64U, 16'384U, 16'385U, 50'001U}) {
    Bits all(size);
    std::vector<Bits> sets(3, all);
    for (std::size_t number = 0; number < size; ++number) {
      if (chance(random, 0.9)) all.set(number);
      for (Bits& set : sets)
        if (chance(random, 0.4)) set.set(number);
    }
    const Bits found =
        search::weighing({{&sets[0], 1.0}, {&sets[1], 2.0}, {&sets[2], 0.5}}, 1.5, all);
    for (std::size_t number = 0; number < size; ++number) {
      const double weight =
          1.0 * sets[0].test(number) + 2.0 * sets[1].test(number) + 0.5 * sets[2].test(number);
      ASSERT_EQ(found.test(number), all.test(number) && weight >= 1.5) << number << " of " << size;
    }
  }
}

TEST(TermSets, BracketsInBracketsWithoutEndAreAnswered) {
  Random random(3);
  const testing::RandomBase base(3, 50);
  const auto database = random_texts(random, base, kTexts);
  Query query("w0");
  for (int i = 0; i < 2000; ++i)
    query = Query(i % 2 == 0 ? Query::OP_AND : Query::OP_OR, query, Query(word(random)));
  TimeLimit limit;
  TermSets sets(database, base.index->all(), nullptr, limit);
  Bits expected(base.index->slots());
  for (const unsigned number : by_library(database, query)) expected.set(number);
  EXPECT_EQ(sets.matching(query), expected);
}

TEST(TermSets, WhatIsCutShortSaysSoAndIsNotRemembered) {
  Random random(4);
  const testing::RandomBase base(4, 500);
  const auto database = random_texts(random, base, kTexts);
  const search::MatchEngine engine(base.index);
  const Query query(Query::OP_OR, Query("w0"), Query("w1"));
  const auto ask = [&](TimeLimit& limit) {
    return TermSets(database, base.index->all(), &engine.terms(), limit).matching(query);
  };
  TimeLimit none_left(std::chrono::milliseconds(0), std::chrono::milliseconds(0));
  const Bits cut = ask(none_left);
  EXPECT_TRUE(none_left.was_up());
  EXPECT_EQ(engine.cache_bytes(), 0U);
  TimeLimit enough;
  const Bits whole = ask(enough);
  EXPECT_FALSE(enough.was_up());
  EXPECT_GT(engine.cache_bytes(), 0U);
  EXPECT_GT(whole.count(), cut.count());
  TermSets fresh(database, base.index->all(), nullptr, enough);
  EXPECT_EQ(fresh.with_term("w0")->count(), database.get_termfreq("w0"));
  EXPECT_EQ(whole, fresh.matching(query));
}

TEST(Ranked, PagesToTheLastRecordHoldEachOnceInTheLibrarysOrder) {
  const Xapian::BM25Weight scheme(1.2, 0, 1, 0.75, 0);
  for (unsigned seed = 1; seed <= 8; ++seed) {
    Random random(seed + 50);
    const testing::RandomBase base(seed + 50, 1500);
    const auto database = random_texts(random, base, kTexts);
    for (int i = 0; i < 6; ++i) {
      const Operators operators = i % 2 == 0 ? Operators::kPlain : Operators::kAll;
      const Query query(Query::OP_OR, Query(word(random)), random_query(random, 2, operators));
      TimeLimit limit;
      TermSets sets(database, base.index->all(), nullptr, limit);
      const Bits text = sets.matching(query);
      const Bits kept = [&] {
        Bits out = base.random_text(random, 0.6);
        return out &= text;
      }();
      Xapian::Enquire enquire(database);
      enquire.set_query(query);
      enquire.set_weighting_scheme(scheme);
      std::vector<unsigned> expected;
      const auto all = enquire.get_mset(0, database.get_doccount());
      for (auto it = all.begin(); it != all.end(); ++it)
        if (kept.test(*it)) expected.push_back(*it);

      const search::Relevance relevance{database, query, query, scheme};
      std::vector<unsigned> paged;
      search::Paging paging{.limit = 37, .offset = 0};
      for (;;) {
        const auto page = ranked(relevance, *base.index, kept, search::Within::kPart, paging,
                                 Grouping::kNone, limit);
        for (const auto& placed : page.records) paged.push_back(placed.number);
        if (!page.more) break;
        paging.offset += paging.limit;
      }
      if (operators == Operators::kAll) {  // the library itself is of two minds
        std::sort(paged.begin(), paged.end());
        std::sort(expected.begin(), expected.end());
      }
      ASSERT_EQ(paged, expected) << query.get_description();
    }
  }
}

TEST(Ranked, ByProgrammeEachComesOnce) {
  Random random(60);
  const testing::RandomBase base(60, 200);
  const auto database = random_texts(random, base, kTexts);
  const Xapian::BM25Weight scheme;
  const Query query(Query::OP_OR, Query("w0"), Query("w5"));
  TimeLimit limit;
  TermSets sets(database, base.index->all(), nullptr, limit);
  const Bits text = sets.matching(query);
  const auto page =
      ranked({database, query, query, scheme}, *base.index, text, search::Within::kWhole,
             {.limit = 1000, .offset = 0}, Grouping::kProgramme, limit);
  std::map<unsigned, std::string> programme;
  for (const auto& record : base.plain) programme[record.number] = record.programme;
  std::set<std::string> seen;
  std::size_t members = 0;
  for (const auto& placed : page.records) {
    members += placed.in_group;
    if (programme[placed.number].empty()) continue;
    EXPECT_TRUE(seen.insert(programme[placed.number]).second);
  }
  EXPECT_EQ(members, text.count());
  EXPECT_EQ(seen.size(), 5U);
}

TEST(BoundedCache, ForgetsWhatWasNotAskedForLongest) {
  search::BoundedCache<int> cache(16000);
  const auto put = [&](const std::string& key) {
    cache.keep(key, std::make_shared<const int>(1), 1500);
  };
  for (const char* key : {"a", "b", "c", "d", "e", "f", "g", "h"}) put(key);
  EXPECT_NE(cache.find("a"), nullptr);
  for (const char* key : {"i", "j", "k"}) put(key);
  EXPECT_NE(cache.find("a"), nullptr);
  EXPECT_EQ(cache.find("b"), nullptr);
  EXPECT_LE(cache.bytes(), 16000U);
  cache.keep("huge", std::make_shared<const int>(2), 15000);
  EXPECT_EQ(cache.find("huge"), nullptr);
}

}  // namespace
}  // namespace outturn
