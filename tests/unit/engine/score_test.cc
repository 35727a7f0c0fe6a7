// SPDX-License-Identifier: GPL-3.0-or-later
// Scores worked out from postings against the library's own weights, and the first records of a
// ranking against all of it.
#include "server/search/match/score.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <thread>

#include "tests/unit/engine/engine_fixture.h"
#include "tests/unit/engine/random_texts.h"

namespace outturn {
namespace {

using search::Bits;
using search::Lengths;
using search::Scored;
using search::ScoredWords;
using search::Scorer;
using search::TimeLimit;
using testing::between;
using testing::chance;
using testing::Random;
using Xapian::Query;

constexpr testing::Texts kTexts{60, 2, 0.02};

std::string word(Random& random) { return testing::random_word(random, kTexts.rarest); }

ScoredWords random_ranking(Random& random) {
  ScoredWords out;
  for (int i = between(random, 1, 4); i > 0; --i) {
    search::ScoredWord one{{word(random)}, chance(random, 0.5) ? 1 : 0.25};
    while (chance(random, 0.3)) one.terms.push_back(word(random));
    std::sort(one.terms.begin(), one.terms.end());
    one.terms.erase(std::unique(one.terms.begin(), one.terms.end()), one.terms.end());
    out.words.push_back(std::move(one));
  }
  for (int i = between(random, 0, 3); i > 0; --i) {
    const std::string first = word(random);
    const std::string second = word(random);
    if (first != second) out.pairs.push_back({first, second, 2, 0.2});
  }
  return out;
}

/// The same as the library is asked for it.
Query query_of(const ScoredWords& ranking) {
  std::vector<Query> parts;
  for (const auto& one : ranking.words)
    parts.emplace_back(Query::OP_SCALE_WEIGHT,
                       one.terms.size() == 1
                           ? Query(one.terms.front())
                           : Query(Query::OP_SYNONYM, one.terms.begin(), one.terms.end()),
                       one.weight);
  for (const auto& pair : ranking.pairs) {
    const std::vector<std::string> words{pair.first, pair.second};
    parts.emplace_back(Query::OP_SCALE_WEIGHT,
                       Query(Query::OP_PHRASE, words.begin(), words.end(), 2), pair.weight);
  }
  return Query(Query::OP_OR, parts.begin(), parts.end());
}

std::map<unsigned, double> weights_by_library(const Xapian::Database& database,
                                              const Query& query) {
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BM25Weight(search::kBm25K1, 0, 1, search::kBm25B, 0));
  const Xapian::MSet found = enquire.get_mset(0, database.get_doccount());
  std::map<unsigned, double> out;
  for (auto it = found.begin(); it != found.end(); ++it) out[*it] = it.get_weight();
  return out;
}

bool before(const Scored& a, const Scored& b) {
  return a.key != b.key ? a.key < b.key : a.number < b.number;
}

TEST(Scorer, WeighsAsTheLibraryDoes) {
  std::size_t compared = 0;
  for (unsigned seed = 1; seed <= 6; ++seed) {
    Random random(seed);
    const testing::RandomBase base(seed, 1500);
    const auto database = random_texts(random, base, kTexts);
    const Lengths lengths = Lengths::read(database, base.index->slots());
    search::TermCache cache(1U << 20);
    for (int i = 0; i < 40; ++i) {
      const ScoredWords ranking = random_ranking(random);
      const auto expected = weights_by_library(database, query_of(ranking));
      const Bits records = base.random_text(random, 0.7);
      TimeLimit limit;
      Scorer scorer(database, lengths, base.index->all(), chance(random, 0.5) ? &cache : nullptr,
                    limit);
      const std::vector<Scored> words = scorer.by_words(ranking, records);
      ASSERT_EQ(words.size(), records.count());
      const auto whole = scorer.by_all(ranking, words, words.size());
      ASSERT_EQ(whole.size(), words.size());
      for (const Scored& record : whole) {
        const auto found = expected.find(record.number);
        // The library estimates how many records have one of several terms.
        ASSERT_NEAR(-record.key, found == expected.end() ? 0 : found->second, 5e-3)
            << query_of(ranking).get_description();
        ++compared;
      }
      ASSERT_TRUE(std::is_sorted(whole.begin(), whole.end(), before));
    }
  }
  EXPECT_GT(compared, 100'000U);
}

TEST(Scorer, TheFirstOnesAreTheFirstOfAll) {
  for (unsigned seed = 20; seed <= 24; ++seed) {
    Random random(seed);
    const testing::RandomBase base(seed, 800);
    const auto database = random_texts(random, base, kTexts);
    const Lengths lengths = Lengths::read(database, base.index->slots());
    for (int i = 0; i < 40; ++i) {
      const ScoredWords ranking = random_ranking(random);
      const Bits records = base.random_text(random, 0.5);
      TimeLimit limit;
      Scorer scorer(database, lengths, base.index->all(), nullptr, limit);
      const auto words = scorer.by_words(ranking, records);
      const auto all = scorer.by_all(ranking, words, words.size());
      for (const std::size_t most : {std::size_t{0}, std::size_t{1}, std::size_t{20}, all.size()}) {
        const auto first = scorer.by_all(ranking, words, most);
        ASSERT_EQ(first.size(), std::min(most, all.size()));
        for (std::size_t place = 0; place < first.size(); ++place)
          ASSERT_EQ(first[place].number, all[place].number) << place;
      }
    }
  }
}

TEST(Scorer, BlocksOfRecordsAndPhrasesMakeNoDifference) {
  // Few records with numbers far apart, more than are scored at a time.
  constexpr Xapian::docid kApart = 40;
  constexpr Xapian::docid kRecords = 2500;
  Random random(30);
  const testing::TemporaryFolder folder;
  Bits all(kApart * kRecords + 1);
  {
    Xapian::WritableDatabase texts((folder.path() / "xapian").string(), Xapian::DB_CREATE);
    for (Xapian::docid i = 1; i <= kRecords; ++i) {
      Xapian::Document document;
      for (int at = between(random, 20, 60); at > 0; --at)
        document.add_posting(word(random), static_cast<Xapian::termpos>(at));
      texts.replace_document(i * kApart, document);
      all.set(i * kApart);
    }
    texts.commit();
  }
  const Xapian::Database database((folder.path() / "xapian").string());
  const Lengths lengths = Lengths::read(database, all.size());
  const std::vector<std::string> phrase{"w1", "w0"};
  const Query together(Query::OP_PHRASE, phrase.begin(), phrase.end(), 2);
  Bits records(all.size());
  for (const auto& [number, weight] : weights_by_library(database, together)) records.set(number);
  ASSERT_GT(records.count(), 50U);
  const ScoredWords ranking{{{{"w2"}, 1}, {{"w50"}, 0.25}}, {{phrase, 0.5}}, {}, true};
  const auto expected =
      weights_by_library(database, Query(Query::OP_OR, query_of({ranking.words, {}, {}, true}),
                                         Query(Query::OP_SCALE_WEIGHT, together, 0.5)));
  TimeLimit limit;
  Scorer scorer(database, lengths, all, nullptr, limit);
  auto found = scorer.by_words(ranking, records);
  ASSERT_EQ(found.size(), records.count());
  for (const Scored& record : found)
    EXPECT_NEAR(-record.key, expected.at(record.number), 1e-9) << record.number;
  std::sort(found.begin(), found.end(), before);
  auto best = scorer.best_by_words(ranking, records, 20);
  std::sort(best.begin(), best.end(), before);
  ASSERT_EQ(best.size(), 20U);
  for (std::size_t i = 0; i < best.size(); ++i) EXPECT_EQ(best[i].number, found[i].number) << i;
}

TEST(Scorer, StopsWhenTheTimeIsUp) {
  Random random(31);
  const testing::RandomBase base(31, 500);
  const auto database = random_texts(random, base, kTexts);
  const Lengths lengths = Lengths::read(database, base.index->slots());
  TimeLimit none{std::chrono::milliseconds(0), std::chrono::milliseconds(0)};
  Scorer scorer(database, lengths, base.index->all(), nullptr, none);
  const ScoredWords ranking{{{{"w0"}, 1}}, {}, {{"w0", "w1", 2, 0.2}}, true};
  const auto found = scorer.by_all(ranking, scorer.by_words(ranking, base.index->all()), 10);
  ASSERT_EQ(found.size(), 10U);
  for (const Scored& record : found) EXPECT_EQ(record.key, 0);
  EXPECT_TRUE(none.was_up());
}

TEST(Scorer, ThreadsThatShareWhatIsRememberedAgree) {
  Random random(40);
  const testing::RandomBase base(40, 1500);
  random_texts(random, base, kTexts);
  const std::string folder = (base.folder.path() / "xapian").string();
  const Lengths lengths = Lengths::read(Xapian::Database(folder), base.index->slots());
  search::TermCache cache(1U << 16);  // so small that terms are forgotten all the time
  std::vector<ScoredWords> rankings;
  for (int i = 0; i < 20; ++i) rankings.push_back(random_ranking(random));
  const auto ask = [&](search::TermCache* terms) {
    const Xapian::Database database(folder);
    std::vector<std::uint32_t> out;
    for (const ScoredWords& ranking : rankings) {
      TimeLimit limit;
      Scorer scorer(database, lengths, base.index->all(), terms, limit);
      for (const Scored& one :
           scorer.by_all(ranking, scorer.by_words(ranking, base.index->all()), 30))
        out.push_back(one.number);
    }
    return out;
  };
  const auto expected = ask(nullptr);
  std::vector<std::vector<std::uint32_t>> found(4);
  {
    std::vector<std::jthread> threads;
    for (auto& one : found) threads.emplace_back([&] { one = ask(&cache); });
  }
  for (const auto& one : found) EXPECT_EQ(one, expected);
}

}  // namespace
}  // namespace outturn
