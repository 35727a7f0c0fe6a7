// SPDX-License-Identifier: GPL-3.0-or-later
// A number in place of a text, for putting many texts in order without reading most of them.
#pragma once

#include <cstdint>
#include <string_view>

namespace outturn::base {

/// The first eight bytes as a number that sorts as they do; a shorter text is filled up with zeros,
/// so that texts of equal numbers must still be compared.
inline std::uint64_t sort_key(std::string_view text) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < sizeof out; ++i)
    out = out << 8U | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
  return out;
}

}  // namespace outturn::base
