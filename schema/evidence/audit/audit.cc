// SPDX-License-Identifier: GPL-3.0-or-later
// The audit of one record: every family of checks over every part.
#include "schema/evidence/audit/audit.h"

#include <fmt/format.h>

#include "schema/evidence/audit/sentence.h"

namespace outturn::evidence {

std::vector<Flag> audit(const Record& record) {
  Flags flags;
  for (std::size_t i = 0; i < record.findings.size(); ++i) {
    const std::string pointer = fmt::format("/findings/{}", i);
    audit_finding_prints(record, record.findings[i], pointer, flags);
    audit_finding(record.findings[i], pointer, flags);
    audit_uncertainty(record.findings[i], pointer, flags);
  }
  for (std::size_t i = 0; i < record.appraisals.size(); ++i) {
    const Appraisal& appraisal = record.appraisals[i];
    const std::string pointer = fmt::format("/appraisals/{}", i);
    audit_prints(record, appraisal, pointer, flags);
    audit_appraisal(appraisal, pointer, flags);
    audit_cost(record, appraisal, pointer, flags);
    audit_breakeven(appraisal, pointer, flags);
    audit_scenarios(record, appraisal, pointer, flags);
  }
  return flags.take();
}

}  // namespace outturn::evidence
