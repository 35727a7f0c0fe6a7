// SPDX-License-Identifier: GPL-3.0-or-later
// The apostrophe against formulas: OWASP, "CSV Injection".
#include "indexer/workbook/cells.h"

#include <cctype>

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

}  // namespace

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
