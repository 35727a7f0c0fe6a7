// SPDX-License-Identifier: GPL-3.0-or-later
// Records read while those before them are being written: a thread of its own reads the store a few
// batches ahead, which takes about as long as writing a table does.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <span>
#include <stop_token>
#include <thread>
#include <vector>

#include "server/search/stored.h"

namespace outturn::downloads {

/// Used by one thread at a time. Ends its thread when it goes.
class ReadAhead {
 public:
  using Batch = std::vector<search::StoredRecord>;

  /// Begins to read. `numbers` must outlive it.
  ReadAhead(std::shared_ptr<const search::Generation> generation,
            std::span<const std::uint32_t> numbers);

  /// The records that come next, at least one; none at the end. Throws std::runtime_error where the
  /// generation's files fail.
  Batch next();

 private:
  void run(const std::stop_token& stop);
  bool put(Batch batch, const std::stop_token& stop);

  std::shared_ptr<const search::Generation> generation_;
  std::span<const std::uint32_t> left_;  ///< the thread's alone
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Batch> ready_;
  std::exception_ptr failed_;
  bool ended_ = false;
  std::jthread thread_;  ///< the last: it ends before what it uses
};

/// The next records of a list, so many that reading them is worth a lease of a connection, so few
/// that they can be held; takes their numbers off the list.
ReadAhead::Batch read_batch(const search::Generation& generation,
                            std::span<const std::uint32_t>& numbers);

}  // namespace outturn::downloads
