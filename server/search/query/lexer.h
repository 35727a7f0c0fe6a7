// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts what a person typed into words, phrases, operators, brackets and field names. Pure: takes
// any bytes, never fails, and looks at each byte a fixed number of times.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/query/tree.h"

namespace outturn::query {

/// More text than this is not read: a diagnostic says so.
inline constexpr std::size_t kLongestText = 100'000;
/// Nor are more pieces than this.
inline constexpr std::size_t kMostTokens = 20'000;
/// A star after fewer letters stands for too many words to mean anything.
inline constexpr std::size_t kShortestPrefix = 3;

enum class TokenKind { kWord, kPhrase, kOpen, kClose, kAnd, kOr, kNot };

struct Token {
  TokenKind kind = TokenKind::kWord;
  std::string text;                  ///< as typed; of a phrase, what stands between the quotes
  std::optional<std::size_t> field;  ///< of a word, a phrase or an opening bracket
  bool prefix = false;
};

struct Tokens {
  std::vector<Token> list;
  std::vector<Diagnostic> diagnostics;
};

Tokens read_tokens(std::string_view text);

}  // namespace outturn::query
