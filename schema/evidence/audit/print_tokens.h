// SPDX-License-Identifier: GPL-3.0-or-later
// A printed cell cut into tokens, for the readers of print_reading.h. Pure, safe from any thread.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/evidence/audit/print_reading.h"

namespace outturn::evidence {

inline constexpr std::array<std::pair<std::string_view, double>, 6> kScales{
    {{"k", 1e3}, {"thousand", 1e3}, {"m", 1e6}, {"million", 1e6}, {"bn", 1e9}, {"billion", 1e9}}};

enum class TokenKind { kNumber, kWord, kDash, kPercent, kColon, kCompare };
struct Token {
  TokenKind kind;
  std::string text;      // of a number: digits and at most one point
  bool apart = true;     // no letter or digit stands right before it
  bool divided = false;  // a bracket or a stroke stands between it and the one before
};

/// In lower case and cut short; typographic signs as plain ones, currency signs dropped.
std::string plain(std::string_view text);

/// Of a plain text.
std::vector<Token> tokens_of(const std::string& text);

/// Of a token's digits; empty where a double cannot hold it.
std::optional<double> value_of(const std::string& digits);

template <typename List>
bool among(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Fills in what a print says as a whole, the words before its first number included: whole,
/// direction, digits and numeral.
void survey(const std::vector<Token>& tokens, Print& print);

}  // namespace outturn::evidence
