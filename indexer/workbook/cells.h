// SPDX-License-Identifier: GPL-3.0-or-later
// Lists in a cell, and their way back, which gives what went in. What spreadsheet programs make of
// a text is in schema/base/spreadsheet.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/workbook/columns.h"

namespace outturn::workbook {

/// What stands between the items of a cell.
enum class Between {
  kSemicolonOrLine,  ///< written "; "
  kLine,             ///< written as a line break, for texts that have semicolons
};

/// What stands between the items of a column's cells; none where a cell holds one thing.
std::optional<Between> between_of(const Column& column);

/// Items as one cell. In an item a backslash, a line break, a tab, spaces at its ends and, where it
/// would divide, a semicolon are written \\ \n \t \r \s and \; .
std::string join_items(const std::vector<std::string>& items, Between between);

/// The items of a cell. Spaces around them and empty ones are dropped; a backslash before anything
/// else is one.
std::vector<std::string> split_items(std::string_view cell, Between between);

/// A cell of "name: text" on lines of their own, for as_printed.
std::string join_pairs(const std::vector<std::pair<std::string, std::string>>& pairs);

/// Its pairs; a piece without a colon has an empty name.
std::vector<std::pair<std::string, std::string>> split_pairs(std::string_view cell);

/// Whether a cell of an XLSX holds the text.
bool fits_cell(std::string_view text);

/// The text in pieces that each fit: whole items where `between` says what divides them, so that
/// join_piece() gives the same items; cut anywhere where it does not, or an item is too long.
std::vector<std::string> cells_of(std::string_view text, std::optional<Between> between);

/// Adds the piece that follows.
void join_piece(std::string& text, std::string_view piece, std::optional<Between> between);

}  // namespace outturn::workbook
