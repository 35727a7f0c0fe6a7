// SPDX-License-Identifier: GPL-3.0-or-later
// See spreadsheet.h.
#include "schema/base/spreadsheet.h"

#include <algorithm>
#include <cctype>

namespace outturn::base {
namespace {

bool runs(std::string_view text) {
  const auto first = text.find_first_not_of('\'');
  return first != std::string_view::npos &&
         std::string_view("=+-@\t\r").find(text[first]) != std::string_view::npos;
}

std::size_t units_of(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return (value & 0xC0) == 0x80 ? 0U : value >= 0xF0 ? 2U : 1U;
}

}  // namespace

std::string guarded(std::string_view text) {
  return runs(text) ? "'" + std::string(text) : std::string(text);
}

std::string unguarded(std::string_view text) {
  return std::string(text.starts_with('\'') && runs(text) ? text.substr(1) : text);
}

std::string xlsx_text(std::string_view text) {
  constexpr std::size_t kEscape = 7;  // _xHHHH_
  if (text.find("_x") == std::string_view::npos && text.find('\xEF') == std::string_view::npos)
    return std::string(text);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto at = text.substr(i, kEscape);
    const auto hex = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
    if (at.size() == kEscape && at[0] == '_' && at[1] == 'x' && hex(at[2]) && hex(at[3]) &&
        hex(at[4]) && hex(at[5]) && at[6] == '_') {
      out += "_x005F_";  // the underscore, so that what follows is no escape
    } else if (at.starts_with("\xEF\xBF\xBE") || at.starts_with("\xEF\xBF\xBF")) {
      out += at[2] == '\xBE' ? "_xFFFE_" : "_xFFFF_";  // XML cannot hold these two
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::size_t utf16_units(std::string_view utf8) {
  std::size_t units = 0;
  for (const char byte : utf8) units += units_of(byte);
  return units;
}

std::string_view first_units(std::string_view utf8, std::size_t units) {
  if (utf8.size() <= units) return utf8;
  std::size_t held = 0;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    held += units_of(utf8[i]);
    if (held > units) return utf8.substr(0, i);
  }
  return utf8;
}

void add_csv_field(std::string& row, std::string_view text) {
  const auto plain = [](char c) { return c != ',' && c != '"' && c != '\r' && c != '\n'; };
  if (std::all_of(text.begin(), text.end(), plain)) {
    row += text;
    return;
  }
  row += '"';
  for (auto quote = text.find('"'); quote != std::string_view::npos; quote = text.find('"')) {
    row += text.substr(0, quote + 1);
    row += '"';
    text.remove_prefix(quote + 1);
  }
  row += text;
  row += '"';
}

}  // namespace outturn::base
