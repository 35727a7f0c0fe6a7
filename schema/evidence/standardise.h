// SPDX-License-Identifier: GPL-3.0-or-later
// From any reported figure of effect to one scale: a standardised mean difference (Hedges' g),
// turned so that positive favours the intervention, with the way it was reached or why there is
// none. The reported figure is never changed. Pure, safe from any thread.
#pragma once

#include <optional>
#include <string>

#include "schema/base/result.h"
#include "schema/evidence/derive.h"
#include "schema/evidence/record.h"

namespace outturn::evidence {

struct Standardised {
  double g = 0;              ///< standard deviations; positive favours the intervention
  std::optional<double> se;  ///< of g; absent where nothing reported gives it
  std::string conversion;    ///< how g was reached, in words that can be printed
  std::string se_from;       ///< what the SE was reached from; empty without one
  bool compared = true;      ///< false for a change in one group that nothing is compared with
};

/// Errors (not_possible) name what the figure lacks: a risk ratio without the risk of the
/// comparison group, a percentage change that nothing tells the spread of, a narrative. A standard
/// error comes from the first of these that is given: the SE (where above 0: a printed 0 is
/// rounding), the interval, the p value, the numbers of people. Two shares with the numbers behind
/// them take it from those. A difference of means is divided by the first of the three to give t,
/// and t and the numbers of people give d and its standard error.
/// Source: the functions of schema/evidence/arithmetic/, each of which cites its own. The
/// small-sample factor J (Hedges 1981) is applied wherever the number of people is known and the
/// source has not applied one. Checked by standardise_test.
base::Result<Standardised> standardise(const Finding& finding);

/// The effect as the page of its record shows it: where its source gives a standardised effect,
/// that figure and the interval that is printed with it (oriented_effect()); else g and the
/// interval of its SE.
OrientedEffect effect_shown(const Finding& finding, const Standardised& standardised);

}  // namespace outturn::evidence
