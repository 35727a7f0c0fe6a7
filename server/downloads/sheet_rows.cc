// SPDX-License-Identifier: GPL-3.0-or-later
// See sheet_rows.h.
#include "server/downloads/sheet_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <type_traits>

#include "schema/base/spreadsheet.h"

namespace outturn::downloads {
namespace {

/// What a cell holds of a text that takes `units` as XLSX writes it, and that it is not all.
std::string cut(std::string_view text, std::size_t units) {
  constexpr std::string_view kNote =
      "\u2026 [CUT HERE: a cell holds no more; the CSV has all of it]";
  // What escapes add to all of it, or as much again, is enough for those of its beginning.
  const std::size_t escapes = std::min(units - base::utf16_units(text), base::kLongestCell / 2);
  const std::size_t room = base::kLongestCell - escapes - base::utf16_units(kNote);
  return base::xlsx_text(base::first_units(text, room)).append(kNote);
}

std::string column_name(std::size_t column) {
  constexpr std::size_t kLetters = 26;
  std::string out;
  for (std::size_t left = column + 1; left > 0; left = (left - 1) / kLetters)
    out.insert(out.begin(), static_cast<char>('A' + (left - 1) % kLetters));
  return out;
}

bool is_special(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '&' || c == '<' || c == '>';
}

/// XML's own signs, and for what XML cannot hold the escapes of ST_Xstring (22.9.2.19).
void add_escaped(std::string_view text, std::string& xml) {
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_special(text[i]) || text[i] == '\t' || text[i] == '\n') continue;
    xml += text.substr(from, i - from);
    from = i + 1;
    switch (text[i]) {
      case '&':
        xml += "&amp;";
        break;
      case '<':
        xml += "&lt;";
        break;
      case '>':
        xml += "&gt;";
        break;
      default:
        fmt::format_to(std::back_inserter(xml), "_x{:04X}_", static_cast<unsigned char>(text[i]));
    }
  }
  xml += text.substr(from);
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

SheetRows::SheetRows(std::size_t columns, SheetLimits limits) : limits_(limits) {
  for (std::size_t i = 0; i < columns; ++i) columns_.push_back(column_name(i));
}

void SheetRows::add(std::span<const Cell> cells, std::string& xml) {
  if (written_.rows >= limits_.rows || bytes_ >= limits_.bytes) {
    ++written_.left_out;
    return;
  }
  const std::size_t begin = xml.size();
  const std::string row = fmt::format_int(++written_.rows + 1).str();  // the heading is the first
  xml.append("<row r=\"").append(row).append("\">");
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto open = [&](std::string_view type) {
      xml.append("<c r=\"").append(columns_[i]).append(row).append("\"").append(type).append(">");
    };
    std::visit(
        [&](const auto& value) {
          using Value = std::decay_t<decltype(value)>;
          if constexpr (std::is_same_v<Value, double>) {
            if (!std::isfinite(value)) return;
            open("");
            fmt::format_to(std::back_inserter(xml), "<v>{}</v></c>", value);
          } else if constexpr (std::is_same_v<Value, bool>) {
            open(" t=\"b\"");
            xml += value ? "<v>1</v></c>" : "<v>0</v></c>";
          } else if constexpr (!std::is_same_v<Value, std::monostate>) {
            open(" t=\"inlineStr\"");
            add_text(value, xml);
            xml += "</c>";
          }
        },
        cells[i]);
  }
  xml += "</row>";
  bytes_ += xml.size() - begin;
}

void SheetRows::add_text(std::string_view value, std::string& xml) {
  std::string text = base::xlsx_text(value);
  if (text.size() > base::kLongestCell && base::utf16_units(text) > base::kLongestCell) {
    text = cut(value, base::utf16_units(text));
    ++written_.cut;
  }
  const bool keep = !text.empty() && (is_space(text.front()) || is_space(text.back()));
  xml += keep ? "<is><t xml:space=\"preserve\">" : "<is><t>";
  add_escaped(text, xml);
  xml += "</t></is>";
}

}  // namespace outturn::downloads
