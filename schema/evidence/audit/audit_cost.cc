// SPDX-License-Identifier: GPL-3.0-or-later
// A ratio and benefits mean a cost. Where their appraisal gives none, but the same source says in
// the same record what was spent, is it that?
#include <fmt/format.h>

#include <cmath>

#include "schema/evidence/audit/sentence.h"
#include "schema/evidence/audit/tolerance.h"

namespace outturn::evidence {
namespace {

bool is_spent(const Appraisal& other, const Appraisal& appraisal) {
  return other.kind == "programme_cost" && other.basis == "evaluative" && other.total_cost &&
         *other.total_cost > 0 && other.source == appraisal.source &&
         other.currency == appraisal.currency;
}

}  // namespace

void audit_cost(const Record& record, const Appraisal& appraisal, const std::string& pointer,
                Flags& flags) {
  if (!appraisal.ratio || !appraisal.ratio->central || !appraisal.total_benefits) return;
  if (appraisal.total_cost || appraisal.cost_per_participant || appraisal.net_benefit) return;
  const double ratio = *appraisal.ratio->central;
  const double benefits = *appraisal.total_benefits;
  const auto implied = rounded(benefits, appraisal.as_printed, "total_benefits") /
                       rounded(ratio, appraisal.as_printed, "ratio");
  if (!implied || benefits <= 0 || ratio <= 0) return;
  const Appraisal* spent = nullptr;
  Range sum;
  for (const Appraisal& other : record.appraisals) {
    if (!is_spent(other, appraisal)) continue;
    const Range cost = rounded(*other.total_cost, other.as_printed, "total_cost");
    sum = sum + cost;
    if (meet(cost, *implied)) return;
    if (spent == nullptr) spent = &other;
  }
  if (spent == nullptr || meet(sum, *implied)) return;
  const double by_spent = benefits / *spent->total_cost;
  flags.add(Check::kCostElsewhere, pointer + "/ratio/central", {ratio, {}, by_spent},
            fmt::format("A ratio of {} and benefits of {} mean a cost of about {}, but the cost "
                        "the source gives is {} ({}), with which the ratio would be {}: the two "
                        "may be of different periods or parts.",
                        say_ratio(ratio), say_money(benefits, appraisal.currency),
                        say_money(std::round(benefits / ratio), appraisal.currency),
                        say_money(*spent->total_cost, spent->currency), spent->locator,
                        say_number(by_spent, 2)));
}

}  // namespace outturn::evidence
