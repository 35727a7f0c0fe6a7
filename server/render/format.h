// SPDX-License-Identifier: GPL-3.0-or-later
// How figures, money, dates and plurals are written for people: thousands separators, real minus
// signs (U+2212), never a trailing ".0". Pure functions of their arguments, safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::render {

/// A number with a fixed count of decimals: "1,234.50", "−0.88". A result that rounds to zero has
/// no sign.
std::string fixed(double value, int decimals);

/// A number as short as it can be said without loss up to four decimals: "0.88", "12", "1,234.5".
std::string figure(double value);

/// A number with at least two decimals, so that a column of effects lines up: "0.30", "0.045".
std::string effect_figure(double value);

/// The same with a sign always: "+0.13", "−0.88".
std::string signed_effect(double value);

std::string count_figure(std::size_t value);

/// "1 effect", "1,204 effects".
std::string plural(std::size_t count, std::string_view one, std::string_view many);

/// "£" for GBP, "$" for USD, "€" for EUR, else the code and a no-break space; empty where not
/// stated.
std::string currency_symbol(const std::optional<std::string>& currency);

/// "£7,561", "−£473", "£1.94", "CHF 20"; pence only where there are any.
std::string money(double amount, const std::optional<std::string>& currency);

/// "£1.94 per £1", "£4 per £1"; "1.94 per 1 spent" where no currency is stated, which stands beside
/// it.
std::string ratio_text(double value, const std::optional<std::string>& currency);

/// "£1.97 to £3.94 per £1".
std::string ratio_range_text(double low, double high, const std::optional<std::string>& currency);

/// A share between 0 and 1 as "3.5%".
std::string percent(double share);

/// "22 November 2026" of an ISO date or date and time, "March 2016" of a month; else the text
/// itself.
std::string date_text(std::string_view iso);

/// "6 months", "2 years", "18 months".
std::string months_text(double months);

/// "a, b and c".
std::string list_text(const std::vector<std::string>& items);

/// First letter in capitals (ASCII only; other letters are left alone).
std::string sentence_case(std::string text);

/// First letter small, unless the word is an abbreviation such as "NHS".
std::string mid_sentence(std::string text);

}  // namespace outturn::render
