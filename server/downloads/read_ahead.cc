// SPDX-License-Identifier: GPL-3.0-or-later
// See read_ahead.h.
#include "server/downloads/read_ahead.h"

#include <utility>

namespace outturn::downloads {
namespace {

constexpr std::size_t kMostBatches = 3;  ///< that wait to be written
constexpr std::size_t kBatch = 64;       ///< records
constexpr std::size_t kBytes = 512 * 1024;

}  // namespace

ReadAhead::Batch read_batch(const search::Generation& generation,
                            std::span<const std::uint32_t>& numbers) {
  ReadAhead::Batch batch;
  std::size_t bytes = 0;
  const std::size_t read =
      search::read_records(generation, numbers, [&](search::StoredRecord& record) {
        bytes += record.text.size();
        batch.push_back(std::move(record));
        return batch.size() < kBatch && bytes < kBytes;
      });
  numbers = numbers.subspan(read);
  return batch;
}

ReadAhead::ReadAhead(std::shared_ptr<const search::Generation> generation,
                     std::span<const std::uint32_t> numbers)
    : generation_(std::move(generation)),
      left_(numbers),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void ReadAhead::run(const std::stop_token& stop) {
  try {
    while (!left_.empty() && put(read_batch(*generation_, left_), stop)) {
    }
  } catch (...) {
    const std::lock_guard lock(mutex_);
    failed_ = std::current_exception();
  }
  const std::lock_guard lock(mutex_);
  ended_ = true;
  changed_.notify_all();
}

/// False where nobody wants it any more.
bool ReadAhead::put(Batch batch, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  if (!changed_.wait(lock, stop, [&] { return ready_.size() < kMostBatches; })) return false;
  ready_.push_back(std::move(batch));
  changed_.notify_all();
  return !stop.stop_requested();
}

ReadAhead::Batch ReadAhead::next() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !ready_.empty() || ended_; });
  if (ready_.empty()) {
    if (failed_) std::rethrow_exception(failed_);
    return {};
  }
  Batch batch = std::move(ready_.front());
  ready_.pop_front();
  changed_.notify_all();
  return batch;
}

}  // namespace outturn::downloads
