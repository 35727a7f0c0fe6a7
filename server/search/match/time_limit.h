// SPDX-License-Identifier: GPL-3.0-or-later
// How long a question may take. What is cut short says so: a set it was made for may then hold too
// few or too many records.
#pragma once

#include <chrono>

namespace outturn::search {

class TimeLimit {
 public:
  using Clock = std::chrono::steady_clock;

  TimeLimit() = default;  ///< no limit
  explicit TimeLimit(std::chrono::milliseconds most) : end_(Clock::now() + most) {}

  /// True from the moment the time is up.
  bool is_up() {
    if (!up_ && Clock::now() >= end_) up_ = true;
    return up_;
  }
  /// Whether anything was cut short.
  bool was_up() const { return up_; }

 private:
  Clock::time_point end_ = Clock::time_point::max();
  bool up_ = false;
};

}  // namespace outturn::search
