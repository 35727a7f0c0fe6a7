// SPDX-License-Identifier: GPL-3.0-or-later
// Work on items side by side, results in the order the items came: for what can be done to each
// record on its own (parsing, validating, auditing, planning) ahead of the one thread that writes.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "schema/base/result.h"

namespace outturn::ingest {

struct ParallelOptions {
  /// As many as there are processors; more than a handful wait for the writer anyway.
  std::size_t threads = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 8);
  /// Items under way at once, begun or waiting: what bounds the memory.
  std::size_t ahead = 4 * threads;
};

/// `transform` runs on other threads, several at once, each item once; `consume` runs on the thread
/// that calls push() and finish(), in the order of the items. The first error of `consume` ends it:
/// later calls give that error again. What `transform` throws is thrown again by push() or
/// finish(). Destroyed early, it lets running transforms end and drops the rest.
template <typename In, typename Out>
class ParallelMap {
 public:
  using Transform = std::function<Out(In)>;
  using Consume = std::function<base::Result<void>(Out)>;

  ParallelMap(const ParallelOptions& options, Transform transform, Consume consume)
      : ahead_(std::max<std::size_t>(options.ahead, 1)),
        transform_(std::move(transform)),
        consume_(std::move(consume)) {
    for (std::size_t i = 0; i < std::max<std::size_t>(options.threads, 1); ++i)
      threads_.emplace_back([this] { work(); });
  }
  ParallelMap(const ParallelMap&) = delete;
  ParallelMap& operator=(const ParallelMap&) = delete;
  ~ParallelMap() {
    {
      const std::lock_guard lock(mutex_);
      waiting_.clear();
      ended_ = true;
    }
    for_workers_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  /// Consumes what is ready, waits while too much is under way, then hands the item over.
  base::Result<void> push(In item) {
    if (failed_) return tl::unexpected(*failed_);
    while (!jobs_.empty() && (jobs_.size() >= ahead_ || is_ready(*jobs_.front())))
      if (auto done = consume_first(); !done) return done;
    auto job = std::make_unique<Job>();
    job->item.emplace(std::move(item));
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(job.get());
    }
    jobs_.push_back(std::move(job));
    for_workers_.notify_one();
    return {};
  }

  /// Consumes everything that is left.
  base::Result<void> finish() {
    if (failed_) return tl::unexpected(*failed_);
    while (!jobs_.empty())
      if (auto done = consume_first(); !done) return done;
    return {};
  }

 private:
  struct Job {
    std::optional<In> item;
    std::optional<Out> result;
    std::exception_ptr fault;
    bool ready = false;  // under mutex_
  };

  bool is_ready(const Job& job) {
    const std::lock_guard lock(mutex_);
    return job.ready;
  }

  base::Result<void> consume_first() {
    {
      std::unique_lock lock(mutex_);
      for_caller_.wait(lock, [&] { return jobs_.front()->ready; });
    }
    const std::unique_ptr<Job> job = std::move(jobs_.front());
    jobs_.pop_front();
    if (job->fault) std::rethrow_exception(job->fault);
    auto done = consume_(std::move(*job->result));
    if (!done) failed_ = done.error();
    return done;
  }

  void work() {
    for (std::unique_lock lock(mutex_);;) {
      for_workers_.wait(lock, [&] { return ended_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      Job& job = *waiting_.front();
      waiting_.pop_front();
      lock.unlock();
      run(job);
      lock.lock();
      job.ready = true;
      for_caller_.notify_one();
    }
  }

  void run(Job& job) {
    try {
      job.result.emplace(transform_(std::move(*job.item)));
    } catch (...) {  // thrown again where the result is consumed
      job.fault = std::current_exception();
    }
    job.item.reset();
  }

  const std::size_t ahead_;
  const Transform transform_;
  const Consume consume_;
  std::deque<std::unique_ptr<Job>> jobs_;  // in order; the caller's alone
  std::optional<base::Error> failed_;      // the caller's alone
  std::mutex mutex_;
  std::condition_variable for_workers_;
  std::condition_variable for_caller_;
  std::deque<Job*> waiting_;  // under mutex_
  bool ended_ = false;        // under mutex_
  std::vector<std::thread> threads_;
};

}  // namespace outturn::ingest
