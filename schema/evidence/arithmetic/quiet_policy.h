// SPDX-License-Identifier: GPL-3.0-or-later
// Boost.Math that throws nothing: what it cannot compute it returns as a value that is not finite,
// and finite_result refuses that.
#pragma once

#include <boost/math/policies/policy.hpp>

namespace outturn::arithmetic {

namespace policies = boost::math::policies;

using Quiet = policies::policy<policies::domain_error<policies::ignore_error>,
                               policies::pole_error<policies::ignore_error>,
                               policies::overflow_error<policies::ignore_error>,
                               policies::evaluation_error<policies::ignore_error>,
                               policies::rounding_error<policies::ignore_error>,
                               policies::indeterminate_result_error<policies::ignore_error>>;

}  // namespace outturn::arithmetic
