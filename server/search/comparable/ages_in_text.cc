// SPDX-License-Identifier: GPL-3.0-or-later
// Finds ages in words; contract in ages_in_text.h.
#include "server/search/comparable/ages_in_text.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "schema/base/text.h"

namespace outturn::search {
namespace {

constexpr std::size_t kOldest = 120;
constexpr std::size_t kMostPieces = 8'000;

struct NumberWord {
  std::string_view word;
  std::size_t number;
};
constexpr std::array kNumberWords{
    NumberWord{"one", 1},       NumberWord{"two", 2},        NumberWord{"three", 3},
    NumberWord{"four", 4},      NumberWord{"five", 5},       NumberWord{"six", 6},
    NumberWord{"seven", 7},     NumberWord{"eight", 8},      NumberWord{"nine", 9},
    NumberWord{"ten", 10},      NumberWord{"eleven", 11},    NumberWord{"twelve", 12},
    NumberWord{"thirteen", 13}, NumberWord{"fourteen", 14},  NumberWord{"fifteen", 15},
    NumberWord{"sixteen", 16},  NumberWord{"seventeen", 17}, NumberWord{"eighteen", 18}};

/// Runs of letters and digits, lowered, and dashes on their own. Anything else ends a piece, and a
/// sign of money makes one, so that no amount passes for an age.
std::vector<std::string> pieces_of(std::string_view text) {
  std::vector<std::string> out;
  std::string piece;
  const auto end = [&] {
    if (!piece.empty()) out.push_back(base::lower(piece));
    piece.clear();
  };
  for (std::size_t i = 0; i < text.size() && out.size() < kMostPieces; ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter || (c >= '0' && c <= '9')) {
      piece += text[i];
      continue;
    }
    end();
    if (c == '-') out.emplace_back("-");
    if (c == '+') out.emplace_back("+");
    if (text.substr(i, 3) == "\xE2\x80\x93") out.emplace_back("-");  // en dash
    if (c == '$' || text.substr(i, 2) == "\xC2\xA3" || text.substr(i, 3) == "\xE2\x82\xAC")
      out.emplace_back("$");
  }
  end();
  return out;
}

class Finder {
 public:
  explicit Finder(std::vector<std::string> pieces) : pieces_(std::move(pieces)) {}

  std::optional<std::pair<std::optional<double>, std::optional<double>>> first() const {
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      const auto number = number_at(i);
      if (!number || is(i - 1, {"$"})) continue;
      if (const auto other = number_at(i + 2); other && is(i + 1, {"to", "and", "-"}) &&
                                               *other >= *number &&
                                               (says_age(i - 1) || says_years(i + 3)))
        return {{*number, *other}};
      const bool plural = pieces_[i].ends_with('s') && pieces_[i].size() > 1;
      const bool counted = plural || says_years(i + 1) || says_age(i - 1) || says_age(i - 2);
      const std::size_t before = is(i - 1, {"-"}) ? i - 2 : i - 1;
      if (counted && is(before, {"under", "below"})) return {{{}, std::max(*number - 1, 0.0)}};
      if (counted && is(before, {"over", "above"})) return {{*number, {}}};
      if (says_age(i - 1) && is(i + 1, {"+"})) return {{*number, {}}};
      if (says_age(i - 1) && is(i + 1, {"and", "or"}) && is(i + 2, {"over", "older", "above"}))
        return {{*number, {}}};
      if (says_age(i - 1) && is(i + 1, {"and", "or"}) && is(i + 2, {"under", "younger", "below"}))
        return {{{}, *number}};
      if (says_age(i - 1) || says_years(i + 1)) return {{*number, *number}};
    }
    return {};
  }

 private:
  bool is(std::size_t place, std::initializer_list<std::string_view> words) const {
    return place < pieces_.size() &&
           std::find(words.begin(), words.end(), std::string_view(pieces_[place])) != words.end();
  }
  /// "aged", "ages of", "aged between".
  bool says_age(std::size_t place) const {
    if (is(place, {"between", "of", "from"})) --place;
    return is(place, {"age", "aged", "ages"});
  }
  /// "year olds", "-year-olds", "years old", "years of age".
  bool says_years(std::size_t place) const {
    if (is(place, {"-"})) ++place;
    if (!is(place, {"year", "years"})) return false;
    ++place;
    if (is(place, {"-"})) ++place;
    return is(place, {"old", "olds"}) || (is(place, {"of"}) && is(place + 1, {"age"}));
  }
  std::optional<double> number_at(std::size_t place) const {
    if (place >= pieces_.size()) return {};
    std::string_view piece = pieces_[place];
    for (const NumberWord& one : kNumberWords)
      if (one.word == piece) return static_cast<double>(one.number);
    if (piece.size() > 1 && piece.ends_with('s')) piece.remove_suffix(1);
    const auto number = base::parse_count(piece);
    if (!number || *number > kOldest) return {};
    return static_cast<double>(*number);
  }

  std::vector<std::string> pieces_;
};

}  // namespace

std::optional<std::pair<std::optional<double>, std::optional<double>>> ages_in(
    std::string_view text) {
  return Finder(pieces_of(text)).first();
}

}  // namespace outturn::search
