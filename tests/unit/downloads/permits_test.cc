// SPDX-License-Identifier: GPL-3.0-or-later
// Permits: never more than there are, and each comes back.
#include "server/downloads/permits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <vector>

namespace outturn::downloads {
namespace {

TEST(Permits, AreBoundedAndComeBack) {
  Permits permits(2);
  auto first = permits.take();
  auto second = permits.take();
  EXPECT_NE(first, nullptr);
  EXPECT_NE(second, nullptr);
  EXPECT_EQ(permits.take(), nullptr);
  auto copy = first;
  first.reset();
  EXPECT_EQ(permits.take(), nullptr) << "a copy holds it too";
  copy.reset();
  EXPECT_NE(permits.take(), nullptr);
}

TEST(Permits, MayOutliveWhoGaveThem) {
  std::shared_ptr<const void> held;
  {
    Permits permits(1);
    held = permits.take();
  }
  held.reset();
}

TEST(Permits, ManyThreadsNeverHoldTooMany) {
  Permits permits(3);
  std::atomic<int> held{0};
  std::atomic<int> most{0};
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      for (int round = 0; round < 2000; ++round) {
        const auto permit = permits.take();
        if (permit == nullptr) continue;
        const int now = ++held;
        for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
        }
        --held;
      }
    });
  threads.clear();
  EXPECT_LE(most, 3);
  EXPECT_GE(most, 1);
  std::vector<std::shared_ptr<const void>> all{permits.take(), permits.take(), permits.take()};
  EXPECT_EQ(std::count(all.begin(), all.end(), nullptr), 0);
}

}  // namespace
}  // namespace outturn::downloads
