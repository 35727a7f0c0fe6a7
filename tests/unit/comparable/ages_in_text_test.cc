// SPDX-License-Identifier: GPL-3.0-or-later
// Ages that a text names, and numbers that are none.
#include "server/search/comparable/ages_in_text.h"

#include <gtest/gtest.h>

namespace outturn::search {
namespace {

struct Case {
  const char* text;
  std::optional<double> least;
  std::optional<double> most;
};

class AgesWritten : public ::testing::TestWithParam<Case> {};

TEST_P(AgesWritten, AreRead) {
  const auto ages = ages_in(GetParam().text);
  ASSERT_TRUE(ages) << GetParam().text;
  EXPECT_EQ(ages->first, GetParam().least) << GetParam().text;
  EXPECT_EQ(ages->second, GetParam().most) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Written, AgesWritten,
    ::testing::Values(Case{"pupils aged 11 to 14", 11, 14}, Case{"Ages 5-11.", 5, 11},
                      Case{"aged 16 \xE2\x80\x93 24", 16, 24}, Case{"5 to 7 year olds", 5, 7},
                      Case{"5-7-year-olds", 5, 7}, Case{"between the ages of 10 and 14", 10, 14},
                      Case{"aged between 10 and 14", 10, 14}, Case{"six-year-olds", 6, 6},
                      Case{"children of four years old", 4, 4}, Case{"under 5s", {}, 4},
                      Case{"under-25s in treatment", {}, 24}, Case{"over 65s", 65, {}},
                      Case{"people over 65 years of age", 65, {}}, Case{"aged 65 and over", 65, {}},
                      Case{"aged 18+", 18, {}}, Case{"aged 12 or under", {}, 12},
                      Case{"For 2 years, boys aged 9", 9, 9},
                      Case{"\xC2\xA3"
                           "30 a head for those aged 8 to 10",
                           8, 10}));

TEST(AgesInText, OtherNumbersAreNone) {
  for (const char* text : {"", "30 schools", "over 65 schools", "10 to 12 weeks",
                           "under \xC2\xA3"
                           "5 a head",
                           "between 10 and 20 sessions", "over two years", "in 2014-2016", "aged",
                           "aged to", "aged 200 to 300", "for ages",
                           "\xC2\xA3"
                           "12-year-old debt"})
    EXPECT_FALSE(ages_in(text)) << text;
}

TEST(AgesInText, AnyBytesWillDo) {
  std::string all;
  for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
  EXPECT_FALSE(ages_in(all + all));
  EXPECT_FALSE(ages_in(std::string(100'000, '-')));
  EXPECT_FALSE(ages_in(std::string(100'000, '9')));
}

}  // namespace
}  // namespace outturn::search
