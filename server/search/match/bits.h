// SPDX-License-Identifier: GPL-3.0-or-later
// A set of record numbers as one bit each: 125 kB for a million records, combined 64 at a time. All
// sets that meet must have the same size. The counting loops use the processor's own bit count
// where it has one.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace outturn::search {

class Bits {
 public:
  Bits() = default;
  explicit Bits(std::size_t size) : size_(size), words_((size + 63) / 64) {}

  std::size_t size() const { return size_; }
  std::span<const std::uint64_t> words() const { return words_; }
  std::span<std::uint64_t> words() { return words_; }
  std::size_t bytes() const { return words_.size() * sizeof(std::uint64_t); }

  bool test(std::size_t at) const { return (words_[at / 64] >> (at % 64) & 1) != 0; }
  void set(std::size_t at) { words_[at / 64] |= std::uint64_t{1} << (at % 64); }
  void reset(std::size_t at) { words_[at / 64] &= ~(std::uint64_t{1} << (at % 64)); }

  Bits& operator&=(const Bits& other);
  Bits& operator|=(const Bits& other);
  Bits& and_not(const Bits& other);
  bool operator==(const Bits&) const = default;

  std::size_t count() const;
  bool none() const;

  /// Calls `visit` with every member in rising order.
  template <typename Visit>
  void for_each(const Visit& visit) const {
    for (std::size_t i = 0; i < words_.size(); ++i)
      for (std::uint64_t word = words_[i]; word != 0; word &= word - 1)
        visit(static_cast<std::uint32_t>(i * 64 + static_cast<unsigned>(std::countr_zero(word))));
  }

  /// The same, calling `ahead` some members earlier, to bid the processor fetch what `visit` will
  /// read: most of the time of a pass over scattered records goes by waiting for memory.
  template <typename Ahead, typename Visit>
  void for_each_ahead(const Ahead& ahead, const Visit& visit) const {
    constexpr std::size_t kAhead = 16;
    std::array<std::uint32_t, kAhead> waiting;
    std::size_t seen = 0;
    for_each([&](std::uint32_t number) {
      ahead(number);
      if (seen >= kAhead) visit(waiting[seen % kAhead]);
      waiting[seen++ % kAhead] = number;
    });
    for (std::size_t i = seen < kAhead ? 0 : seen - kAhead; i < seen; ++i)
      visit(waiting[i % kAhead]);
  }

 private:
  std::size_t size_ = 0;
  std::vector<std::uint64_t> words_;
};

/// How many members two sets share.
std::size_t count_of_both(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

/// Of at most 64 words, a bit for each that has any of the wanted bits.
std::uint64_t having_any(std::span<const std::uint64_t> words, std::uint64_t wanted);

/// How many of the sorted numbers are members.
std::size_t count_of_members(std::span<const std::uint32_t> numbers, const Bits& set);

}  // namespace outturn::search
