// SPDX-License-Identifier: GPL-3.0-or-later
// Contributions of made-up records in lifelike proportions: no store, no text. The same for the
// same number.
#pragma once

#include <cstdint>

#include "schema/index/contribution.h"

namespace outturn::bench {

index::Contribution synthetic(std::uint32_t number);

}  // namespace outturn::bench
