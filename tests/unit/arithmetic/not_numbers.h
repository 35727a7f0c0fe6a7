// SPDX-License-Identifier: GPL-3.0-or-later
// What no formula may take or give: the doubles that are no figures.
#pragma once

#include <limits>

namespace outturn::test {

inline constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
inline constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace outturn::test
