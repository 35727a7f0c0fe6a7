// SPDX-License-Identifier: GPL-3.0-or-later
// Readers of cells; contracts in cell_text.h.
#include "indexer/profiles/cell_text.h"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <cmath>
#include <utility>

#include "indexer/readers/number_text.h"
#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

constexpr double kDaysAMonth = 365.25 / 12;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

tl::unexpected<Unread> unread(std::string message, std::string hint = {}) {
  return tl::unexpected(Unread{std::move(message), std::move(hint)});
}

/// Whether digits are grouped by a sign of which the profile says nothing.
bool grouped_unsaid(std::string_view text, const NumberForm& form) {
  const char other = form.decimal == ',' ? '.' : ',';
  if (form.thousands != other && text.find(other) != std::string_view::npos) return true;
  if (form.thousands == ' ') return false;
  for (std::size_t i = 1; i + 1 < text.size(); ++i)
    if (text[i] == ' ' && is_digit(text[i - 1]) && is_digit(text[i + 1])) return true;
  return false;
}

std::string number_hint(std::string_view text, const NumberForm& form) {
  if (text.find('<') != std::string_view::npos || text.find('>') != std::string_view::npos)
    return "a bound is not a figure: say \"unreadable\": \"as_printed\" to keep it as printed";
  if (text.find(',') != std::string_view::npos && form.decimal != ',' && form.thousands != ',')
    return "say in \"numbers\" what commas stand for: \"decimal\": \",\" or \"thousands\": \",\"";
  if (text.find('.') != std::string_view::npos && form.decimal == ',' && form.thousands != '.')
    return "\"decimal\" is a comma here; say \"thousands\": \".\" where points group digits";
  return "correct the cell, or list the text under \"blank\" where it means that there is none";
}

double factor(Unit unit) {
  switch (unit) {
    case Unit::kPlain:
      return 1;
    case Unit::kPercent:
      return 0.01;
    case Unit::kThousands:
      return 1e3;
    case Unit::kMillions:
      return 1e6;
  }
  return 1;
}

/// 12 per cent is 0.12 and not 0.12 and a bit: dividing rounds once.
double scaled(double value, Unit unit) {
  return unit == Unit::kPercent ? value / 100 : value * factor(unit);
}

Reading<double> finite(double value, std::string_view text) {
  if (std::isfinite(value)) return value;
  return unread(fmt::format("\"{}\" is too large for a number", base::clip(text, 40)));
}

bool names_date(std::string_view text) {
  const auto shape = [&](std::string_view form) {
    if (text.size() != form.size()) return false;
    for (std::size_t i = 0; i < form.size(); ++i)
      if (form[i] == '9' ? !is_digit(text[i]) : text[i] != form[i]) return false;
    return true;
  };
  return shape("9999") || shape("9999-99") || shape("9999-99-99");
}

}  // namespace

Reading<double> read_number(const Cell& cell, const NumberForm& form, Unit unit) {
  const bool percent = cell.text.ends_with('%');
  if (cell.number) {
    // A cell that is shown in per cent stores the fraction.
    return finite(percent ? *cell.number : scaled(*cell.number, unit), cell.text);
  }
  std::string_view text = base::trim(cell.text);
  const std::string shown = base::clip(base::printable(cell.text), 60);
  if (percent && unit != Unit::kPercent)
    return unread(fmt::format("\"{}\" is in per cent", shown),
                  "say \"unit\": \"percent\" in the profile to have it as a fraction");
  if (percent) text.remove_suffix(1);
  text = without_currency(base::trim(text));
  const auto number = grouped_unsaid(text, form) ? std::nullopt : to_number(text, form.decimal);
  if (!number) return unread(fmt::format("\"{}\" is not a number", shown), number_hint(text, form));
  return finite(scaled(*number, unit), shown);
}

Reading<bool> read_truth(std::string_view text) {
  const std::string word = folded(text);
  for (const char* yes : {"yes", "true", "y", "x", "1"})
    if (word == yes) return true;
  for (const char* no : {"no", "false", "n", "0"})
    if (word == no) return false;
  if (const auto number = base::parse_number(word); number && (*number == 0 || *number == 1))
    return *number == 1;
  return unread(fmt::format("\"{}\" is neither yes nor no", base::clip(base::printable(text), 60)),
                "write yes or no, or map it in the profile");
}

