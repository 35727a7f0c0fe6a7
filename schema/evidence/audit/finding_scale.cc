// SPDX-License-Identifier: GPL-3.0-or-later
// Metrics by their scale.
#include "schema/evidence/audit/finding_scale.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace outturn::evidence {
namespace {

constexpr std::array<std::string_view, 4> kStandardised{"smd", "cohen_d", "hedges_g",
                                                        "glass_delta"};
constexpr std::array<std::string_view, 3> kRatios{"odds_ratio", "risk_ratio", "hazard_ratio"};
constexpr std::array<std::string_view, 6> kDifferences{"risk_difference",   "percent_change",
                                                       "percentage_points", "mean_difference",
                                                       "correlation",       "months_progress"};

template <typename List>
bool is_one_of(const List& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

}  // namespace

Scale scale_of(const Finding& finding) {
  const bool ratio = is_one_of(kRatios, finding.metric);
  const bool standardised = is_one_of(kStandardised, finding.metric);
  return {ratio, standardised, ratio || standardised || is_one_of(kDifferences, finding.metric)};
}

std::optional<double> effect_of(const Finding& finding) {
  const Scale scale = scale_of(finding);
  if (!finding.value || !scale.has_sign) return {};
  if (!scale.ratio) return finding.value;
  if (*finding.value <= 0) return {};
  return std::log(*finding.value);
}

double turned_to_good(const Finding& finding, double effect) {
  return finding.better == "lower" ? -effect : effect;
}

}  // namespace outturn::evidence
