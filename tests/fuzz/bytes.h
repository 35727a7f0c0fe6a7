// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes read as arguments: numbers of every kind that breaks arithmetic, mixed with ordinary ones,
// so that a formula is reached as well as its refusals. Past the end every byte is 0. One thread.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace outturn::fuzz {

inline constexpr std::array kNasty{0.0,
                                   -0.0,
                                   1.0,
                                   -1.0,
                                   0.5,
                                   2.0,
                                   1e308,
                                   -1e308,
                                   std::numeric_limits<double>::max(),
                                   std::numeric_limits<double>::lowest(),
                                   std::numeric_limits<double>::denorm_min(),
                                   -std::numeric_limits<double>::denorm_min(),
                                   std::numeric_limits<double>::min(),
                                   std::numeric_limits<double>::quiet_NaN(),
                                   std::numeric_limits<double>::infinity(),
                                   -std::numeric_limits<double>::infinity(),
                                   1 + std::numeric_limits<double>::epsilon(),
                                   1 - std::numeric_limits<double>::epsilon() / 2,
                                   -1 + std::numeric_limits<double>::epsilon() / 2,
                                   std::numeric_limits<double>::epsilon(),
                                   1e-300,
                                   1e-160,
                                   1e160,
                                   1e-17,
                                   1e17,
                                   9007199254740992.0,
                                   0.95,
                                   0.05,
                                   3.0,
                                   100.0,
                                   1e-8,
                                   1e8};
inline constexpr std::array kNastyIntegers{0,
                                           1,
                                           -1,
                                           2,
                                           12,
                                           -12,
                                           13,
                                           99,
                                           1000,
                                           1001,
                                           1999,
                                           2019,
                                           2020,
                                           std::numeric_limits<int>::max(),
                                           std::numeric_limits<int>::min(),
                                           std::numeric_limits<int>::max() - 1};

class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : left_(data, size) {}

  std::uint8_t byte() {
    if (left_.empty()) return 0;
    const std::uint8_t first = left_.front();
    left_ = left_.subspan(1);
    return first;
  }

  template <typename T>
  T raw() {
    std::array<std::uint8_t, sizeof(T)> bytes{};
    for (std::uint8_t& each : bytes) each = byte();
    T value{};
    std::memcpy(&value, bytes.data(), sizeof(T));
    return value;
  }

  std::size_t below(std::size_t limit) { return byte() % limit; }
  bool one_in(std::size_t many) { return byte() % many == many - 1; }

  template <typename Enum>
  Enum one_of(Enum last) {
    return static_cast<Enum>(below(static_cast<std::size_t>(last) + 1));
  }

  double number() {
    before_ = read_number();
    return before_;
  }

  /// Above 0 but for one in 16, which is anything.
  double positive() {
    const bool anything = one_in(16);
    const double value = number();
    return anything || value > 0 ? value : std::abs(value);
  }

  /// Between 0 and 1 but for one in 16, which is anything.
  double share() {
    if (one_in(16)) return number();
    return (static_cast<double>(byte()) + 0.5) / 256;
  }

  int integer() {
    const std::uint8_t kind = byte();
    if (kind < 64) return kNastyIntegers[kind % kNastyIntegers.size()];
    if (kind < 240) return kind - 64;
    return raw<std::int32_t>();
  }

  template <typename Read>
  auto maybe(Read read) -> std::optional<decltype(read())> {
    if (one_in(4)) return std::nullopt;
    return read();
  }
  std::optional<double> maybe_number() {
    return maybe([&] { return number(); });
  }

  /// Empty, one of a few that come again, or any bytes.
  std::string text() {
    const std::uint8_t kind = byte();
    if (kind < 32) return {};
    if (kind < 224) return std::string(1, static_cast<char>('a' + kind % 4));
    std::string any;
    for (std::size_t length = below(12); length > 0; --length)
      any.push_back(static_cast<char>(byte()));
    return any;
  }

  template <typename Read>
  auto list(std::size_t most, Read read) -> std::vector<decltype(read())> {
    std::vector<decltype(read())> all(below(most + 1));
    for (auto& each : all) each = read();
    return all;
  }
  std::vector<double> numbers(std::size_t most) {
    return list(most, [&] { return number(); });
  }

 private:
  double read_number() {
    const std::uint8_t kind = byte();
    if (kind < 32) return kNasty[kind];
    if (kind < 128) return (kind - 64) / 8.0;
    if (kind < 144) return like_the_one_before(kind);
    if (kind < 176) return (static_cast<double>(byte()) + 0.5) / 256;
    if (kind < 208) return raw<std::uint16_t>();
    if (kind < 232) {
      const auto digits = static_cast<double>(raw<std::int16_t>());
      return digits * std::pow(10.0, raw<std::int8_t>());
    }
    if (kind < 240) return std::ldexp(1.0, raw<std::int16_t>() % 1100);
    return raw<double>();
  }

  double like_the_one_before(std::uint8_t kind) const {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    switch (kind % 8) {
      case 0:
        return before_;
      case 1:
        return std::nextafter(before_, kInfinity);
      case 2:
        return std::nextafter(before_, -kInfinity);
      case 3:
        return -before_;
      case 4:
        return before_ * (1 + 1e-9);
      case 5:
        return before_ * 2;
      case 6:
        return before_ == 0 ? 0 : 1 / before_;
      default:
        return before_ + 1;
    }
  }

  std::span<const std::uint8_t> left_;
  double before_ = 0;
};

}  // namespace outturn::fuzz
