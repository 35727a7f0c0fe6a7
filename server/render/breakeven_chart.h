// SPDX-License-Identifier: GPL-3.0-or-later
// The drawing of a local case: the published effect with its interval, the breakeven effect, and
// the side of it on which the programme pays; turned so that right favours the intervention. Pure,
// safe from any thread.
#pragma once

#include <nlohmann/json.hpp>

#include "schema/evidence/local_case.h"

namespace outturn::render {

/// What _case_chart.mustache draws; null where no breakeven effect is known.
nlohmann::json breakeven_chart(const evidence::LocalInputs& inputs,
                               const evidence::LocalAnswer& answer);

}  // namespace outturn::render