Reading<std::string> read_date(std::string_view text, DateOrder order) {
  std::string_view day = base::trim(text);
  if (const auto time = day.find_first_of("T "); time == 10) day = day.substr(0, time);
  if (names_date(day)) return std::string(day);
  std::array<int, 3> parts{};
  std::size_t count = 0;
  bool sound = true;
  for (std::size_t i = 0; sound && i < day.size() && day[i] != ' '; ++i) {
    if (is_digit(day[i])) {
      if (count == 0 || (i > 0 && !is_digit(day[i - 1]))) ++count;
      sound = count <= 3 && parts[count - 1] < 1000;
      if (sound) parts[count - 1] = parts[count - 1] * 10 + (day[i] - '0');
    } else {
      sound = i > 0 && (day[i] == '/' || day[i] == '.' || day[i] == '-');
    }
  }
  if (!sound || count != 3 || parts[2] < 1000)
    return unread(fmt::format("\"{}\" is not a date", base::clip(base::printable(text), 60)),
                  "a date is 2016, 2016-04 or 2016-04-25");
  if (order == DateOrder::kNone)
    return unread(fmt::format("\"{}\" can be read in two ways", base::printable(text)),
                  "say \"dates\": \"day first\" or \"month first\" in the profile");
  const int month = order == DateOrder::kDayFirst ? parts[1] : parts[0];
  const int in_month = order == DateOrder::kDayFirst ? parts[0] : parts[1];
  if (month < 1 || month > 12 || in_month < 1 || in_month > 31)
    return unread(fmt::format("\"{}\" is not a date in the order given", base::printable(text)),
                  "\"dates\" in the profile says which comes first");
  return fmt::format("{:04}-{:02}-{:02}", parts[2], month, in_month);
}

Reading<int> read_year(std::string_view text) {
  std::optional<int> year;
  bool two = false;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end - i == 4) {
      const int found = static_cast<int>(*base::parse_count(text.substr(i, 4)));
      two = two || (year && *year != found);
      if (!year) year = found;
    }
    i = end == i ? i + 1 : end;
  }
  if (year && !two) return *year;
  return unread(fmt::format("\"{}\" names {}", base::clip(base::printable(text), 60),
                            two ? "more than one year" : "no year"),
                "a year is four digits");
}

Reading<double> read_months(std::string_view text) {
  const std::string word = folded(text);
  const auto space = word.find_first_not_of("0123456789.");
  const auto number = base::parse_number(word.substr(0, space));
  std::string unit = number && space != std::string::npos
                         ? std::string(base::trim(std::string_view(word).substr(space)))
                         : "";
  if (unit.size() > 1 && unit.back() == 's') unit.pop_back();
  if (unit == "month") return *number;
  if (unit == "year") return *number * 12;
  if (unit == "week") return std::round(*number * 7 / kDaysAMonth * 10) / 10;
  if (unit == "day") return std::round(*number / kDaysAMonth * 10) / 10;
  return unread(
      fmt::format("\"{}\" is not a length of time", base::clip(base::printable(text), 60)),
      "write it as \"6 months\" or \"1 year\", or say \"otherwise\": null to leave it out");
}

std::string slug_of(std::string_view text, std::size_t longest) {
  std::string out;
  bool parted = false;
  for (const char c : base::lower(text)) {
    if (is_digit(c) || is_letter(c)) {
      if (parted && !out.empty()) out += '-';
      parted = false;
      out += c;
    } else if (c != '\'') {
      parted = true;
    }
  }
  if (out.size() > longest) out.resize(longest);
  while (out.ends_with('-')) out.pop_back();
  return out;
}

std::string one_line(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\f\v";
  std::string out;
  for (const char c : base::trim(text)) {
    const bool space = kSpace.find(c) != std::string_view::npos;
    if (!space) out += c;
    if (space && out.back() != ' ') out += ' ';
  }
  return out;
}

std::string folded(std::string_view text) {
  if (text.find('\xC2') == std::string_view::npos) return base::lower(one_line(text));
  std::string spaced(text);  // the space that does not break is a space to whoever reads it
  for (auto at = spaced.find("\u00a0"); at != std::string::npos; at = spaced.find("\u00a0", at))
    spaced.replace(at, 2, " ");
  return base::lower(one_line(spaced));
}

}  // namespace outturn::ingest
