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
constexpr std::array<std::string_view, 27> kQualifiers{
    "about",   "above", "almost", "and",   "approx",  "approximately", "around", "at",
    "between", "by",    "c",      "circa", "for",     "from",          "least",  "most",
    "more",    "near",  "nearly", "over",  "roughly", "some",          "than",   "to",
    "up",      "fewer", "per"};
constexpr std::array<std::string_view, 36> kDown{
    "lower",     "fewer",    "less",      "fell",      "fall",     "falls",
    "fallen",    "falling",  "reduce",    "reduces",   "reduced",  "reducing",
    "reduction", "decrease", "decreased", "decreases", "decline",  "declined",
    "drop",      "drops",    "dropped",   "down",      "cut",      "cuts",
    "smaller",   "shorter",  "saving",    "savings",   "saved",    "deficit",
    "loss",      "losses",   "shortfall", "minus",     "negative", "worse"};
constexpr std::array<std::string_view, 23> kUp{
    "higher",   "more",      "greater",   "rise",       "rises", "rose",    "risen",  "rising",
    "increase", "increased", "increases", "increasing", "up",    "gain",    "gained", "grew",
    "growth",   "larger",    "longer",    "additional", "extra", "surplus", "plus"};
constexpr std::array<std::string_view, 29> kNumerals{
    "one",       "two",        "three",    "four",    "five",  "six",     "seven",  "eight",
    "nine",      "ten",        "eleven",   "twelve",  "half",  "halved",  "third",  "thirds",
    "quarter",   "quarters",   "double",   "doubled", "twice", "twofold", "triple", "tripled",
    "threefold", "quadrupled", "fourfold", "tenfold", "all"};
constexpr std::array<std::string_view, 12> kCurrencies{"gbp", "eur", "usd", "nzd", "aud", "cad",
                                                       "chf", "nz",  "us",  "au",  "a",   "ca"};
constexpr std::array<std::string_view, 11> kSuffixes{"x",  "p",  "s",       "st",  "nd", "rd",
                                                     "th", "pc", "percent", "per", "yr"};
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
  std::string text;      // of a number: digits and at most one point
  bool apart = true;     // no letter or digit stands right before it
  bool divided = false;  // a bracket or a stroke stands between it and the one before
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
  bool divided = false;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const std::size_t before = tokens.size();
    const bool apart = at == 0 || !(is_letter(text[at - 1]) || is_digit(text[at - 1]));
    const bool starts_number =
        is_digit(c) || (c == '.' && at + 1 < text.size() && is_digit(text[at + 1]));
    if (starts_number) {
      tokens.push_back({Kind::kNumber, take_number(text, at), apart});
    } else if (is_letter(c)) {
      const std::size_t begin = at;
      while (at < text.size() && is_letter(text[at])) ++at;
      tokens.push_back({Kind::kWord, text.substr(begin, at - begin), apart});
    } else {
      if (c == '-') tokens.push_back({Kind::kDash, "-", apart});
      if (c == '%') tokens.push_back({Kind::kPercent, "%", apart});
      if (c == ':') tokens.push_back({Kind::kColon, ":", apart});
      if (c == '<' || c == '>' || c == '~')
        tokens.push_back({Kind::kCompare, std::string(1, c), apart});
      divided = divided || std::string_view("()[]/;").find(c) != std::string_view::npos;
      ++at;
    }
    if (tokens.size() == before) continue;
    tokens.back().divided = divided;
    divided = false;
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
    if (words_before_) return {};
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

/// Goes over all of a print, words before the number included.
class Survey {
 public:
  explicit Survey(const std::vector<Token>& tokens) : tokens_(tokens) {}

  void into(Print& print) const {
    for (std::size_t at = 0; at < tokens_.size();)
      at = is(at, Kind::kNumber) ? take(at, print) : at + 1;
    print.digits = std::any_of(tokens_.begin(), tokens_.end(),
                               [](const Token& token) { return token.kind == Kind::kNumber; });
    print.numeral = std::any_of(tokens_.begin(), tokens_.end(),
                                [](const Token& token) { return among(kNumerals, token.text); });
    print.direction = direction();
  }

