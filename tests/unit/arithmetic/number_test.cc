// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/evidence/arithmetic/number.h"

#include <gtest/gtest.h>

#include <limits>

namespace outturn::arithmetic {
namespace {

TEST(Number, RefusesByNameWhatIsNotFinite) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(require_finite({{"the mean", nan}})->message, "the mean is not a finite number");
  EXPECT_EQ(require_positive({{"n", 3.0}, {"the SD", infinity}})->message,
            "the SD is not a finite number");
  EXPECT_FALSE(require_finite({{"the mean", 0.0}}));
  EXPECT_EQ(require_finite({{"the mean", nan}})->code, base::Code::kNotPossible);
}

}  // namespace
}  // namespace outturn::arithmetic
