// SPDX-License-Identifier: GPL-3.0-or-later
// A cell of a table that is downloaded: nothing, a figure, yes or no, or a text. A figure is
// written as a figure in every format, a text never as anything else.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace outturn::downloads {

/// A view must outlive the row it stands in.
using Cell = std::variant<std::monostate, double, bool, std::string_view, std::string>;

inline Cell text(const std::string& value) {
  return value.empty() ? Cell() : Cell(std::string_view(value));
}
inline Cell text(const std::optional<std::string>& value) { return value ? text(*value) : Cell(); }
inline Cell made(std::string value) { return value.empty() ? Cell() : Cell(std::move(value)); }
inline Cell truth(const std::optional<bool>& value) { return value ? Cell(*value) : Cell(); }

template <typename Number>
Cell figure(const std::optional<Number>& value) {
  return value ? Cell(static_cast<double>(*value)) : Cell();
}
inline Cell count(std::size_t value) { return static_cast<double>(value); }

/// Items in one cell, with "; " between them.
inline Cell list(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) {
    if (!out.empty()) out += "; ";
    out += item;
  }
  return made(std::move(out));
}

}  // namespace outturn::downloads
