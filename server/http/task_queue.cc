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
  for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { work(); });
}

TaskQueue::~TaskQueue() { shutdown(); }

void TaskQueue::enqueue(std::function<void()> task) {
  {
    const std::scoped_lock lock(mutex_);
    if (tasks_.size() < capacity_) {
      tasks_.push_back(std::move(task));
      load_.waiting = tasks_.size();
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

void TaskQueue::work() {
  while (true) {
    std::function<void()> task;
    {
      std::unique_lock lock(mutex_);
      ready_.wait(lock, [this] { return closing_ || !tasks_.empty(); });
      if (tasks_.empty()) return;
      task = std::move(tasks_.front());
      tasks_.pop_front();
      load_.waiting = tasks_.size();
    }
    task();
  }
}

}  // namespace outturn::http
