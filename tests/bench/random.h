// SPDX-License-Identifier: GPL-3.0-or-later
// Random numbers that are the same everywhere for the same seed: the standard fixes the engine but
// not its distributions, so these are our own.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace outturn::bench {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  /// From 0 to `below`, itself left out; `below` is not 0.
  std::size_t below(std::size_t below) { return static_cast<std::size_t>(engine_() % below); }
  /// Both ends may come.
  int whole(int low, int high) {
    return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1)));
  }
  double real(double low, double high) {
    return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1p-53;
  }
  bool chance(double share) { return real(0, 1) < share; }
  /// The sum of twelve is near enough to normal for figures to look at.
  double normal(double mean, double sd) {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += real(0, 1);
    return mean + sd * sum;
  }
  const std::string& one_of(const std::vector<std::string>& list) {
    return list[below(list.size())];
  }

 private:
  std::mt19937_64 engine_;
};

inline double rounded(double value, int digits) {
  const double scale = std::pow(10.0, digits);
  return std::round(value * scale) / scale;
}

}  // namespace outturn::bench
