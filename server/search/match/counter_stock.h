// SPDX-License-Identifier: GPL-3.0-or-later
// Counters, one for each value of an index, lent to whoever counts. There may be a million, of
// which a set of records touches some: those alone are written and put back to 0, and no count
// begins with filling memory. Safe from any thread; a loan is used by one.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

namespace outturn::search {

class CounterStock {
 public:
  class Loan {
   public:
    /// `size` counters that stand at 0.
    Loan(CounterStock& stock, std::size_t size) : stock_(stock), counts_(stock.take(size)) {}
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    ~Loan() {
      for (const std::uint32_t id : touched_) counts_[id] = 0;
      stock_.give_back(std::move(counts_));
    }

    void count(std::uint32_t id) {
      if (counts_[id]++ == 0) touched_.push_back(id);
    }
    std::uint32_t operator[](std::uint32_t id) const { return counts_[id]; }
    /// Those that do not stand at 0.
    std::span<const std::uint32_t> touched() const { return touched_; }

   private:
    CounterStock& stock_;
    std::vector<std::uint32_t> counts_;
    std::vector<std::uint32_t> touched_;
  };

 private:
  std::vector<std::uint32_t> take(std::size_t size) {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        auto counts = std::move(idle_.back());
        idle_.pop_back();
        return counts;
      }
    }
    return std::vector<std::uint32_t>(size);
  }
  void give_back(std::vector<std::uint32_t> counts) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(counts));
  }

  std::mutex mutex_;
  std::vector<std::vector<std::uint32_t>> idle_;  // guarded by mutex_; all at 0
};

}  // namespace outturn::search
