// SPDX-License-Identifier: GPL-3.0-or-later
// Cursors. A cursor is opaque to clients so that it can change without breaking them.
#include "server/search/cursor.h"

#include <fmt/format.h>

#include <algorithm>

#include "schema/base/text.h"

namespace outturn::search {
namespace {

constexpr char kMark = 'n';  // the kind of cursor: an offset in the order of the search
constexpr char kSeparator = '-';
constexpr std::size_t kSealLetters = 12;
constexpr std::size_t kFurthest = 100'000'000;

bool is_hexadecimal(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

}  // namespace

std::string cursor_text(std::size_t offset, std::string_view seal) {
  return fmt::format("{}{}{}{}", kMark, offset, kSeparator, seal.substr(0, kSealLetters));
}

std::optional<Cursor> read_cursor(std::string_view text) {
  if (text.empty() || text.front() != kMark) return {};
  const std::size_t separator = text.find(kSeparator);
  if (separator == std::string_view::npos) return {};
  const auto offset = base::parse_count(text.substr(1, separator - 1));
  const std::string_view seal = text.substr(separator + 1);
  if (!offset || *offset > kFurthest || seal.size() != kSealLetters ||
      !std::all_of(seal.begin(), seal.end(), is_hexadecimal))
    return {};
  return Cursor{*offset, std::string(seal)};
}

}  // namespace outturn::search
