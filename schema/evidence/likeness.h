// SPDX-License-Identifier: GPL-3.0-or-later
// By what two records are likely to be the same under different ids: programme, places, year, and
// every figure. A likeness is a question for a person; records are never merged by it.
#pragma once

#include <cstdint>

#include "schema/evidence/record.h"

namespace outturn::evidence {

/// The same number for records that agree in all of these; 0 where a record holds no figure. Kept
/// in stores: what it is made of only changes together with a migration. Pure.
std::int64_t likeness(const Record& record);

}  // namespace outturn::evidence
