// SPDX-License-Identifier: GPL-3.0-or-later
// How many long downloads may be under way at once. A permit is given back when its last owner
// goes: when the download has ended, or the client has left.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

namespace outturn::downloads {

/// Safe from any thread. Permits may outlive it.
class Permits {
 public:
  explicit Permits(std::size_t most) : left_(std::make_shared<std::atomic<std::size_t>>(most)) {}

  /// Null where all are taken.
  std::shared_ptr<const void> take() {
    std::size_t left = left_->load();
    while (left > 0)
      if (left_->compare_exchange_weak(left, left - 1))
        return {left_.get(), [held = left_](const void*) { ++*held; }};
    return nullptr;
  }

 private:
  std::shared_ptr<std::atomic<std::size_t>> left_;
};

}  // namespace outturn::downloads
