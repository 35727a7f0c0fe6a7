// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts and reads the tab-separated files that the programs of the comparison hand to one another.
#pragma once

#include <charconv>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::bench {

/// An empty text is one empty field.
inline std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> out;
  for (;;) {
    const std::size_t end = text.find(at);
    out.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

template <typename Number>
Number need_number(std::string_view text) {
  Number out{};
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (fault != std::errc() || end != text.data() + text.size())
    throw std::runtime_error("\"" + std::string(text) + "\" is no number of the right kind");
  return out;
}

}  // namespace outturn::bench
