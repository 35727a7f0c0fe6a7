// SPDX-License-Identifier: GPL-3.0-or-later
// Of many names with their counts, the first few: those with the highest counts, of equals by text.
// The others are never put in order. For the match-set engine alone; used by one thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace outturn::search {

/// A name of the index and how many records have it.
struct NameCount {
  std::uint32_t count;
  std::uint32_t rank;  ///< its place in the order of texts
  std::uint32_t id;

  /// Comes first.
  bool operator<(const NameCount& other) const {
    return count != other.count ? count > other.count : rank < other.rank;
  }
};

class FirstNames {
 public:
  explicit FirstNames(std::size_t most) : most_(most) {}

  void add(const NameCount& name) {
    if (names_.size() < most_) {
      names_.push_back(name);
      if (names_.size() == most_) std::make_heap(names_.begin(), names_.end());
      return;
    }
    if (most_ == 0 || !(name < names_.front())) return;
    std::pop_heap(names_.begin(), names_.end());
    names_.back() = name;
    std::push_heap(names_.begin(), names_.end());
  }

  std::size_t most() const { return most_; }
  /// Whether no name with that count can be among them any more.
  bool is_beyond(std::uint32_t count) const {
    return names_.size() == most_ && (most_ == 0 || count < names_.front().count);
  }

  /// In order. Ends the choice.
  std::vector<NameCount> take() {
    std::sort(names_.begin(), names_.end());
    return std::move(names_);
  }

 private:
  std::size_t most_;
  std::vector<NameCount> names_;  ///< a heap with the last on top, once it holds as many
};

}  // namespace outturn::search
