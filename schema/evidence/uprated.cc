// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the deflator of an appraisal's currency and applies it to every amount.
#include "schema/evidence/uprated.h"

#include <cmath>
#include <utility>

#include "schema/evidence/arithmetic/prices.h"
#include "schema/evidence/price_series.h"

namespace outturn::evidence {

using arithmetic::not_possible;

base::Result<Uprated> uprated(const Appraisal& appraisal) {
  if (!appraisal.currency) return not_possible("the currency is not stated");
  if (!appraisal.price_year) return not_possible("the year of the prices is not stated");
  const std::pair<const char*, const std::optional<double>*> fields[] = {
      {"total_benefits", &appraisal.total_benefits},
      {"total_cost", &appraisal.total_cost},
      {"net_benefit", &appraisal.net_benefit},
      {"cost_per_participant", &appraisal.cost_per_participant}};
  const auto deflator = deflator_of_currency(*appraisal.currency);
  if (!deflator) return tl::unexpected(deflator.error());
  const int latest = (*deflator)->last_year();
  const auto one = arithmetic::uprate(1, *appraisal.price_year, latest, **deflator);
  if (!one) return tl::unexpected(one.error());
  Uprated out{latest, one->factor, one->method, {}};
  for (const auto& [field, amount] : fields) {
    if (!*amount) continue;
    const double now = **amount * one->factor;
    if (std::isfinite(now)) out.amounts.push_back({field, **amount, now});
  }
  if (out.amounts.empty()) return not_possible("no amount is reported");
  return out;
}

}  // namespace outturn::evidence
