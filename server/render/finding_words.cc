// SPDX-License-Identifier: GPL-3.0-or-later
// Findings in words; see finding_words.h.
#include "server/render/finding_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "schema/evidence/derive.h"
#include "server/render/format.h"
#include "server/render/words.h"

namespace outturn::render {

using evidence::Finding;

bool is_currency(const std::optional<std::string>& unit) {
  return unit && unit->size() == 3 &&
         std::all_of(unit->begin(), unit->end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

namespace {

/// A figure in the unit of its finding: "12%", "3 points", "0.45".
std::string in_unit(double value, const Finding& finding) {
  if (finding.metric == "proportion" && std::fabs(value) <= 1) return percent(value);
  if (is_currency(finding.unit)) return money(value, finding.unit);
  const std::string text = figure(value);
  if (finding.metric == "percent_change") return text + "%";
  if (!finding.unit) return text;
  const bool sign = *finding.unit == "%" || *finding.unit == "percent";
  return sign ? text + "%" : fmt::format("{} {}", text, *finding.unit);
}

}  // namespace

std::string reported_value(const Finding& finding) {
  const double value = *finding.value;
  if (evidence::oriented_effect(finding)) return signed_effect(value);
  const bool change = finding.metric == "percent_change" || finding.metric == "mean_difference" ||
                      finding.metric == "percentage_points" ||
                      finding.metric == "risk_difference" || finding.metric == "months_progress";
  return (change && value > 0 ? "+" : "") + in_unit(value, finding);
}

std::string pair_text(const Finding& finding) {
  std::vector<std::string> parts;
  if (finding.before) parts.push_back("before " + in_unit(*finding.before, finding));
  if (finding.after) parts.push_back("after " + in_unit(*finding.after, finding));
  if (finding.treatment_value) {
    parts.push_back("with it " + in_unit(*finding.treatment_value, finding));
  }
  if (finding.control_value) {
    parts.push_back("without it " + in_unit(*finding.control_value, finding));
  }
  return sentence_case(fmt::format("{}", fmt::join(parts, ", ")));
}

std::string reported_figure(const Finding& finding) {
  return finding.value ? reported_value(finding) : pair_text(finding);
}

std::string source_number(const evidence::Record& record, const std::string& id) {
  for (std::size_t i = 0; i < record.sources.size(); ++i)
    if (record.sources[i].id == id) return std::to_string(i + 1);
  return {};
}

}  // namespace outturn::render
