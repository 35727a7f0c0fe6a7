// SPDX-License-Identifier: GPL-3.0-or-later
// Figures, money, dates and plurals in words; see format.h for the house rules.
#include "server/render/format.h"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <cmath>
#include "schema/base/text.h"

namespace outturn::render {
namespace {

constexpr std::string_view kMinus = "\u2212";
constexpr std::string_view kNoBreakSpace = "\u00a0";
constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};

/// The digits of |value| with up to `most` decimals and at least `least`, without a sign.
std::string digits_of(double value, int least, int most) {
  std::string digits = fmt::format("{:.{}f}", std::fabs(value), most);
  const std::size_t point = digits.find('.');
  if (point == std::string::npos) return digits;
  const std::size_t floor_size = point + 1 + static_cast<std::size_t>(least);
  while (digits.size() > floor_size && digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  return digits;
}

bool all_zero(const std::string& digits) {
  return digits.find_first_of("123456789") == std::string::npos;
}

std::string plain(double value, int least, int most) {
  const std::string digits = digits_of(value, least, most);
  std::string text = base::with_separators(digits);
  if (value < 0 && !all_zero(digits)) text.insert(0, kMinus);
  return text;
}

/// Whole units where there is nothing behind the point, else two decimals.
std::string amount_digits(double value) {
  const double pence = std::round(std::fabs(value) * 100);
  const bool whole = std::fmod(pence, 100) == 0;
  return digits_of(value, whole ? 0 : 2, whole ? 0 : 2);
}

std::optional<int> small_int(std::string_view digits) {
  if (digits.empty() || digits.size() > 4) return std::nullopt;
  int value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::string fixed(double value, int decimals) { return plain(value, decimals, decimals); }

std::string figure(double value) { return plain(value, 0, 4); }

std::string effect_figure(double value) { return plain(value, 2, 4); }

std::string signed_effect(double value) {
  const std::string text = effect_figure(value);
  return value > 0 && !all_zero(text) ? "+" + text : text;
}

std::string count_figure(std::size_t value) { return base::with_separators(std::to_string(value)); }

std::string plural(std::size_t count, std::string_view one, std::string_view many) {
  return base::plural(count, one, many);
}

std::string currency_symbol(const std::optional<std::string>& currency) {
  if (!currency || currency->empty()) return {};
  if (*currency == "GBP") return "£";
  if (*currency == "USD") return "$";
  if (*currency == "EUR") return "€";
  return *currency + std::string(kNoBreakSpace);
}

std::string money(double amount, const std::optional<std::string>& currency) {
  const std::string digits = amount_digits(amount);
  const std::string_view sign = amount < 0 && !all_zero(digits) ? kMinus : std::string_view{};
  return fmt::format("{}{}{}", sign, currency_symbol(currency), base::with_separators(digits));
}

std::string ratio_text(double value, const std::optional<std::string>& currency) {
  const std::string unit = currency_symbol(currency);
  if (unit.empty()) return money(value, currency) + " per 1 spent";
  return fmt::format("{} per {}1", money(value, currency), unit);
}

std::string ratio_range_text(double low, double high, const std::optional<std::string>& currency) {
  return fmt::format("{} to {}", money(low, currency), ratio_text(high, currency));
}

std::string percent(double share) { return plain(share * 100, 0, 2) + "%"; }

std::string date_text(std::string_view iso) {
  const std::optional<int> year = small_int(iso.substr(0, 4));
  if (!year || iso.size() < 7 || iso[4] != '-') return std::string(iso);
  const std::optional<int> month = small_int(iso.substr(5, 2));
  if (!month || *month < 1 || *month > 12) return std::string(iso);
  const std::string_view name = kMonths[static_cast<std::size_t>(*month - 1)];
  if (iso.size() == 7) return fmt::format("{} {}", name, *year);
  const std::optional<int> day = iso.size() >= 10 ? small_int(iso.substr(8, 2)) : std::nullopt;
  if (!day || iso[7] != '-') return std::string(iso);
  return fmt::format("{} {} {}", *day, name, *year);
}

std::string months_text(double months) {
  const bool years = months >= 24 && std::fmod(months, 12) == 0;
  const double number = years ? months / 12 : months;
  const std::string_view unit = years ? "year" : "month";
  return fmt::format("{} {}{}", figure(number), unit, number == 1 ? "" : "s");
}

std::string list_text(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? " and " : ", ";
    text += items[i];
  }
  return text;
}

std::string sentence_case(std::string text) {
  if (!text.empty()) {
    const unsigned char first = static_cast<unsigned char>(text[0]);
    text[0] = static_cast<char>(std::toupper(first));
  }
  return text;
}

std::string mid_sentence(std::string text) {
  const bool abbreviation =
      text.size() > 1 && std::isupper(static_cast<unsigned char>(text[1])) != 0;
  if (!text.empty() && !abbreviation) {
    text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  }
  return text;
}

}  // namespace outturn::render
