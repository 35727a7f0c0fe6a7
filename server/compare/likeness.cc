// SPDX-License-Identifier: GPL-3.0-or-later
// The marks of difference; contract in likeness.h.
#include "server/compare/likeness.h"

#include <algorithm>
#include <map>

namespace outturn::compare {
namespace {

constexpr std::size_t kFewestForMost = 3;  // of two that differ neither is the odd one out

std::string key_of(const Cell& cell) {
  if (!cell.value.is_null())
    return cell.value.dump(-1, ' ', false, evidence::Json::error_handler_t::replace);
  std::string key;
  for (const std::string& line : cell.lines) key += line + '\n';
  return key;
}

}  // namespace

std::string_view name_of(Likeness likeness) {
  switch (likeness) {
    case Likeness::kSame:
      return "same";
    case Likeness::kDiffers:
      return "differs";
    case Likeness::kNotAllReport:
      return "not_all_report";
    case Likeness::kNotJudged:
      break;
  }
  return "not_judged";
}

Likeness judge(std::vector<Cell>& cells) {
  std::map<std::string, std::size_t> counts;
  std::size_t reporting = 0;
  for (const Cell& cell : cells) {
    if (cell.lines.empty()) continue;
    ++counts[key_of(cell)];
    ++reporting;
  }
  if (reporting < 2) return Likeness::kNotJudged;
  if (counts.size() == 1)
    return reporting == cells.size() ? Likeness::kSame : Likeness::kNotAllReport;
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  if (reporting >= kFewestForMost && 2 * most->second > reporting)
    for (Cell& cell : cells) cell.unlike = !cell.lines.empty() && key_of(cell) != most->first;
  return Likeness::kDiffers;
}

}  // namespace outturn::compare
