// SPDX-License-Identifier: GPL-3.0-or-later
// What XLSX keeps as a number and shows as a date, and numbers as text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace outturn::ingest {

enum class Shows { kNumber, kDate };

/// What a number format shows: of the built-in ones by id, of others by their code. A length of
/// time ("[h]:mm") is a number.
Shows shown_by_id(std::size_t id);
Shows shown_by_code(std::string_view code);

enum class DateSystem { k1900, k1904 };

/// A serial number as ISO 8601: a day, a day and a time to the second, or a time alone below 1.
/// None where the format has no such day.
std::optional<std::string> iso_date(double serial, DateSystem system);

/// The shortest text that reads back as the same number.
std::string number_text(double value);

}  // namespace outturn::ingest
