// SPDX-License-Identifier: GPL-3.0-or-later
// Who gains: the benefit lines of a record by agency, for one participant and for a caseload;
// contract in local_case.h.
#include "schema/evidence/local_case.h"

#include "schema/evidence/arithmetic/discounting.h"

namespace outturn::evidence {
namespace {

using arithmetic::AgencyFlow;
using arithmetic::AgencySums;
using arithmetic::Cashable;
using arithmetic::not_possible;

/// Stands for an agency that is not named: by_agency asks for a name, and no stakeholder has this.
constexpr const char* kNobodyNamed = "-";

Cashable cashable_of(const BenefitLine& line) {
  if (!line.cashable) return Cashable::kNotStated;
  return *line.cashable ? Cashable::kYes : Cashable::kNo;
}

std::vector<AgencyFlow> flows(const Appraisal& appraisal, double scale) {
  std::vector<AgencyFlow> list;
  for (const BenefitLine& line : appraisal.benefits) {
    if (!line.amount) continue;
    list.push_back({line.beneficiary.value_or(kNobodyNamed), 0, *line.amount * scale,
                    arithmetic::FlowKind::kBenefit, cashable_of(line)});
  }
  return list;
}

AgencyGain gain(const arithmetic::AgencyRow& of_one, const AgencySums& of_all) {
  return {of_one.agency == kNobodyNamed ? "" : of_one.agency, of_one.undiscounted, of_all};
}

}  // namespace

base::Result<WhoGains> who_gains(const Record& record, const LocalBasis& basis, double caseload) {
  if (auto error = arithmetic::require_positive({{"the caseload", caseload}}))
    return tl::unexpected(*error);
  if (!basis.chosen || !basis.chosen->line_scale)
    return not_possible("the record gives no benefits by agency for one participant");
  const Appraisal& appraisal = record.appraisals[basis.chosen->appraisal];
  const double scale = *basis.chosen->line_scale;
  const auto none = arithmetic::constant_discount_rate(0);
  if (!none) return tl::unexpected(none.error());
  const auto one = arithmetic::by_agency(flows(appraisal, scale), *none);
  if (!one) return not_possible("the record gives no benefit line that can be read");
  const auto all = arithmetic::by_agency(flows(appraisal, scale * caseload), *none);
  if (!all) return tl::unexpected(all.error());
  WhoGains out;
  for (std::size_t i = 0; i < one->rows.size(); ++i)
    out.rows.push_back(gain(one->rows[i], all->rows[i].undiscounted));
  out.all = gain(one->all, all->all.undiscounted);
  for (const BenefitLine& line : appraisal.benefits) {
    if (!line.amount) ++out.unreadable;
    if (line.amount && line.cashable) out.cashable_stated = true;
  }
  return out;
}

}  // namespace outturn::evidence
