// SPDX-License-Identifier: GPL-3.0-or-later
// What a cell's text says: numbers as people of different countries write them, dates, years,
// lengths of time, yes and no, slugs. Nothing is guessed: what can be read in two ways is refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "indexer/readers/table.h"

namespace outturn::ingest {

/// A value, or what is wrong with the text in words that end a sentence: "is not a number".
struct Unread {
  std::string message;
  std::string hint;
};
template <typename T>
using Reading = tl::expected<T, Unread>;

/// How numbers are written. `thousands` 0: they are not grouped.
struct NumberForm {
  char decimal = '.';
  char thousands = 0;
};

/// What a figure's cell is in; kPercent: 12 or 12% become 0.12.
enum class Unit { kPlain, kPercent, kThousands, kMillions };

/// A finite number: "1,234.5", "-0,3", ".12", "1e-6", a Unicode minus, a sign of currency before
/// it. A percent sign is refused unless the unit is per cent. A number of a spreadsheet is taken as
/// it is stored.
Reading<double> read_number(const Cell& cell, const NumberForm& form, Unit unit);

/// Yes and no as people write them: yes, no, true, false, y, n, x, 1, 0.
Reading<bool> read_truth(std::string_view text);

/// In which order a date such as 3/4/2016 is written.
enum class DateOrder { kNone, kDayFirst, kMonthFirst };

/// 2016, 2016-04, 2016-04-25, the beginning of an ISO time; and 25/4/2016 where the order is known.
Reading<std::string> read_date(std::string_view text, DateOrder order);

/// The one year a text names: "1996, April", "2007b"; two different ones are refused.
Reading<int> read_year(std::string_view text);

/// A length of time in months: "0 Days", "1 Year", "6 months", "2 weeks".
Reading<double> read_months(std::string_view text);

/// Lower-case ASCII letters and digits joined by hyphens, at most `longest` bytes; whatever else
/// the text holds parts words. Empty where nothing is left.
std::string slug_of(std::string_view text, std::size_t longest);

/// White space of any kind as one space each, none at the ends.
std::string one_line(std::string_view text);

/// Lower-case, with single spaces and none at the ends, for comparing what people typed.
std::string folded(std::string_view text);

}  // namespace outturn::ingest
