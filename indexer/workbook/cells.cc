// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/workbook/cells.h"

#include <cctype>

#include "schema/base/spreadsheet.h"
#include "schema/base/text.h"

namespace outturn::workbook {
namespace {

std::string escaped(std::string_view item, Between between) {
  std::string out;
  for (std::size_t i = 0; i < item.size(); ++i) {
    const bool at_end = i == 0 || i + 1 == item.size();
    switch (item[i]) {
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case ';':
        out += between == Between::kLine ? ";" : "\\;";
        break;
      case ' ':
        out += at_end ? "\\s" : " ";
        break;
      default:
        out += item[i];
    }
  }
  return out;
}

std::string unescaped(std::string_view item) {
  constexpr std::string_view kLetters = "\\nrts;";
  constexpr std::string_view kMeant = "\\\n\r\t ;";
  std::string out;
  for (std::size_t i = 0; i < item.size(); ++i) {
    const auto letter = item[i] == '\\' && i + 1 < item.size() ? kLetters.find(item[i + 1])
                                                               : std::string_view::npos;
    if (letter == std::string_view::npos) {
      out += item[i];
    } else {
      out += kMeant[letter];
      ++i;
    }
  }
  return out;
}

/// The pieces between dividers, trimmed, still escaped.
std::vector<std::string_view> pieces(std::string_view cell, Between between) {
  std::vector<std::string_view> all;
  std::size_t from = 0;
  const auto take = [&](std::size_t to) {
    const auto piece = base::trim(cell.substr(from, to - from));
    if (!piece.empty()) all.push_back(piece);
    from = to + 1;
  };
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const bool escapes =
        cell[i] == '\\' && i + 1 < cell.size() && (cell[i + 1] == '\\' || cell[i + 1] == ';');
    if (escapes)
      ++i;
    else if (cell[i] == '\n' || (cell[i] == ';' && between == Between::kSemicolonOrLine))
      take(i);
  }
  take(cell.size());
  return all;
}

/// As XLSX counts it.
std::size_t length_of(std::string_view text) { return base::utf16_units(base::xlsx_text(text)); }

void cut(std::string_view text, std::vector<std::string>& cells) {
  while (!text.empty()) {
    auto piece = base::first_units(text, base::kLongestCell);
    while (length_of(piece) > base::kLongestCell)
      piece = base::first_units(piece, base::utf16_units(piece) / 2);
    cells.emplace_back(piece);
    text.remove_prefix(piece.size());
  }
}

}  // namespace

std::optional<Between> between_of(const Column& column) {
  if (column.holds == Holds::kPrinted) return Between::kSemicolonOrLine;
  if (column.holds != Holds::kList) return std::nullopt;
  return column.paragraphs ? Between::kLine : Between::kSemicolonOrLine;
}

bool fits_cell(std::string_view text) {
  // an escape at most doubles a text
  return text.size() * 2 <= base::kLongestCell || length_of(text) <= base::kLongestCell;
}

std::vector<std::string> cells_of(std::string_view text, std::optional<Between> between) {
  std::vector<std::string> cells;
  if (!between) {
    cut(text, cells);
    return cells;
  }
  std::size_t held = base::kLongestCell;
  for (const std::string_view item : pieces(text, *between)) {
    const std::size_t length = length_of(item);
    if (length > base::kLongestCell) {
      cut(item, cells);
      held = base::kLongestCell;
    } else if (held + 1 + length > base::kLongestCell) {
      cells.emplace_back(item);
      held = length;
    } else {
      join_piece(cells.back(), item, between);
      held += 1 + length;
    }
  }
  return cells;
}

void join_piece(std::string& text, std::string_view piece, std::optional<Between> between) {
  if (between) text += '\n';  // divides whatever else may
  text += piece;
}

std::string join_items(const std::vector<std::string>& items, Between between) {
  std::string cell;
  for (const std::string& item : items) {
    if (!cell.empty()) cell += between == Between::kLine ? "\n" : "; ";
    cell += escaped(item, between);
  }
  return cell;
}

std::vector<std::string> split_items(std::string_view cell, Between between) {
  std::vector<std::string> items;
  for (const auto piece : pieces(cell, between)) items.push_back(unescaped(piece));
  return items;
}

std::string join_pairs(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::string cell;
  for (const auto& [name, text] : pairs) {
    if (!cell.empty()) cell += '\n';
    cell += name + ": " + escaped(text, Between::kSemicolonOrLine);
  }
  return cell;
}

std::vector<std::pair<std::string, std::string>> split_pairs(std::string_view cell) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto piece : pieces(cell, Between::kSemicolonOrLine)) {
    const auto colon = piece.find(':');
    if (colon == std::string_view::npos)
      pairs.emplace_back("", unescaped(piece));
    else
      pairs.emplace_back(base::trim(piece.substr(0, colon)),
                         unescaped(base::trim(piece.substr(colon + 1))));
  }
  return pairs;
}

}  // namespace outturn::workbook
