// SPDX-License-Identifier: GPL-3.0-or-later
// What spreadsheet programs make of a text, and how a text stays one: no cell that we write runs as
// a formula. All take UTF-8; safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace outturn::base {

/// What a cell of an XLSX can hold, in utf16_units().
inline constexpr std::size_t kLongestCell = 32'767;

/// For CSV, which programs read for formulas: a text that begins with = + - @, a tab or a carriage
/// return, after any number of apostrophes, has one more apostrophe before it.
std::string guarded(std::string_view text);
std::string unguarded(std::string_view text);

/// For XLSX, where "_x0041_" is a character: text in which that says itself.
std::string xlsx_text(std::string_view text);

/// How long a text is as XLSX counts it.
std::size_t utf16_units(std::string_view utf8);

/// At most that many units, cut between characters.
std::string_view first_units(std::string_view utf8, std::size_t units);

/// A field of a CSV by RFC 4180, appended: in quotes where it holds a comma, a quote or a line end.
void add_csv_field(std::string& row, std::string_view text);

}  // namespace outturn::base
