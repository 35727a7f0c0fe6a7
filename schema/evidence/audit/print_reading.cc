// SPDX-License-Identifier: GPL-3.0-or-later
// A small reader of printed cells: normalise the signs, cut into tokens, judge the order they stand
// in.
#include "schema/evidence/audit/print_reading.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "schema/base/text.h"

namespace outturn::evidence {
namespace {

constexpr std::size_t kLongestCell = 400;
constexpr std::array<std::string_view, 11> kAbsent{"",
                                                   "-",
                                                   "n/a",
                                                   "na",
                                                   "nr",
                                                   "none",
                                                   "not reported",
                                                   "not available",
                                                   "not given",
                                                   "not applicable",
                                                   ".."};
constexpr std::array<std::string_view, 4> kBelow{"<", "under", "below", "less"};
constexpr std::array<std::string_view, 26> kQualifiers{
    "about", "above",   "almost", "and",    "approx", "approximately", "around",
    "at",    "between", "c",      "circa",  "for",    "from",          "least",
    "most",  "more",    "near",   "nearly", "over",   "roughly",       "some",
    "than",  "to",      "up",     "fewer",  "per"};
constexpr std::array<std::pair<std::string_view, double>, 6> kScales{
    {{"k", 1e3}, {"thousand", 1e3}, {"m", 1e6}, {"million", 1e6}, {"bn", 1e9}, {"billion", 1e9}}};

/// Typographic signs as plain ones; currency signs dropped.
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

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

enum class Kind { kNumber, kWord, kDash, kPercent, kColon, kCompare };
struct Token {
  Kind kind;
  std::string text;         // of a number: digits and at most one point
  bool after_space = true;  // a gap stands before it
};

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

std::vector<Token> tokens_of(const std::string& text) {
  std::vector<Token> tokens;
  bool space = true;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const bool starts_number =
        is_digit(c) || (c == '.' && at + 1 < text.size() && is_digit(text[at + 1]));
    if (starts_number) {
      tokens.push_back({Kind::kNumber, take_number(text, at), space});
    } else if (is_letter(c)) {
      const std::size_t begin = at;
      while (at < text.size() && is_letter(text[at])) ++at;
      tokens.push_back({Kind::kWord, text.substr(begin, at - begin), space});
    } else {
      if (c == '-') tokens.push_back({Kind::kDash, "-", space});
      if (c == '%') tokens.push_back({Kind::kPercent, "%", space});
      if (c == ':') tokens.push_back({Kind::kColon, ":", space});
      if (c == '<' || c == '>' || c == '~')
        tokens.push_back({Kind::kCompare, std::string(1, c), space});
      ++at;
    }
    space = at < text.size() && text[at] == ' ';
  }
  return tokens;
}

template <typename List>
bool among(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

double half_of(const std::string& digits) {
  const auto point = digits.find('.');
  const auto decimals = point == std::string::npos ? 0 : digits.size() - point - 1;
  return 0.5 * std::pow(10.0, -static_cast<double>(decimals));
}

std::optional<double> value_of(const std::string& digits) {
  return base::parse_number(digits.starts_with('.') ? "0" + digits : digits);
}

/// "5 466.20": groups of three after the first are one number as printers set it.
bool is_grouped(const std::vector<std::string>& pieces) {
  if (pieces.front().size() > 3 || pieces.front().find('.') != std::string::npos ||
      pieces.front() == "0")
    return false;
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const auto point = pieces[i].find('.');
    if (std::min(point, pieces[i].size()) != 3) return false;
    if (point != std::string::npos && i + 1 < pieces.size()) return false;
  }
  return true;
}

/// Numbers with nothing but gaps between them.
Print read_pieces(const std::vector<std::string>& pieces, double sign) {
  Print print;
  std::string joined;
  bool sound = true;
  for (const std::string& piece : pieces) {
    if (joined.find('.') != std::string::npos && piece.find('.') != std::string::npos)
      sound = false;
    joined += piece;
    if (const auto value = value_of(piece)) print.pieces.push_back(sign * *value);
  }
  print.kind = is_grouped(pieces) ? PrintKind::kNumber : PrintKind::kBroken;
  const auto value = sound ? value_of(joined) : std::nullopt;
  if (value) print.number = sign * *value;
  if (value) print.half_unit = half_of(joined);
  return print;
}

/// What the tokens say once it is known that at least one is a number.
class Reader {
 public:
  explicit Reader(const std::vector<Token>& tokens) : tokens_(tokens) {}

  Print print() {
    std::size_t at = before();
    if (words_before_) return {PrintKind::kWords, {}, {}, {}, false, false};
    std::vector<std::string> pieces;
    while (at < tokens_.size() && tokens_[at].kind == Kind::kNumber)
      pieces.push_back(tokens_[at++].text);
    Print print = one_of(pieces, at);
    if (at < tokens_.size() && tokens_[at].kind == Kind::kPercent) {
      print.percent = true;
      ++at;
    }
    print.below = below_;
    if (qualified_ || at < tokens_.size()) print.kind = PrintKind::kQualified;
    if (print.kind == PrintKind::kQualified && pieces.size() == 1 && !print.number)
      print.number = value_of(pieces.front());
    return print;
  }

 private:
  /// Skips what stands before the first number.
  std::size_t before() {
    std::size_t at = 0;
    for (; tokens_[at].kind != Kind::kNumber; ++at) {
      const Token& token = tokens_[at];
      if (token.kind == Kind::kDash) {
        sign_ = -1;
      } else if (token.kind == Kind::kCompare || among(kQualifiers, token.text) ||
                 among(kBelow, token.text)) {
        qualified_ = true;
        below_ = below_ || among(kBelow, token.text);
      } else {
        words_before_ = true;
      }
    }
    return at;
  }

  /// The pieces, and after them a scale word or the other side of "1:3.03".
  Print one_of(const std::vector<std::string>& pieces, std::size_t& at) {
    if (pieces.size() > 1) return read_pieces(pieces, sign_);
    Print print;
    print.kind = PrintKind::kNumber;
    std::string digits = pieces.front();
    if (at + 1 < tokens_.size() && tokens_[at].kind == Kind::kColon &&
        tokens_[at + 1].kind == Kind::kNumber) {
      if (digits == "1") digits = tokens_[at + 1].text;
      at += 2;
    }
    double scale = 1;
    if (at < tokens_.size() && tokens_[at].kind == Kind::kWord)
      for (const auto& [word, factor] : kScales)
        if (tokens_[at].text == word) scale = factor;
    if (scale != 1) ++at;
    if (const auto value = value_of(digits)) print.number = sign_ * scale * *value;
    print.half_unit = scale * half_of(digits);
    return print;
  }

  const std::vector<Token>& tokens_;
  double sign_ = 1;
  bool qualified_ = false;
  bool below_ = false;
  bool words_before_ = false;
};

}  // namespace

Print read_print(std::string_view text) {
  const std::string cell = plain(text);
  if (among(kAbsent, cell)) return {PrintKind::kNoFigure, {}, {}, {}, false, false};
  const std::vector<Token> tokens = tokens_of(cell);
  const bool any = std::any_of(tokens.begin(), tokens.end(),
                               [](const Token& token) { return token.kind == Kind::kNumber; });
  if (!any) return {};
  return Reader(tokens).print();
}

bool says(const Print& print, double value) {
  if (!print.number) return false;
  const double near = 1e-9 * std::max(std::abs(value), std::abs(*print.number));
  return std::abs(*print.number - value) <= near ||
         (print.percent && std::abs(*print.number / 100 - value) <= near);
}

}  // namespace outturn::evidence
