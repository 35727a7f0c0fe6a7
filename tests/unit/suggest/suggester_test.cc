// SPDX-License-Identifier: GPL-3.0-or-later
// The thread that gathers names: asked while it works, ended while it works, failing.
#include "server/search/suggester.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <stdexcept>
#include <thread>
#include <vector>

namespace outturn::search {
namespace {

query::Suggestions one_name() {
  query::Suggestions::Builder builder;
  builder.add({query::SuggestionKind::kPlace, "Leeds", "", "", 1});
  return builder.finish();
}

TEST(Suggester, OffersNothingUntilItIsMade) {
  std::latch go(1);
  Suggester suggester([&](const std::stop_token&) {
    go.wait();
    return one_name();
  });
  EXPECT_EQ(suggester.made(), nullptr);
  go.count_down();
  while (suggester.made() == nullptr) std::this_thread::yield();
  EXPECT_EQ(suggester.made()->offer("le", 8).size(), 1U);
}

TEST(Suggester, EndsWhileItWorks) {
  std::latch begun(1);
  std::atomic<bool> ended = false;
  {
    const Suggester suggester([&](const std::stop_token& stop) {
      begun.count_down();
      while (!stop.stop_requested()) std::this_thread::yield();
      ended = true;
      return one_name();
    });
    begun.wait();
  }
  EXPECT_TRUE(ended) << "what it uses may be gone now";
}

TEST(Suggester, AFailureOffersNothing) {
  std::latch thrown(1);
  const Suggester suggester([&](const std::stop_token&) -> query::Suggestions {
    thrown.count_down();
    throw std::runtime_error("the store is gone");
  });
  thrown.wait();
  for (int i = 0; i < 100; ++i) EXPECT_EQ(suggester.made(), nullptr);
}

TEST(Suggester, ManyThreadsMayAskMeanwhile) {
  Suggester suggester([](const std::stop_token&) { return one_name(); });
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      for (;;)
        if (const auto made = suggester.made()) {
          EXPECT_EQ(made->offer("l", 8).size(), 1U);
          return;
        }
    });
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace outturn::search
