// SPDX-License-Identifier: GPL-3.0-or-later
// What it returned and to whom: each appraisal with its lines, totals, and the arithmetic that
// checks them in one sentence a reader can follow on paper.
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>

#include "schema/evidence/audit/audit.h"
#include "schema/evidence/record.h"

namespace outturn::render {

/// `number` is the appraisal's place in record.appraisals; `flags` are those of the whole record.
nlohmann::json appraisal_view(const evidence::Record& record, std::size_t number,
                              std::span<const evidence::Flag> flags);

/// "The 9 lines add up to £14,693; with the reported net benefit of £7,132 this implies a cost of
/// £7,561 and a ratio of 1.94, as printed." Empty where no sum and no ratio is held
/// against one that is reported. `pointer` is the appraisal's ("/appraisals/0"), by which the flags
/// tell what of it was restored from a garbled print.
std::string check_sentence(const evidence::Appraisal& appraisal,
                           std::span<const evidence::Flag> flags, const std::string& pointer);

}  // namespace outturn::render
