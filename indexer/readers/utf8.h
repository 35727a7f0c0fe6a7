// SPDX-License-Identifier: GPL-3.0-or-later
// UTF-8 byte by byte: what is a character, and what is not.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace outturn::ingest {

inline constexpr char32_t kReplacement = 0xFFFD;  ///< stands for what could not be read

struct Utf8Char {
  char32_t code = 0;
  std::size_t bytes = 0;  ///< 0 where the text does not begin with a character
};

/// The first character of a text that is not empty. Overlong forms and surrogates are none.
Utf8Char first_char(std::string_view text);

bool is_ascii(std::string_view text);
bool is_utf8(std::string_view text);

/// Appends a code point; one that is none (a surrogate, past U+10FFFF) as kReplacement.
void append_utf8(std::string& text, char32_t code);

}  // namespace outturn::ingest
