// SPDX-License-Identifier: GPL-3.0-or-later
// The estimate around a given tau2, for studies that were already found fit to be pooled. Internal
// to this folder: pool() and what repeats it for parts of a set.
#pragma once

#include "schema/evidence/arithmetic/pooling.h"

namespace outturn::arithmetic {

/// The studies at `members`, or all.
std::vector<Effect> effects_of(std::span<const Study> studies);
std::vector<Effect> effects_of(std::span<const Study> studies,
                               std::span<const std::size_t> members);

/// Two effects or more, checked; heterogeneity found by options.method.
Result<Pooled> fit(const std::vector<Effect>& effects, const PoolOptions& options);

/// Two effects or more, checked; the weights are 1/(variance + heterogeneity.tau2).
Result<Pooled> fit_given(const std::vector<Effect>& effects, const Heterogeneity& heterogeneity,
                         const PoolOptions& options);

/// One effect as it stands: by the normal distribution whatever the options say, since t would
/// have no degrees of freedom; Q, tau2 and I2 are 0, and there is no interval for any of them.
Result<Pooled> one_alone(const Effect& effect, const PoolOptions& options);

}  // namespace outturn::arithmetic
