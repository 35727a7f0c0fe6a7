// SPDX-License-Identifier: GPL-3.0-or-later
// What the checks of a finding must know of its metric: whether it has a sign, and on which scale.
// Pure, safe from any thread.
#pragma once

#include <optional>

#include "schema/evidence/record.h"

namespace outturn::evidence {

struct Scale {
  bool ratio = false;         ///< 1 is no effect, and the logarithm is symmetrical
  bool standardised = false;  ///< in standard deviations
  bool has_sign = false;      ///< the figure is an effect, not a level or a count
};
Scale scale_of(const Finding& finding);

/// Above 0 where the treated have more; the logarithm of a ratio. Empty where there is no sign.
std::optional<double> effect_of(const Finding& finding);

/// Above 0 where the effect is good for people.
double turned_to_good(const Finding& finding, double effect);

}  // namespace outturn::evidence
