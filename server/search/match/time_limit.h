// SPDX-License-Identifier: GPL-3.0-or-later
// How long a question may take: so much work of its thread, and, where it waits for the disk, so
// much time in all. Work is what is limited first, so that a busy machine gives the same answers
// later and not others. What is cut short says so: a set it was made for may then hold too few or
// too many records. Made and asked by one thread.
#pragma once

#include <ctime>

#include <chrono>

namespace outturn::search {

class TimeLimit {
 public:
  TimeLimit() = default;  ///< no limit
  TimeLimit(std::chrono::milliseconds work, std::chrono::milliseconds time)
      : limited_(true), work_end_(worked() + work), end_(Clock::now() + time) {}

  /// True from the moment either is up.
  bool is_up() {
    if (limited_ && !up_ && (worked() >= work_end_ || Clock::now() >= end_)) up_ = true;
    return up_;
  }
  /// Leaves no more than that share of the work that is left.
  void shorten(double share) {
    const auto now = worked();
    if (limited_ && work_end_ > now)
      work_end_ =
          now + std::chrono::duration_cast<std::chrono::nanoseconds>((work_end_ - now) * share);
  }
  /// Whether anything was cut short.
  bool was_up() const { return up_; }

 private:
  using Clock = std::chrono::steady_clock;

  static std::chrono::nanoseconds worked() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
  }

  bool limited_ = false;
  bool up_ = false;
  std::chrono::nanoseconds work_end_{};
  Clock::time_point end_{};
};

}  // namespace outturn::search
