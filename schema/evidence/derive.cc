// SPDX-License-Identifier: GPL-3.0-or-later
// Derived figures; contracts in derive.h.
#include "schema/evidence/derive.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "schema/evidence/record_fields.h"
#include "schema/evidence/vocabulary.h"

namespace outturn::evidence {
namespace {

constexpr double kZ95 = 1.959963984540054;  // 97.5th percentile of the standard normal
constexpr std::array<std::string_view, 4> kStandardised{"smd", "cohen_d", "hedges_g",
                                                        "glass_delta"};

bool is_on(const Finding& finding, std::span<const std::string> outcomes) {
  if (outcomes.empty()) return true;
  const Term* term = vocabulary("outcome").find(finding.outcome);
  return std::any_of(outcomes.begin(), outcomes.end(), [&](const std::string& wanted) {
    return wanted == finding.outcome || (term != nullptr && wanted == term->broader);
  });
}

std::optional<double> finite(double value) {
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<double> sum_of_lines(const Appraisal& appraisal) {
  if (appraisal.benefits.empty()) return {};
  double sum = 0;
  for (const BenefitLine& line : appraisal.benefits) {
    if (!line.amount) return {};
    sum += *line.amount;
  }
  return finite(sum);
}

bool is_held(const auto&) { return true; }
template <typename T>
bool is_held(const std::optional<T>& value) {
  return value.has_value();
}

/// Fields of a part whose print differs and that hold a value all the same.
template <typename Part>
std::size_t restored_in(const Part& part) {
  std::size_t count = 0;
  if (part.as_printed.empty()) return count;
  visit_fields(
      [&](const char* name, const auto& member) {
        if (part.as_printed.contains(name) && is_held(member)) ++count;
      },
      part);
  return count;
}

void add_once(std::vector<std::string>& list, const std::string& item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

}  // namespace

std::optional<OrientedEffect> oriented_effect(const Finding& finding) {
  if (!finding.value ||
      std::find(kStandardised.begin(), kStandardised.end(), finding.metric) == kStandardised.end())
    return {};
  const double sign = finding.better == "lower" ? -1 : 1;
  OrientedEffect effect;
  effect.turned = sign < 0;
  effect.value = sign * *finding.value;
  const bool at_95 = !finding.ci_level || std::abs(*finding.ci_level - 0.95) < 1e-9;
  if (finding.ci_low && finding.ci_high && at_95) {
    effect.low = std::min(sign * *finding.ci_low, sign * *finding.ci_high);
    effect.high = std::max(sign * *finding.ci_low, sign * *finding.ci_high);
  } else if (finding.se && *finding.se > 0) {
    effect.low = effect.value - kZ95 * *finding.se;
    effect.high = effect.value + kZ95 * *finding.se;
  }
  if (effect.low && !(std::isfinite(*effect.low) && std::isfinite(*effect.high)))
    effect.low = effect.high = std::nullopt;  // figures past all sense give no interval
  effect.clear = effect.low && (*effect.low > 0 || *effect.high < 0);
  return effect;
}

bool shown_before(const OrientedEffect& a, const OrientedEffect& b) {
  const bool a_clear = a.clear && a.value > 0;
  const bool b_clear = b.clear && b.value > 0;
  if (a_clear != b_clear) return a_clear;
  if (a_clear) return a.value > b.value;
  if (a.low.has_value() != b.low.has_value()) return a.low.has_value();
  if (a.low) return *a.high - *a.low < *b.high - *b.low;
  return a.value > b.value;
}

OrientedEffect as_reported(const OrientedEffect& effect) {
  if (!effect.turned) return effect;
  OrientedEffect reported = effect;
  reported.turned = false;
  reported.value = 0 - effect.value;  // never "-0"
  if (effect.high) reported.low = 0 - *effect.high;
  if (effect.low) reported.high = 0 - *effect.low;
  return reported;
}

Favours favours(const OrientedEffect& effect) {
  if (!effect.low || !effect.high) return Favours::kNotKnown;
  if (!effect.clear) return Favours::kNotClear;
  return effect.value > 0 ? Favours::kIntervention : Favours::kComparison;
}

std::optional<BestEffect> best_effect(const Record& record, std::span<const std::string> outcomes) {
  std::optional<BestEffect> best;
  for (std::size_t i = 0; i < record.findings.size(); ++i) {
    if (!is_on(record.findings[i], outcomes)) continue;
    const auto effect = oriented_effect(record.findings[i]);
    if (effect && (!best || shown_before(*effect, best->effect))) best = BestEffect{i, *effect};
  }
  return best;
}

std::optional<HeadlineRatio> headline_ratio(const Record& record) {
  for (std::size_t i = 0; i < record.appraisals.size(); ++i) {
    const auto& ratio = record.appraisals[i].ratio;
    if (!ratio || (!ratio->low && !ratio->central && !ratio->high)) continue;
    HeadlineRatio headline{i, ratio->low, ratio->high, 0, ratio->central.has_value()};
    if (ratio->central) {
      headline.central = *ratio->central;
    } else if (ratio->low && ratio->high) {
      const bool positive = *ratio->low > 0 && *ratio->high > 0;
      headline.central = positive ? std::sqrt(*ratio->low) * std::sqrt(*ratio->high)
                                  : *ratio->low / 2 + *ratio->high / 2;
    } else {
      headline.central = ratio->low ? *ratio->low : *ratio->high;
    }
    return headline;
  }
  return {};
}

Implied implied(const Appraisal& appraisal) {
  Implied out;
  out.benefits = sum_of_lines(appraisal);
  if (!out.benefits) out.benefits = appraisal.total_benefits;
  if (appraisal.total_cost) {
    out.cost = appraisal.total_cost;
  } else if (out.benefits && appraisal.net_benefit) {
    out.cost = finite(*out.benefits - *appraisal.net_benefit);
    if (out.cost && *out.cost <= 0)
      out.cost.reset();  // nothing costs nothing: a figure is misprinted
  }
  if (out.benefits && out.cost && *out.cost > 0) out.ratio = finite(*out.benefits / *out.cost);
  return out;
}

std::size_t restored_figures(const Record& record) {
  std::size_t count = 0;
  for (const Finding& finding : record.findings) count += restored_in(finding);
  for (const Appraisal& appraisal : record.appraisals) {
    count += restored_in(appraisal);
    for (const auto& line : appraisal.benefits) count += restored_in(line);
    for (const auto& line : appraisal.breakeven) count += restored_in(line);
    for (const auto& line : appraisal.scenarios) count += restored_in(line);
  }
  return count;
}

bool has_prints(const Record& record) {
  const auto has = [](const auto& part) { return !part.as_printed.empty(); };
  return std::any_of(record.findings.begin(), record.findings.end(), has) ||
         std::any_of(record.appraisals.begin(), record.appraisals.end(), [&](const auto& one) {
           return has(one) || std::any_of(one.benefits.begin(), one.benefits.end(), has) ||
                  std::any_of(one.breakeven.begin(), one.breakeven.end(), has) ||
                  std::any_of(one.scenarios.begin(), one.scenarios.end(), has);
         });
}

bool is_narrative(const Record& record) {
  const bool figure =
      std::any_of(record.findings.begin(), record.findings.end(), [](const Finding& finding) {
        return finding.value || finding.before || finding.after || finding.treatment_value ||
               finding.control_value || finding.ci_low || finding.ci_high;
      });
  const bool money = std::any_of(
      record.appraisals.begin(), record.appraisals.end(), [](const Appraisal& appraisal) {
        const auto amount = [](const auto& line) { return line.amount.has_value(); };
        return appraisal.ratio || appraisal.total_benefits || appraisal.total_benefits_low ||
               appraisal.total_benefits_high || appraisal.total_cost || appraisal.net_benefit ||
               appraisal.cost_per_participant || !appraisal.breakeven.empty() ||
               !appraisal.scenarios.empty() ||
               std::any_of(appraisal.benefits.begin(), appraisal.benefits.end(), amount);
      });
  return !figure && !money;
}

std::vector<std::string> outcomes_of(const Record& record) {
  std::vector<std::string> outcomes;
  for (const Finding& finding : record.findings) add_once(outcomes, finding.outcome);
  for (const Appraisal& appraisal : record.appraisals) {
    for (const auto& line : appraisal.benefits) add_once(outcomes, line.outcome);
    for (const auto& line : appraisal.breakeven) add_once(outcomes, line.outcome);
  }
  return outcomes;
}

std::vector<std::string> figure_sources(const Record& record) {
  std::vector<std::string> sources;
  if (!record.sources.empty()) add_once(sources, record.sources.front().id);
  for (const Finding& finding : record.findings) add_once(sources, finding.source);
  for (const Appraisal& appraisal : record.appraisals) add_once(sources, appraisal.source);
  return sources;
}

}  // namespace outturn::evidence
