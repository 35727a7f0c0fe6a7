// SPDX-License-Identifier: GPL-3.0-or-later
// A small reader of printed cells: judges the order in which their tokens stand, and how they stand
// to a value.
#include "schema/evidence/audit/print_reading.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "schema/evidence/audit/print_tokens.h"

namespace outturn::evidence {
namespace {

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
constexpr std::array<std::string_view, 27> kQualifiers{
    "about",   "above", "almost", "and",   "approx",  "approximately", "around", "at",
    "between", "by",    "c",      "circa", "for",     "from",          "least",  "most",
    "more",    "near",  "nearly", "over",  "roughly", "some",          "than",   "to",
    "up",      "fewer", "per"};

double half_of(const std::string& digits) {
  const auto point = digits.find('.');
  const auto decimals = point == std::string::npos ? 0 : digits.size() - point - 1;
  return 0.5 * std::pow(10.0, -static_cast<double>(decimals));
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
    if (words_before_) return {};
    std::vector<std::string> pieces;
    while (at < tokens_.size() && tokens_[at].kind == TokenKind::kNumber)
      pieces.push_back(tokens_[at++].text);
    Print print = one_of(pieces, at);
    if (at < tokens_.size() && tokens_[at].kind == TokenKind::kPercent) {
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
    for (; tokens_[at].kind != TokenKind::kNumber; ++at) {
      const Token& token = tokens_[at];
      if (token.kind == TokenKind::kDash) {
        sign_ = -1;
      } else if (token.kind == TokenKind::kCompare || among(kQualifiers, token.text) ||
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
    if (at + 1 < tokens_.size() && tokens_[at].kind == TokenKind::kColon &&
        tokens_[at + 1].kind == TokenKind::kNumber) {
      if (digits == "1") digits = tokens_[at + 1].text;
      at += 2;
    }
    double scale = 1;
    if (at < tokens_.size() && tokens_[at].kind == TokenKind::kWord)
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

bool same(double a, double b) {
  return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

}  // namespace

Print read_print(std::string_view text) {
  const std::string cell = plain(text);
  Print print;
  if (among(kAbsent, cell)) {
    print.kind = PrintKind::kNoFigure;
    return print;
  }
  const std::vector<Token> tokens = tokens_of(cell);
  const bool any = std::any_of(tokens.begin(), tokens.end(),
                               [](const Token& token) { return token.kind == TokenKind::kNumber; });
  if (any) print = Reader(tokens).print();
  survey(tokens, print);
  if (print.kind == PrintKind::kNumber && print.number)
    print.whole = {{*print.number, print.percent}};
  return print;
}

bool says(const Print& print, double value) {
  if (!print.number) return false;
  return same(*print.number, value) || (print.percent && same(*print.number / 100, value));
}

Wording wording(const Print& print, double value) {
  if (!print.digits) return Wording::kNoDigits;
  Wording out = Wording::kOther;
  for (const Whole& whole : print.whole) {
    const auto is = [&](double held) {
      return same(whole.number, held) || (whole.percent && same(whole.number / 100, held));
    };
    if (is(value) || (is(-value) && print.direction * value > 0)) return Wording::kSame;
    if (is(-value)) out = Wording::kTurned;
  }
  return out;
}

}  // namespace outturn::evidence
