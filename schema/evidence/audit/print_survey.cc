// SPDX-License-Identifier: GPL-3.0-or-later
// What a print says with all its words: the numbers that stand whole in it, and which way it says
// they went.
#include "schema/evidence/audit/print_tokens.h"

namespace outturn::evidence {
namespace {

constexpr std::array<std::string_view, 36> kDown{
    "lower",     "fewer",     "less",    "fell",     "fall",      "falls",     "fallen",
    "falling",   "reduce",    "reduces", "reduced",  "reducing",  "reduction", "decrease",
    "decreased", "decreases", "decline", "declined", "drop",      "drops",     "dropped",
    "down",      "cut",       "cuts",    "smaller",  "shorter",   "saving",    "savings",
    "saved",     "deficit",   "loss",    "losses",   "shortfall", "minus",     "negative"};
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

/// Goes over all of a print, words before the number included.
class Survey {
 public:
  explicit Survey(const std::vector<Token>& tokens) : tokens_(tokens) {}

  void into(Print& print) const {
    for (std::size_t at = 0; at < tokens_.size();)
      at = is(at, TokenKind::kNumber) ? take(at, print) : at + 1;
    print.digits = std::any_of(tokens_.begin(), tokens_.end(),
                               [](const Token& token) { return token.kind == TokenKind::kNumber; });
    print.numeral = std::any_of(tokens_.begin(), tokens_.end(),
                                [](const Token& token) { return among(kNumerals, token.text); });
    print.direction = direction();
  }

 private:
  bool is(std::size_t at, TokenKind kind) const {
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
    if (is(out.end, TokenKind::kColon) && is(out.end + 1, TokenKind::kNumber)) {
      const std::string& other = tokens_[out.end + 1].text;
      out.sound = digits == "1" || other == "1";
      if (digits == "1") digits = other;
      out.end += 2;
    }
    double scale = 1;
    if (is(out.end, TokenKind::kWord)) {
      const Token& word = tokens_[out.end];
      for (const auto& [name, factor] : kScales)
        if (word.text == name) scale = factor;
      if (scale != 1) {
        ++out.end;
      } else if (!word.apart && !among(kSuffixes, word.text)) {
        out.sound = false;  // "3O", "24Z8"
      }
    }
    if (is(out.end, TokenKind::kPercent) || is(out.end, "percent")) {
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
    while (!first.whole.percent && is(first.end, TokenKind::kNumber) &&
           !tokens_[first.end].divided) {
      first.sound = false;  // pieces, all of them lost
      first.end = figure(first.end).end;
    }
    const bool grown = at > 0 && tokens_[at - 1].kind == TokenKind::kWord && !tokens_[at].apart &&
                       !among(kCurrencies, tokens_[at - 1].text);
    if (first.sound && !grown && !ends_range(at) && !begins_range(first.end)) {
      if (at > 0 && tokens_[at - 1].kind == TokenKind::kDash) first.whole.number *= -1;
      print.whole.push_back(first.whole);
    }
    return first.end;
  }

  bool links(std::size_t at) const {
    return is(at, TokenKind::kDash) || is(at, "to") || is(at, "and") || is(at, "or");
  }
  /// "from 54% to 44%" is two figures, "2 to 8" is a range.
  bool from() const {
    return std::any_of(tokens_.begin(), tokens_.end(),
                       [](const Token& token) { return token.text == "from"; });
  }
  bool is_range_link(std::size_t at) const { return links(at) && !(is(at, "to") && from()); }

  bool begins_range(std::size_t end) const {
    return is_range_link(end) && is(end + 1, TokenKind::kNumber);
  }
  bool ends_range(std::size_t at) const {
    if (at < 2 || !is_range_link(at - 1)) return false;
    const Token& before = tokens_[at - 2];
    return before.kind == TokenKind::kNumber || before.kind == TokenKind::kPercent ||
           before.text == "cent" ||
           std::any_of(kScales.begin(), kScales.end(),
                       [&](const auto& scale) { return scale.first == before.text; });
  }

  /// Of the first such word after a number, or else of the last before it. "Less than 5" is a bound
  /// and no direction.
  int direction() const {
    int before = 0;
    bool number = false;
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      number = number || is(at, TokenKind::kNumber);
      if (!is(at, TokenKind::kWord) || (!number && is(at + 1, "than")) || is(at + 1, "to"))
        continue;
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

}  // namespace

void survey(const std::vector<Token>& tokens, Print& print) { Survey(tokens).into(print); }

}  // namespace outturn::evidence
