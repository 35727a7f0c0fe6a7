// SPDX-License-Identifier: GPL-3.0-or-later
// The words a Question's settings have in an address: the names of the orders and the like, the
// cursor, the limits.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/search/answer.h"

namespace outturn::search {

inline constexpr std::size_t kMostPerPage = 100;
inline constexpr std::size_t kLongestText = 20'000;  ///< bytes of q: a pasted page

template <typename Setting, std::size_t size>
using Names = std::array<std::pair<Setting, std::string_view>, size>;

inline constexpr Names<Sort, 7> kSorts{{{Sort::kRelevance, "relevance"},
                                        {Sort::kRatio, "ratio"},
                                        {Sort::kEffect, "effect"},
                                        {Sort::kStrength, "strength"},
                                        {Sort::kCost, "cost"},
                                        {Sort::kYear, "year"},
                                        {Sort::kTitle, "title"}}};
inline constexpr Names<Grouping, 2> kGroupings{
    {{Grouping::kNone, "none"}, {Grouping::kProgramme, "programme"}}};
inline constexpr Names<View, 3> kViews{
    {{View::kList, "list"}, {View::kTable, "table"}, {View::kChart, "chart"}}};

template <typename Setting, std::size_t size>
constexpr std::string_view name_in(const Names<Setting, size>& names, Setting setting) {
  for (const auto& [value, name] : names)
    if (value == setting) return name;
  return names.front().second;
}
template <typename Setting, std::size_t size>
constexpr std::optional<Setting> named_in(const Names<Setting, size>& names,
                                          std::string_view wanted) {
  for (const auto& [value, name] : names)
    if (name == wanted) return value;
  return std::nullopt;
}
/// The names alone.
template <typename Setting, std::size_t size>
constexpr std::array<std::string_view, size> names_of(const Names<Setting, size>& names) {
  std::array<std::string_view, size> out{};
  for (std::size_t i = 0; i < size; ++i) out[i] = names[i].second;
  return out;
}
/// "relevance, ratio or title"
template <typename Setting, std::size_t size>
std::string listed(const Names<Setting, size>& names) {
  std::string out;
  for (std::size_t i = 0; i < size; ++i)
    out.append(i == 0 ? "" : i + 1 == size ? " or " : ", ").append(names[i].second);
  return out;
}

/// Where a page begins, in the order of the search, and in which release that was worked out.
struct Cursor {
  std::size_t offset = 0;
  std::string release;  ///< the first letters of its seal

  /// Whether it is of the generation with that seal; in another one places may have moved.
  bool is_of(std::string_view seal) const { return seal.substr(0, release.size()) == release; }
};

/// The opaque text that stands for a cursor, and back; empty for what is not a cursor.
std::string cursor_text(std::size_t offset, std::string_view seal);
std::optional<Cursor> read_cursor(std::string_view text);

}  // namespace outturn::search
