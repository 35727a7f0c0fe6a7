// SPDX-License-Identifier: GPL-3.0-or-later
// Typographic signs made plain, and a cell cut where its characters change in kind.
#include "schema/evidence/audit/print_tokens.h"

#include "schema/base/text.h"

namespace outturn::evidence {
namespace {

constexpr std::size_t kLongestCell = 400;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

/// The number that begins at `at`; moves `at` past it.
std::string take_number(const std::string& text, std::size_t& at) {
  std::string digits;
  bool point = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    const bool digit_follows = at + 1 < text.size() && is_digit(text[at + 1]);
    if (is_digit(c)) {
      digits += c;
    } else if (c == '.' && !point && digit_follows) {
      digits += c;
      point = true;
    } else if (c != ',' || point || digits.empty() || !digit_follows) {
      break;
    }
  }
  return digits;
}

}  // namespace

std::string plain(std::string_view text) {
  constexpr std::pair<std::string_view, std::string_view> kSigns[] = {
      {"\u2212", "-"}, {"\u2013", "-"}, {"\u2014", "-"}, {"\u2010", "-"}, {"\u2011", "-"},
      {"\u00a0", " "}, {"\u2009", " "}, {"\u202f", " "}, {"\u00a3", ""},  {"\u20ac", ""},
      {"$", ""},       {"\u2264", "<"}, {"\u2265", ">"}, {"\u223c", "~"}};
  std::string out = base::lower(base::trim(text.substr(0, kLongestCell)));
  for (const auto& [sign, instead] : kSigns)
    for (auto at = out.find(sign); at != std::string::npos;
         at = out.find(sign, at + instead.size()))
      out.replace(at, sign.size(), instead);
  return std::string(base::trim(out));
}

std::vector<Token> tokens_of(const std::string& text) {
  std::vector<Token> tokens;
  bool divided = false;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const std::size_t before = tokens.size();
    const bool apart = at == 0 || !(is_letter(text[at - 1]) || is_digit(text[at - 1]));
    const bool starts_number =
        is_digit(c) || (c == '.' && at + 1 < text.size() && is_digit(text[at + 1]));
    if (starts_number) {
      tokens.push_back({TokenKind::kNumber, take_number(text, at), apart});
    } else if (is_letter(c)) {
      const std::size_t begin = at;
      while (at < text.size() && is_letter(text[at])) ++at;
      tokens.push_back({TokenKind::kWord, text.substr(begin, at - begin), apart});
    } else {
      if (c == '-') tokens.push_back({TokenKind::kDash, "-", apart});
      if (c == '%') tokens.push_back({TokenKind::kPercent, "%", apart});
      if (c == ':') tokens.push_back({TokenKind::kColon, ":", apart});
      if (c == '<' || c == '>' || c == '~')
        tokens.push_back({TokenKind::kCompare, std::string(1, c), apart});
      divided = divided || std::string_view("()[]/;").find(c) != std::string_view::npos;
      ++at;
    }
    if (tokens.size() == before) continue;
    tokens.back().divided = divided;
    divided = false;
  }
  return tokens;
}

std::optional<double> value_of(const std::string& digits) {
  return base::parse_number(digits.starts_with('.') ? "0" + digits : digits);
}

}  // namespace outturn::evidence
