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

TEST(Number, WhatUnderflowsIsAnErrorWhere0WouldBeWrong) {
  EXPECT_EQ(*positive_result("the SE", 5e-324), 5e-324);
  EXPECT_EQ(positive_result("the SE", 0).error().message, "the SE is too small to represent");
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(positive_result("the SE", infinity).error().message,
            "the SE is too large to represent");
  EXPECT_FALSE(positive_result("the SE", std::numeric_limits<double>::quiet_NaN()));
}

}  // namespace
}  // namespace outturn::arithmetic
