// SPDX-License-Identifier: GPL-3.0-or-later
// Number formats after ECMA-376 part 1, 18.8.30, and days after 18.17.4.1.
#include "indexer/readers/sheets/number_format.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "schema/base/text.h"

namespace outturn::ingest {

Shows shown_by_id(std::size_t id) {
  const bool date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id == 45 || id == 47 ||
                    (id >= 50 && id <= 58);
  return date ? Shows::kDate : Shows::kNumber;
}

Shows shown_by_code(std::string_view code) {
  // Only the section for positive numbers counts: "General;[Red]-General" and the like.
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char at = code[i];
    if (at == '"') {
      i = code.find('"', i + 1);
      if (i == std::string_view::npos) break;
    } else if (at == '\\' || at == '_' || at == '*') {
      ++i;
    } else if (at == '[') {
      const auto close = code.find(']', i);
      if (close == std::string_view::npos) break;
      const auto inside = base::lower(code.substr(i + 1, close - i - 1));
      if (!inside.empty() && inside.find_first_not_of("hms") == std::string::npos)
        return Shows::kNumber;
      i = close;
    } else if (base::lower(code.substr(i, 7)) == "general") {
      i += 6;
    } else if (std::string_view("dDmMyYhHsS").find(at) != std::string_view::npos) {
      return Shows::kDate;
    } else if (at == '0' || at == '#' || at == '?' || at == '@') {
      return Shows::kNumber;
    }
  }
  return Shows::kNumber;
}

std::optional<std::string> iso_date(double serial, DateSystem system) {
  constexpr double kLast = 2'958'466;  // the day after 9999-12-31
  constexpr std::int64_t kDaySeconds = 86'400;
  if (!(serial >= 0 && serial < kLast)) return std::nullopt;
  const auto seconds = static_cast<std::int64_t>(std::llround(serial * kDaySeconds));
  std::int64_t day = seconds / kDaySeconds;
  const std::int64_t rest = seconds % kDaySeconds;
  const auto clock = fmt::format("{:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60);
  if (serial < 1 && rest != 0) return clock;
  std::string iso;
  if (system == DateSystem::k1900 && day == 60) {
    iso = "1900-02-29";  // a day that never was, which the format has all the same
  } else {
    using std::chrono::days;
    const std::chrono::sys_days origin =
        system == DateSystem::k1904
            ? std::chrono::sys_days(std::chrono::year(1904) / 1 / 1)
            : std::chrono::sys_days(std::chrono::year(1899) / 12 / (day < 60 ? 31 : 30));
    const std::chrono::year_month_day date(origin + days(day));
    iso = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  }
  return rest == 0 ? iso : iso + "T" + clock;
}

std::string number_text(double value) { return fmt::format("{}", value); }

}  // namespace outturn::ingest
