// SPDX-License-Identifier: GPL-3.0-or-later
// Counting shared values against a plain look at every record.
#include "server/search/comparable/shared_values.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/unit/engine/engine_fixture.h"

namespace outturn::search {
namespace {

/// What a record shares, by the same worth, looked up one by one.
double worth(const MatchIndex& index, const Traits& a, const Traits& b, const ByPart& weights) {
  double out = 0;
  for (std::size_t part = 0; part < kPartCount; ++part) {
    double whole = 0;
    for (const ValueId id : a.values[part]) whole += information(index, id);
    for (const ValueId id : shared(a.values[part], b.values[part]))
      out += weights[part] * information(index, id) / whole;
  }
  return out;
}

TEST(SharedValues, BringTheRecordsThatSharesMost) {
  const testing::RandomBase base(7, 400);
  const MatchIndex& index = *base.index;
  const TraitReader reader(index);
  testing::Random random(3);
  const ByPart weights = usual_weights();
  constexpr double kRounding = 1e-3;
  for (std::size_t i = 0; i < base.plain.size(); i += 13) {
    const Traits traits = reader.of_record(base.plain[i].number);
    const Bits within = base.random_text(random, i % 2 == 0 ? 0.7 : 1.0);
    constexpr std::size_t kMost = 25;
    const auto found = sharing_most(index, traits, weights, within, kMost);
    ASSERT_LE(found.size(), kMost);
    EXPECT_TRUE(std::is_sorted(found.begin(), found.end()));
    double least = 1e9;
    for (const auto number : found) {
      EXPECT_TRUE(within.test(number));
      const double has = worth(index, traits, reader.of_record(number), weights);
      EXPECT_GT(has, 0);
      least = std::min(least, has);
    }
    std::size_t left_out = 0;
    within.for_each([&](std::uint32_t number) {
      if (std::binary_search(found.begin(), found.end(), number)) return;
      const double has = worth(index, traits, reader.of_record(number), weights);
      if (has > 0) ++left_out;
      EXPECT_LE(has, least + kRounding) << number;
    });
    if (found.size() < kMost) {
      EXPECT_EQ(left_out, 0U);
    }
  }
}

TEST(SharedValues, NothingSharedIsNobody) {
  const testing::RandomBase base(7, 50);
  EXPECT_TRUE(sharing_most(*base.index, {}, usual_weights(), base.index->all(), 10).empty());
  const Traits some = TraitReader(*base.index).of_record(base.plain[0].number);
  EXPECT_TRUE(
      sharing_most(*base.index, some, usual_weights(), Bits(base.index->slots()), 10).empty());
  EXPECT_TRUE(sharing_most(*base.index, some, usual_weights(), base.index->all(), 0).empty());
}

TEST(Likeness, IsTheSameBothWaysAndHighestForTheSame) {
  const testing::RandomBase base(11, 120);
  const TraitReader reader(*base.index);
  for (std::size_t i = 1; i < base.plain.size(); ++i) {
    const Traits a = reader.of_record(base.plain[i].number);
    const Traits b = reader.of_record(base.plain[i - 1].number);
    const ByPart there = likeness(*base.index, a, b);
    const ByPart back = likeness(*base.index, b, a);
    const ByPart same = likeness(*base.index, a, a);
    for (std::size_t part = 0; part < kPartCount; ++part) {
      EXPECT_NEAR(there[part], back[part], 1e-12);
      EXPECT_GE(there[part], 0);
      EXPECT_LE(there[part], 1 + 1e-12);
      EXPECT_GE(same[part], there[part] - 1e-12) << "nothing is more like it than itself";
    }
    if (a.ages && a.ages->least <= a.ages->most) {
      EXPECT_NEAR(same[number_of(Part::kAge)], 1, 1e-12);
    }
  }
}

TEST(Likeness, CostsAreComparedInOneCurrencyAndYear) {
  const std::vector<Cost> pounds{{1, 2015, 100}};
  EXPECT_NEAR(*cost_ratio(pounds, {{1, 2015, 125}}), 0.8, 1e-12);
  EXPECT_NEAR(*cost_ratio(pounds, {{1, 0, 50}}), 0.5, 1e-12) << "a year that is not known";
  EXPECT_FALSE(cost_ratio(pounds, {{1, 2010, 100}})) << "prices of another year";
  EXPECT_FALSE(cost_ratio(pounds, {{2, 2015, 100}})) << "another currency";
  EXPECT_FALSE(cost_ratio(pounds, {}));
  EXPECT_NEAR(*cost_ratio(pounds, {{1, 2015, 10}, {1, 2015, 90}}), 0.9, 1e-12) << "the nearest";
}

TEST(Likeness, AgesOverlapByWholeYears) {
  EXPECT_FALSE(overlap(Ages{5, 7}, Ages{8, 9}));
  EXPECT_FALSE(overlap(Ages{5, 7}, std::nullopt));
  const auto one = overlap(Ages{5, 8}, Ages{8, 12});
  ASSERT_TRUE(one);
  EXPECT_EQ(one->least, 8);
  EXPECT_EQ(one->most, 8);
}

}  // namespace
}  // namespace outturn::search
