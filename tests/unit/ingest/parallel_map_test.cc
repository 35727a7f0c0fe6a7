// SPDX-License-Identifier: GPL-3.0-or-later
// The parallel map: order, bound, errors and exceptions. Run it with the tsan preset too.
#include "indexer/running/parallel_map.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace outturn::ingest {
namespace {

using base::Result;

TEST(ParallelMap, KeepsTheOrderWhateverTakesLongest) {
  std::vector<int> out;
  ParallelMap<int, int> map(
      {.threads = 4, .ahead = 16},
      [](int item) {
        if (item % 7 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
        return item * 2;
      },
      [&](int result) -> Result<void> {
        out.push_back(result);
        return {};
      });
  for (int i = 0; i < 500; ++i) ASSERT_TRUE(map.push(i));
  ASSERT_TRUE(map.finish());
  ASSERT_EQ(out.size(), 500U);
  for (std::size_t i = 0; i < out.size(); ++i) EXPECT_EQ(out[i], static_cast<int>(2 * i));
}

TEST(ParallelMap, HasNoMoreUnderWayThanIsAllowed) {
  std::atomic<int> under_way{0};
  int most = 0;
  ParallelMap<int, int> map(
      {.threads = 3, .ahead = 5}, [&](int item) { return item; },
      [&](int) -> Result<void> {
        --under_way;
        return {};
      });
  for (int i = 0; i < 200; ++i) {
    ASSERT_TRUE(map.push(i));
    most = std::max(most, ++under_way);
  }
  ASSERT_TRUE(map.finish());
  EXPECT_EQ(under_way, 0);
  EXPECT_LE(most, 5);
  EXPECT_GE(most, 1);
}

TEST(ParallelMap, TakesThingsThatCanOnlyBeMoved) {
  int sum = 0;
  ParallelMap<std::unique_ptr<int>, std::unique_ptr<int>> map(
      {.threads = 2, .ahead = 2}, [](std::unique_ptr<int> item) { return item; },
      [&](std::unique_ptr<int> result) -> Result<void> {
        sum += *result;
        return {};
      });
  for (int i = 1; i <= 10; ++i) ASSERT_TRUE(map.push(std::make_unique<int>(i)));
  ASSERT_TRUE(map.finish());
  EXPECT_EQ(sum, 55);
}

TEST(ParallelMap, EndsAtTheFirstErrorAndGivesItAgain) {
  int consumed = 0;
  ParallelMap<int, int> map(
      {.threads = 2, .ahead = 4}, [](int item) { return item; },
      [&](int result) -> Result<void> {
        ++consumed;
        if (result == 3) return base::fail(base::Code::kUnwritable, "full");
        return {};
      });
  Result<void> pushed;
  for (int i = 0; i < 100 && pushed; ++i) pushed = map.push(i);
  ASSERT_FALSE(pushed);
  EXPECT_EQ(pushed.error().message, "full");
  EXPECT_EQ(consumed, 4);
  EXPECT_EQ(map.push(7).error().message, "full");
  EXPECT_EQ(map.finish().error().message, "full");
  EXPECT_EQ(consumed, 4);
}

TEST(ParallelMap, HandsExceptionsToTheCaller) {
  ParallelMap<int, int> map(
      {.threads = 2, .ahead = 8},
      [](int item) {
        if (item == 2) throw std::runtime_error("odd");
        return item;
      },
      [](int) -> Result<void> { return {}; });
  const auto run = [&] {
    for (int i = 0; i < 50; ++i) static_cast<void>(map.push(i));
    static_cast<void>(map.finish());
  };
  EXPECT_THROW(run(), std::runtime_error);
}

TEST(ParallelMap, CanBeLeftInTheMiddle) {
  std::atomic<int> done{0};
  {
    ParallelMap<int, int> map(
        {.threads = 2, .ahead = 64},
        [&](int item) {
          std::this_thread::sleep_for(std::chrono::milliseconds(1));
          ++done;
          return item;
        },
        [](int) -> Result<void> { return {}; });
    for (int i = 0; i < 60; ++i) ASSERT_TRUE(map.push(i));
  }
  EXPECT_LT(done, 60);  // what was waiting was dropped
}

}  // namespace
}  // namespace outturn::ingest
