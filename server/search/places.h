// SPDX-License-Identifier: GPL-3.0-or-later
// Places that are waited for. A mutex and a condition, for std::counting_semaphore of libstdc++ 12
// can put a thread to sleep just after the place it waits for was given back, and wake nobody.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace outturn::search {

/// Safe from any thread. Outlives whoever holds a place.
class Places {
 public:
  explicit Places(std::size_t count) : free_(count) {}

  /// Waits until a place is free.
  void take() {
    std::unique_lock lock(mutex_);
    given_back_.wait(lock, [this] { return free_ > 0; });
    --free_;
  }
  void give_back() {
    {
      const std::lock_guard lock(mutex_);
      ++free_;
    }
    given_back_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable given_back_;
  std::size_t free_;  // guarded by mutex_
};

}  // namespace outturn::search