 private:
  bool is(std::size_t at, Kind kind) const {
    return at < tokens_.size() && tokens_[at].kind == kind;
  }
  bool is(std::size_t at, std::string_view word) const {
    return at < tokens_.size() && tokens_[at].text == word;
  }

  /// One figure: a number with its scale, its percent sign, or the other side of "1:3.4".
  struct Figure {
    Whole whole;
    std::size_t end = 0;
    bool sound = true;
  };

  Figure figure(std::size_t at) const {
    Figure out;
    std::string digits = tokens_[at].text;
    out.end = at + 1;
    if (is(out.end, Kind::kColon) && is(out.end + 1, Kind::kNumber)) {
      const std::string& other = tokens_[out.end + 1].text;
      out.sound = digits == "1" || other == "1";
      if (digits == "1") digits = other;
      out.end += 2;
    }
    double scale = 1;
    if (is(out.end, Kind::kWord)) {
      const Token& word = tokens_[out.end];
      for (const auto& [name, factor] : kScales)
        if (word.text == name) scale = factor;
      if (scale != 1) {
        ++out.end;
      } else if (!word.apart && !among(kSuffixes, word.text)) {
        out.sound = false;  // "3O", "24Z8"
      }
    }
    if (is(out.end, Kind::kPercent) || is(out.end, "percent")) {
      out.whole.percent = true;
      ++out.end;
    } else if (is(out.end, "per") && is(out.end + 1, "cent")) {
      out.whole.percent = true;
      out.end += 2;
    }
    const auto value = value_of(digits);
    out.sound = out.sound && value.has_value();
    out.whole.number = scale * value.value_or(0);
    return out;
  }

  /// Adds the figure at `at` where it stands whole; returns where to go on.
  std::size_t take(std::size_t at, Print& print) const {
    Figure first = figure(at);
    while (!first.whole.percent && is(first.end, Kind::kNumber) && !tokens_[first.end].divided) {
      first.sound = false;  // pieces, all of them lost
      first.end = figure(first.end).end;
    }
    const bool grown = at > 0 && tokens_[at - 1].kind == Kind::kWord && !tokens_[at].apart &&
                       !among(kCurrencies, tokens_[at - 1].text);
    if (first.sound && !grown && !ends_range(at) && !begins_range(first.end)) {
      if (at > 0 && tokens_[at - 1].kind == Kind::kDash) first.whole.number *= -1;
      print.whole.push_back(first.whole);
    }
    return first.end;
  }

  bool links(std::size_t at) const {
    return is(at, Kind::kDash) || is(at, "to") || is(at, "and") || is(at, "or");
  }
  /// "from 54% to 44%" is two figures, "2 to 8" is a range.
  bool from() const {
    return std::any_of(tokens_.begin(), tokens_.end(),
                       [](const Token& token) { return token.text == "from"; });
  }
  bool is_range_link(std::size_t at) const { return links(at) && !(is(at, "to") && from()); }

  bool begins_range(std::size_t end) const {
    return is_range_link(end) && is(end + 1, Kind::kNumber);
  }
  bool ends_range(std::size_t at) const {
    if (at < 2 || !is_range_link(at - 1)) return false;
    const Token& before = tokens_[at - 2];
    return before.kind == Kind::kNumber || before.kind == Kind::kPercent || before.text == "cent" ||
           std::any_of(kScales.begin(), kScales.end(),
                       [&](const auto& scale) { return scale.first == before.text; });
  }

  /// Of the first such word after a number, or else of the last before it. "Less than 5" is a bound
  /// and no direction.
  int direction() const {
    int before = 0;
    bool number = false;
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      number = number || is(at, Kind::kNumber);
      if (!is(at, Kind::kWord) || (!number && is(at + 1, "than")) || is(at + 1, "to")) continue;
      const std::string& word = tokens_[at].text;
      const bool net_cost = word == "cost" && at > 0 && is(at - 1, "net");
      const int way = among(kDown, word) || net_cost ? -1 : among(kUp, word) ? 1 : 0;
      if (way == 0) continue;
      if (number) return way;
      before = way;
    }
    return before;
  }

  const std::vector<Token>& tokens_;
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
                               [](const Token& token) { return token.kind == Kind::kNumber; });
  if (any) print = Reader(tokens).print();
  Survey(tokens).into(print);
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
