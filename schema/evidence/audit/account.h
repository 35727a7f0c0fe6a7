// SPDX-License-Identifier: GPL-3.0-or-later
// An appraisal's balance in words: how benefits, cost, net benefit and ratio follow from one
// another, and which single slip of the print would explain a contradiction. Pure, safe from any
// thread.
#pragma once

#include <optional>
#include <string>

#include "schema/evidence/audit/balance.h"
#include "schema/evidence/record.h"

namespace outturn::evidence {

/// "benefits of £697 and a net benefit of £467 mean a cost of £230 and a ratio of 3.03", as far as
/// the figures allow; empty where they allow nothing. The ratio itself is not used, save for how
/// many decimals to give.
std::string account(const Balance& balance, const std::optional<std::string>& currency);

/// "the ratio", "the benefit line \"Crime\"", for a sentence.
std::string name_of(const BenefitLine& line);

/// "it would all agree if the benefit line \"Social services\" were £428 and not £2,428": the one
/// figure that makes the appraisal agree when a digit is dropped or put before it, two neighbours
/// change places, or its sign turns. Empty where there is none, or more than one.
std::string likely_slip(const Appraisal& appraisal);

}  // namespace outturn::evidence
