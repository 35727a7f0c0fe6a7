// SPDX-License-Identifier: GPL-3.0-or-later
// Counts bits by their place: of many rows of 512 bits, how many have each bit (the positional
// population count). The counters stand upright, a row of lowest digits, a row of next digits and
// so on, so that one addition of whole words counts for 512 counters at once, by networks of
// carry-save adders: Clausecker, Lemire and Schintke, "Faster Positional-Population Counts for
// AVX2, AVX-512, and ASIMD", 2024, arXiv:2412.16370. Used by one thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace outturn::search {

inline constexpr std::size_t kRowWords = 8;
inline constexpr std::size_t kTallied = kRowWords * 64;  ///< bits of a row

/// As long as what the processor fetches from memory at a time.
struct alignas(64) BitRow {
  std::array<std::uint64_t, kRowWords> words{};

  void set(std::size_t bit) { words[bit / 64] |= std::uint64_t{1} << (bit % 64); }
};

class BitTally {
 public:
  /// Counts rows[number] for each of the numbers, bidding the processor fetch them some rows ahead.
  void add(std::span<const BitRow> rows, std::span<const std::uint32_t> numbers);

  /// Of fewer than 2^32 rows so far: how many have each bit.
  std::array<std::uint32_t, kTallied> counts() const;

  static constexpr std::size_t kDigits = 32;
  struct State {
    std::array<BitRow, kDigits> digits{};  ///< of the counters, lowest first
    /// By digit: what waits for another of its size, if the digit's bit of `groups` is set.
    std::array<BitRow, kDigits> waiting{};
    std::size_t groups = 0;  ///< of rows added
  };

 private:
  State state_;
};

}  // namespace outturn::search
