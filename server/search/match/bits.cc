// SPDX-License-Identifier: GPL-3.0-or-later
// Loops over words of bits; contracts in bits.h.
#include "server/search/match/bits.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace outturn::search {
namespace {

using Word = std::uint64_t;

/// Four sums at a time, so that no addition waits for the one before. Inlined into one function for
/// every processor and one for those that count bits themselves.
[[gnu::always_inline]] inline std::size_t count_both_in(const Word* a, const Word* b,
                                                        std::size_t size) {
  std::size_t sums[4] = {0, 0, 0, 0};
  std::size_t i = 0;
  for (; i + 4 <= size; i += 4)
    for (std::size_t lane = 0; lane < 4; ++lane)
      sums[lane] += static_cast<std::size_t>(__builtin_popcountll(a[i + lane] & b[i + lane]));
  for (; i < size; ++i) sums[0] += static_cast<std::size_t>(__builtin_popcountll(a[i] & b[i]));
  return sums[0] + sums[1] + sums[2] + sums[3];
}

std::size_t count_both_anywhere(const Word* a, const Word* b, std::size_t size) {
  return count_both_in(a, b, size);
}

#if defined(__x86_64__)
[[gnu::target("popcnt")]] std::size_t count_both_popcnt(const Word* a, const Word* b,
                                                        std::size_t size) {
  return count_both_in(a, b, size);
}

[[gnu::target("avx512f,avx512vpopcntdq")]] std::size_t count_both_avx512(const Word* a,
                                                                         const Word* b,
                                                                         std::size_t size) {
  constexpr std::size_t kLanes = 8;
  __m512i sum = _mm512_setzero_si512();
  std::size_t i = 0;
  for (; i + kLanes <= size; i += kLanes)
    sum = _mm512_add_epi64(sum, _mm512_popcnt_epi64(_mm512_and_si512(_mm512_loadu_si512(a + i),
                                                                     _mm512_loadu_si512(b + i))));
  alignas(64) std::size_t sums[kLanes];
  _mm512_store_si512(sums, sum);
  std::size_t total = count_both_in(a + i, b + i, size - i);
  for (const std::size_t lane : sums) total += lane;
  return total;
}
#endif

std::uint64_t having_any_anywhere(const Word* words, std::size_t size, std::uint64_t wanted) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < size; ++i) out |= std::uint64_t{(words[i] & wanted) != 0} << i;
  return out;
}

#if defined(__x86_64__)
[[gnu::target("avx512f")]] std::uint64_t having_any_avx512(const Word* words, std::size_t size,
                                                           std::uint64_t wanted) {
  const __m512i wide = _mm512_set1_epi64(static_cast<long long>(wanted));
  std::uint64_t out = 0;
  std::size_t i = 0;
  for (; i + 8 <= size; i += 8)
    out |= std::uint64_t{_mm512_test_epi64_mask(_mm512_loadu_si512(words + i), wide)} << i;
  for (; i < size; ++i) out |= std::uint64_t{(words[i] & wanted) != 0} << i;
  return out;
}
#endif

using HavingAny = std::uint64_t (*)(const Word*, std::size_t, std::uint64_t);

HavingAny best_having_any() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") != 0) return having_any_avx512;
#endif
  return having_any_anywhere;
}

using CountBoth = std::size_t (*)(const Word*, const Word*, std::size_t);

CountBoth best_count_both() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512vpopcntdq") != 0)
    return count_both_avx512;
  if (__builtin_cpu_supports("popcnt") != 0) return count_both_popcnt;
#endif
  return count_both_anywhere;
}

}  // namespace

std::size_t count_of_both(std::span<const Word> a, std::span<const Word> b) {
  static const CountBoth kCount = best_count_both();
  return kCount(a.data(), b.data(), a.size());
}

std::uint64_t having_any(std::span<const Word> words, std::uint64_t wanted) {
  static const HavingAny kHaving = best_having_any();
  return kHaving(words.data(), words.size(), wanted);
}

std::size_t count_of_members(std::span<const std::uint32_t> numbers, const Bits& set) {
  const Word* words = set.words().data();
  std::size_t count = 0;
  for (const std::uint32_t number : numbers) count += words[number / 64] >> (number % 64) & 1;
  return count;
}

Bits& Bits::operator&=(const Bits& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  return *this;
}

Bits& Bits::operator|=(const Bits& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  return *this;
}

Bits& Bits::and_not(const Bits& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
  return *this;
}

std::size_t Bits::count() const { return count_of_both(words_, words_); }

bool Bits::none() const {
  for (const Word word : words_)
    if (word != 0) return false;
  return true;
}

}  // namespace outturn::search
