// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as people write them; contract in number_text.h.
#include "indexer/readers/number_text.h"

#include <algorithm>
#include <string>

#include "indexer/readers/utf8.h"
#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Length of a blank at the beginning: ASCII, or one of the spaces that do not break.
std::size_t blank(std::string_view text) {
  if (text.empty()) return 0;
  if (text[0] == ' ' || text[0] == '\t' || text[0] == '\n' || text[0] == '\r') return 1;
  for (const std::string_view space : {"\u00A0", "\u202F", "\u2009", "\u2007"})
    if (text.starts_with(space)) return space.size();
  return 0;
}

std::string_view trim_any(std::string_view text) {
  while (const std::size_t bytes = blank(text)) text.remove_prefix(bytes);
  for (bool going = true; going && !text.empty();) {
    going = false;
    for (std::size_t bytes = 1; bytes <= 3 && bytes <= text.size() && !going; ++bytes) {
      if (blank(text.substr(text.size() - bytes)) != bytes) continue;
      text.remove_suffix(bytes);
      going = true;
    }
  }
  return text;
}

/// Digits with their thousands taken out; nothing where the groups are not of three.
std::optional<std::string> whole_part(std::string_view text, char decimal) {
  std::string digits;
  std::string_view mark;     // the one in use
  std::size_t in_group = 0;  // digits since the last mark
  while (!text.empty()) {
    if (is_digit(text[0])) {
      digits += text[0];
      ++in_group;
      text.remove_prefix(1);
      continue;
    }
    const bool point = text[0] == (decimal == ',' ? '.' : ',') || text[0] == '\'';
    const std::size_t bytes = point ? 1 : blank(text);
    const std::string_view found = text.substr(0, bytes);
    const bool sized = mark.empty() ? in_group >= 1 && in_group <= 3 : in_group == 3;
    if (bytes == 0 || !sized || (!mark.empty() && mark != found)) return std::nullopt;
    mark = found;
    in_group = 0;
    text.remove_prefix(bytes);
  }
  // "0.125" where the decimal mark is a comma is a figure written in another way, not 125.
  if (!mark.empty() && (in_group != 3 || digits[0] == '0')) return std::nullopt;
  return digits;
}

}  // namespace

std::optional<double> to_number(std::string_view text, char decimal) {
  text = trim_any(text);
  std::string plain;
  for (const std::string_view minus : {"-", "\u2212", "+"}) {
    if (!text.starts_with(minus)) continue;
    if (minus != "+") plain = "-";
    text = trim_any(text.substr(minus.size()));
    break;
  }
  const std::size_t exponent = std::min(text.find_first_of("eE"), text.size());
  const std::string_view figure = text.substr(0, exponent);
  const std::size_t mark = std::min(figure.find(decimal), figure.size());
  const auto whole = whole_part(figure.substr(0, mark), decimal);
  const std::string_view fraction = figure.substr(std::min(mark + 1, figure.size()));
  if (!whole || !std::all_of(fraction.begin(), fraction.end(), is_digit)) return std::nullopt;
  if (whole->empty() && fraction.empty()) return std::nullopt;
  plain += whole->empty() ? "0" : *whole;
  if (!fraction.empty()) plain.append(".").append(fraction);
  std::string_view power = text.substr(exponent);
  if (!power.empty()) {
    power.remove_prefix(1);
    const std::string_view sign = power.substr(0, power.find_first_not_of("+-"));
    power.remove_prefix(sign.size());
    if (sign.size() > 1 || power.empty() || !std::all_of(power.begin(), power.end(), is_digit))
      return std::nullopt;
    plain.append("e").append(sign == "-" ? "-" : "").append(power);
  }
  return base::parse_number(plain);
}

std::string_view without_currency(std::string_view text) {
  const std::string_view trimmed = trim_any(text);
  for (const std::string_view sign : {"$", "£", "€", "¥"}) {
    if (trimmed.starts_with(sign)) return trim_any(trimmed.substr(sign.size()));
    if (trimmed.ends_with(sign)) return trim_any(trimmed.substr(0, trimmed.size() - sign.size()));
  }
  return text;
}

}  // namespace outturn::ingest
