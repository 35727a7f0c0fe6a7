// SPDX-License-Identifier: GPL-3.0-or-later
// Figures in words, and the gathering of flags.
#include "schema/evidence/audit/sentence.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <utility>

#include "schema/base/text.h"
#include "schema/evidence/audit/tolerance.h"

namespace outturn::evidence {
namespace {

constexpr double kHuge = 1e15;
constexpr std::size_t kLongestQuote = 60;
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kSymbols{
    {{"GBP", "£"}, {"EUR", "€"}, {"USD", "$"}}};

/// A comma between every three digits before the point.
std::string grouped(std::string text) {
  const auto begin = text.find_first_of("0123456789");
  auto at = std::min(text.find('.'), text.size());
  while (at > begin + 3) {
    at -= 3;
    text.insert(at, ",");
  }
  return text;
}

std::optional<double> finite(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? value : std::nullopt;
}

}  // namespace

std::string say_number(double value, int decimals) {
  if (!std::isfinite(value)) return "a number beyond reckoning";
  if (std::abs(value) >= kHuge) return fmt::format("{:.4g}", value);
  std::string text = grouped(fmt::format("{:.{}f}", value, decimals));
  if (text.find_first_of("123456789") == std::string::npos && text.starts_with('-'))
    text.erase(0, 1);
  return text;
}

std::string say_number(double value) {
  if (!std::isfinite(value) || value == 0 || std::abs(value) >= kHuge) return say_number(value, 0);
  const int wanted = 3 - static_cast<int>(std::floor(std::log10(std::abs(value))));
  if (wanted > 12) return fmt::format("{:.3g}", value);
  return say_number(value, std::min(std::max(wanted, 0), decimals_of(value)));
}

std::string say_ratio(double value) {
  return say_number(value, std::min(std::max(2, decimals_of(value)), 4));
}

std::string say_money(double amount, const std::optional<std::string>& currency) {
  const bool pence = std::isfinite(amount) && std::abs(amount) < 1000 && decimals_of(amount) > 0;
  const std::string text = say_number(std::abs(amount), pence ? 2 : 0);
  const std::string sign = amount < 0 ? "-" : "";
  if (!currency) return sign + text;
  for (const auto& [code, symbol] : kSymbols)
    if (code == *currency) return sign + std::string(symbol) + text;
  return sign + *currency + " " + text;
}

std::string say_list(const std::vector<std::string>& items) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += i + 1 == items.size() ? " and " : ", ";
    out += items[i];
  }
  return out;
}

std::string sentence_case(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

std::string in_quotes(std::string_view text) {
  return "\"" + base::clip(base::printable(text), kLongestQuote) + "\"";
}

void Flags::add(Check check, std::string pointer, Figures figures, std::string sentence) {
  const CheckRow& known = row(check);
  flags_.push_back({std::string(known.code), known.severity, std::move(pointer),
                    finite(figures.reported), std::move(figures.printed), finite(figures.derived),
                    std::move(sentence)});
}

}  // namespace outturn::evidence
