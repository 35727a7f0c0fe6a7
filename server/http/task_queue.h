// SPDX-License-Identifier: GPL-3.0-or-later
// The workers: a fixed number of threads and a bounded line of connections that wait for one. A
// connection that finds the line full is still handed to its task, on the accepting thread and
// marked as refused, so that its client gets a 503 instead of silence.
#pragma once

#include <httplib.h>

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace outturn::http {

/// What the workers and the connections tell each other; outlives the queue.
struct Load {
  std::atomic<std::size_t> waiting{0};  ///< connections in the line that no free thread will take
  std::atomic<bool> stopping{false};
};

class TaskQueue : public httplib::TaskQueue {
 public:
  /// `load` must outlive the queue.
  TaskQueue(unsigned threads, std::size_t capacity, Load& load);
  ~TaskQueue() override;
  TaskQueue(const TaskQueue&) = delete;
  TaskQueue& operator=(const TaskQueue&) = delete;

  void enqueue(std::function<void()> task) override;

  /// Works off the line, then joins every thread.
  void shutdown() override;

  /// Whether the calling task runs because there was no room for it: it must be quick.
  static bool refused();

 private:
  void work();
  void count_waiting();  // with mutex_ held

  const std::size_t capacity_;
  Load& load_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> tasks_;
  std::size_t free_ = 0;  // threads without a task
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace outturn::http
