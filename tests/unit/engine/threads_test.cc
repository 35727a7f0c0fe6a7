// SPDX-License-Identifier: GPL-3.0-or-later
// 32 threads ask while generations swap: every answer is that of the generation it was asked of.
// Made for the thread sanitizer.
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "server/search/match/match_engine.h"
#include "server/search/match/order.h"
#include "tests/unit/engine/engine_fixture.h"

namespace outturn {
namespace {

struct Served {
  std::shared_ptr<const search::MatchEngine> engine;
  const std::vector<std::size_t>* totals;  ///< by question
};

TEST(EngineThreads, ThirtyTwoThreadsAskWhileGenerationsSwap) {
  constexpr unsigned kQuestions = 24;
  constexpr unsigned kThreads = 32;
  const testing::RandomBase first(1, 200);
  const testing::RandomBase second(2, 250);
  testing::Random random(3);
  std::vector<search::FilterSet> questions;
  for (unsigned i = 0; i < kQuestions; ++i)
    questions.push_back(testing::random_filters(random, i % 4));
  const auto totals_of = [&](const testing::RandomBase& base) {
    std::vector<std::size_t> totals;
    for (const auto& question : questions)
      totals.push_back(search::match(*base.index, nullptr, question).counts.total);
    return totals;
  };
  const auto first_totals = totals_of(first);
  const auto second_totals = totals_of(second);
  // Small caches, so that they forget all the time.
  const search::MatchEngineLimits limits{20000, 20000, 60000};
  const auto served = [&](bool swap) {
    const auto& base = swap ? second : first;
    return std::make_shared<const Served>(
        Served{std::make_shared<const search::MatchEngine>(base.index, limits),
               swap ? &second_totals : &first_totals});
  };

  std::mutex mutex;
  std::shared_ptr<const Served> current = served(false);
  std::atomic<bool> done{false};
  std::atomic<std::size_t> wrong{0};
  std::atomic<std::size_t> asked{0};
  std::vector<std::thread> threads;
  for (unsigned thread = 0; thread < kThreads; ++thread)
    threads.emplace_back([&, thread] {
      for (unsigned i = thread; !done; ++i) {
        const auto mine = [&] {
          const std::lock_guard lock(mutex);
          return current;
        }();
        const unsigned question = i % kQuestions;
        const auto answer = mine->engine->match({}, questions[question]);
        const auto page = ordered(mine->engine->index(), answer->records, questions[question],
                                  search::Order::kRatio, {});
        wrong += answer->counts.total != (*mine->totals)[question];
        wrong += page.records.size() > answer->counts.total;
        ++asked;
      }
    });
  for (int swap = 1; swap <= 40; ++swap) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    const std::lock_guard lock(mutex);
    current = served(swap % 2 == 1);
  }
  done = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0U);
  EXPECT_GT(asked, kThreads);
}

TEST(EngineThreads, ARememberedAnswerIsTheOneWorkedOut) {
  const testing::RandomBase base(4, 150);
  const search::MatchEngine engine(base.index);
  testing::Random random(5);
  for (int i = 0; i < 200; ++i) {
    const auto filters = testing::random_filters(random, 3);
    const auto text = std::make_shared<const search::Bits>(base.random_text(random, 0.5));
    const search::TextSet words{text, "text-" + std::to_string(i), false};
    const auto fresh = search::match(*base.index, text.get(), filters);
    for (int again = 0; again < 2; ++again) {
      const auto answer = engine.match(words, filters);
      ASSERT_EQ(answer->records, fresh.records);
      for (std::size_t filter = 0; filter < index::kFilterCount; ++filter) {
        ASSERT_EQ(answer->counts.splits[filter].options, fresh.counts.splits[filter].options);
        ASSERT_EQ(answer->counts.histograms[filter], fresh.counts.histograms[filter]);
      }
      ASSERT_EQ(answer->counts.without, fresh.counts.without);
    }
    ASSERT_EQ(engine.match(words, filters), engine.match(words, filters));  // one and the same
  }
  EXPECT_LE(engine.cache_bytes(), std::size_t{80} << 20);
}

}  // namespace
}  // namespace outturn
