// SPDX-License-Identifier: GPL-3.0-or-later
// Adds upright counters; contract in tally.h.
#include "server/search/match/tally.h"

#include <bit>

namespace outturn::search {
namespace {

/// A row as one number; a processor without such wide ones takes it in parts.
typedef std::uint64_t Wide __attribute__((vector_size(64), may_alias));

/// Rows that are added up before the digits above them are touched, and the first of those.
constexpr std::size_t kGroup = 8;
constexpr std::size_t kAbove = 3;
/// How many rows ahead memory is asked.
constexpr std::size_t kAhead = 24;

/// a + b + c, digit by digit: the sum stays in a, the carry goes to `carry`.
[[gnu::always_inline]] inline void add_three(Wide& a, const Wide& b, const Wide& c, Wide& carry) {
  const Wide differ = a ^ b;
  carry = (a & b) | (differ & c);
  a = differ ^ c;
}

/// Inlined into one function for every processor and one for each kind with wider words.
[[gnu::always_inline]] inline void add_in(BitTally::State& state, const BitRow* rows,
                                          const std::uint32_t* numbers, std::size_t count) {
  static constexpr BitRow kNothing;
  Wide* digits = reinterpret_cast<Wide*>(state.digits.data());
  Wide* waiting = reinterpret_cast<Wide*>(state.waiting.data());
  Wide ones = digits[0];
  Wide twos = digits[1];
  Wide fours = digits[2];
  for (std::size_t i = 0; i < count; i += kGroup) {
    const Wide* row[kGroup];
    for (std::size_t j = 0; j < kGroup; ++j) {
      if (i + j + kAhead < count) __builtin_prefetch(rows + numbers[i + j + kAhead]);
      row[j] = reinterpret_cast<const Wide*>(i + j < count ? rows + numbers[i + j] : &kNothing);
    }
    Wide twos_a, twos_b, fours_a, fours_b, carry;
    add_three(ones, *row[0], *row[1], twos_a);
    add_three(ones, *row[2], *row[3], twos_b);
    add_three(twos, twos_a, twos_b, fours_a);
    add_three(ones, *row[4], *row[5], twos_a);
    add_three(ones, *row[6], *row[7], twos_b);
    add_three(twos, twos_a, twos_b, fours_b);
    add_three(fours, fours_a, fours_b, carry);
    std::size_t digit = kAbove;
    for (std::size_t pairs = state.groups++; (pairs & 1) != 0; pairs >>= 1, ++digit) {
      Wide next;
      add_three(digits[digit], waiting[digit], carry, next);
      carry = next;
    }
    waiting[digit] = carry;
  }
  digits[0] = ones;
  digits[1] = twos;
  digits[2] = fours;
}

using Add = void (*)(BitTally::State&, const BitRow*, const std::uint32_t*, std::size_t);

void add_anywhere(BitTally::State& state, const BitRow* rows, const std::uint32_t* numbers,
                  std::size_t count) {
  add_in(state, rows, numbers, count);
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void add_avx2(BitTally::State& state, const BitRow* rows,
                                      const std::uint32_t* numbers, std::size_t count) {
  add_in(state, rows, numbers, count);
}

[[gnu::target("avx512f")]] void add_avx512(BitTally::State& state, const BitRow* rows,
                                           const std::uint32_t* numbers, std::size_t count) {
  add_in(state, rows, numbers, count);
}
#endif

Add best_add() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") != 0) return add_avx512;
  if (__builtin_cpu_supports("avx2") != 0) return add_avx2;
#endif
  return add_anywhere;
}

void read_out(const BitRow& row, unsigned digit, std::array<std::uint32_t, kTallied>& counts) {
  for (std::size_t word = 0; word < kRowWords; ++word)
    for (std::uint64_t rest = row.words[word]; rest != 0; rest &= rest - 1)
      counts[word * 64 + static_cast<unsigned>(std::countr_zero(rest))] += 1U << digit;
}

}  // namespace

void BitTally::add(std::span<const BitRow> rows, std::span<const std::uint32_t> numbers) {
  static const Add kAdd = best_add();
  kAdd(state_, rows.data(), numbers.data(), numbers.size());
}

std::array<std::uint32_t, kTallied> BitTally::counts() const {
  std::array<std::uint32_t, kTallied> out{};
  for (unsigned digit = 0; digit < kDigits; ++digit) {
    read_out(state_.digits[digit], digit, out);
    const bool waits = digit >= kAbove && (state_.groups >> (digit - kAbove) & 1) != 0;
    if (waits) read_out(state_.waiting[digit], digit, out);
  }
  return out;
}

}  // namespace outturn::search
