// SPDX-License-Identifier: GPL-3.0-or-later
// Remembers what was worked out, up to a number of bytes; what was not asked for longest is
// forgotten first. Made for one generation, whose answers never go stale. Safe from any thread; two
// threads that miss the same key at once both work it out.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace outturn::search {

template <typename Value>
class BoundedCache {
 public:
  explicit BoundedCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// Null where it is not known.
  std::shared_ptr<const Value> find(std::string_view key) {
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(key);
    if (found == places_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->value;
  }

  /// `bytes` is what the value holds. A value larger than an eighth of the cache is not kept.
  void keep(std::string key, std::shared_ptr<const Value> value, std::size_t bytes) {
    bytes += key.size() + kOverhead;
    if (bytes > most_bytes_ / 8) return;
    const std::lock_guard lock(mutex_);
    if (places_.contains(key)) return;
    entries_.push_front({std::move(key), std::move(value), bytes});
    places_.emplace(entries_.front().key, entries_.begin());
    bytes_ += bytes;
    while (bytes_ > most_bytes_) {
      places_.erase(entries_.back().key);
      bytes_ -= entries_.back().bytes;
      entries_.pop_back();
    }
  }

  std::size_t bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
  }

 private:
  static constexpr std::size_t kOverhead = 200;  ///< of list and map, about
  struct Entry {
    std::string key;
    std::shared_ptr<const Value> value;
    std::size_t bytes;
  };

  std::size_t most_bytes_;
  mutable std::mutex mutex_;
  std::list<Entry> entries_;  // guarded by mutex_, as what follows; latest first
  std::unordered_map<std::string_view, typename std::list<Entry>::iterator> places_;
  std::size_t bytes_ = 0;
};

}  // namespace outturn::search
