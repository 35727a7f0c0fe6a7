// SPDX-License-Identifier: GPL-3.0-or-later
// Cursors and order names. A cursor is opaque to clients so that it can change without breaking
// them.
#include "server/search/cursor.h"

#include <fmt/format.h>

#include "schema/base/text.h"

namespace outturn::search {
namespace {

constexpr char kMark = 'n';  // the kind of cursor: an offset in the order of the search
constexpr std::size_t kFurthest = 100'000'000;

}  // namespace

std::string_view sort_name(Sort sort) {
  for (const auto& [value, name] : kSorts)
    if (value == sort) return name;
  return kSorts[0].second;
}

std::string cursor_text(std::size_t offset) { return fmt::format("{}{}", kMark, offset); }

std::optional<std::size_t> cursor_offset(std::string_view text) {
  if (text.empty() || text.front() != kMark) return {};
  const auto offset = base::parse_count(text.substr(1));
  return offset && *offset <= kFurthest ? offset : std::nullopt;
}

}  // namespace outturn::search
