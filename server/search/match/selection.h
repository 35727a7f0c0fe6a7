// SPDX-License-Identifier: GPL-3.0-or-later
// Picks one page out of many items in linear time, however deep the page lies. For order.cc alone.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace outturn::search {

struct Item {
  double key;
  std::uint32_t tie;  ///< different for every record
  std::uint32_t number;

  bool operator<(const Item& other) const {
    return key != other.key ? key < other.key : tie < other.tie;
  }
};

class Selection {
 public:
  /// Of the items in order, those from `offset` on, `limit` of them.
  Selection(std::size_t offset, std::size_t limit) : offset_(offset), limit_(limit) {
    // One more than is shown, to know whether anything follows.
    wanted_ = limit_ < kShallow && offset_ < kShallow ? offset_ + limit_ + 1 : kAll;
  }

  /// Whether no item of that key can be on the page any more.
  bool is_beyond(double key) const {
    return wanted_ != kAll && items_.size() == wanted_ && key > items_.front().key;
  }

  void add(const Item& item) {
    if (wanted_ == kAll || items_.size() < wanted_) {
      items_.push_back(item);
      if (items_.size() == wanted_) std::make_heap(items_.begin(), items_.end());
      return;
    }
    if (!(item < items_.front())) return;
    std::pop_heap(items_.begin(), items_.end());
    items_.back() = item;
    std::push_heap(items_.begin(), items_.end());
  }

  /// The page; `more` tells whether something follows it. Ends the selection.
  std::vector<Item> take(bool& more) {
    const auto at = [&](std::size_t i) {
      return items_.begin() + static_cast<std::ptrdiff_t>(std::min(i, items_.size()));
    };
    const auto begin = at(offset_);
    const auto end = at(std::min(offset_, items_.size()) + std::min(limit_, items_.size()));
    if (begin != items_.end()) std::nth_element(items_.begin(), begin, items_.end());
    if (end != items_.end()) std::nth_element(begin, end, items_.end());
    std::sort(begin, end);
    more = end != items_.end();
    return {begin, end};
  }

 private:
  static constexpr std::size_t kShallow = 2000;
  static constexpr std::size_t kAll = static_cast<std::size_t>(-1);

  std::size_t offset_;
  std::size_t limit_;
  std::size_t wanted_;
  std::vector<Item> items_;  ///< a heap with the last on top, once it holds what is wanted
};

}  // namespace outturn::search
