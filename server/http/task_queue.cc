// SPDX-License-Identifier: GPL-3.0-or-later
// The worker threads; see task_queue.h.
#include "server/http/task_queue.h"

#include <algorithm>
#include <utility>

namespace outturn::http {
namespace {

// The library's task takes no argument, so the mark travels with the thread.
thread_local bool refused_here = false;

}  // namespace

TaskQueue::TaskQueue(unsigned threads, std::size_t capacity, Load& load)
    : capacity_(capacity), load_(load) {
  const unsigned count = std::max(threads, 1U);
  threads_.reserve(count);
  free_ = count;  // from the first moment: a thread that has yet to start will take a task too
  for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { work(); });
}

TaskQueue::~TaskQueue() { shutdown(); }

void TaskQueue::enqueue(std::function<void()> task) {
  {
    const std::scoped_lock lock(mutex_);
    if (tasks_.size() < capacity_) {
      tasks_.push_back(std::move(task));
      count_waiting();
      ready_.notify_one();
      return;
    }
  }
  refused_here = true;
  task();
  refused_here = false;
}

void TaskQueue::shutdown() {
  {
    const std::scoped_lock lock(mutex_);
    closing_ = true;
  }
  ready_.notify_all();
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

bool TaskQueue::refused() { return refused_here; }

// A connection that a free thread is about to take is no reason to close another client's idle one.
void TaskQueue::count_waiting() {
  load_.waiting = tasks_.size() > free_ ? tasks_.size() - free_ : 0;
}

void TaskQueue::work() {
  while (true) {
    std::function<void()> task;
    {
      std::unique_lock lock(mutex_);
      ready_.wait(lock, [this] { return closing_ || !tasks_.empty(); });
      --free_;
      if (tasks_.empty()) return;
      task = std::move(tasks_.front());
      tasks_.pop_front();
      count_waiting();
    }
    task();
    const std::scoped_lock lock(mutex_);
    ++free_;
  }
}

}  // namespace outturn::http
