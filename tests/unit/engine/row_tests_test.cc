// SPDX-License-Identifier: GPL-3.0-or-later
// A row is tested alone or among 64, by code of its own either way: every row of random files must
// fail the same filters both ways, whatever is asked of it besides.
#include "server/search/match/row_tests.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/unit/engine/engine_fixture.h"

namespace outturn {
namespace {

using index::Level;
using search::Bits;
using search::FilterSet;
using search::RowTests;
using testing::Random;

/// By row: whose it is, and the filters it fails.
using Visited = std::map<std::uint32_t, std::pair<std::uint32_t, unsigned>>;

template <unsigned kMost>
Visited visited(const RowTests& tests, const Bits& records, const RowTests::Wanted& wanted) {
  Visited out;
  tests.for_each_row<kMost>(records, wanted,
                            [&](std::uint32_t row, std::uint32_t number, unsigned failed) {
                              EXPECT_TRUE(out.try_emplace(row, number, failed).second);
                            });
  return out;
}

/// Row by row, by failures() alone.
Visited expected(const RowTests& tests, const Bits& records, const RowTests::Wanted& wanted,
                 int most) {
  Visited out;
  records.for_each([&](std::uint32_t number) {
    const auto [begin, end] = tests.rows(number);
    for (std::uint32_t row = begin; row < end; ++row) {
      bool has = std::popcount(tests.failures(row)) <= most;
      for (const std::uint64_t mask : wanted.masks)
        has = has && (mask == 0 || (tests.bits(row) & mask) != 0);
      if (wanted.codes != nullptr) has = has && (*wanted.codes)[tests.code(row)] != 0;
      if (has) out.try_emplace(row, number, tests.failures(row));
    }
  });
  return out;
}

std::vector<std::uint8_t> random_codes(Random& random) {
  std::vector<std::uint8_t> out(std::size_t{index::kNoTerm} + 1);
  for (std::uint8_t& code : out) code = std::array<std::uint8_t, 4>{0, 1, 2, 255}[random() % 4];
  return out;
}

struct Met {
  std::size_t rows = 0;
  std::size_t failing = 0;  ///< a single filter
  std::size_t most_filters = 0;
};

void compare(const testing::RandomBase& base, const FilterSet& filters, Level level, Random& random,
             Met& met) {
  const RowTests tests(*base.index, filters, level);
  met.most_filters = std::max(met.most_filters, tests.filters().size());
  const auto codes = random_codes(random);
  const auto mask = [&] { return testing::chance(random, 0.5) ? random() | random() : 0; };
  const RowTests::Wanted nothing;
  const RowTests::Wanted some{{mask(), std::uint64_t{random()} << 32, mask()}, nullptr};
  const RowTests::Wanted by_code{{}, &codes};
  // So few that rows are tested alone, so many that they are tested by 64.
  for (const double share : {0.05, 0.5, 1.0}) {
    const Bits records = base.random_text(random, share);
    for (const RowTests::Wanted& wanted : {nothing, some, by_code}) {
      const Visited nearly = visited<1>(tests, records, wanted);
      EXPECT_EQ(nearly, expected(tests, records, wanted, 1));
      EXPECT_EQ(visited<0>(tests, records, wanted), expected(tests, records, wanted, 0));
      met.rows += nearly.size();
      for (const auto& [row, what] : nearly) met.failing += what.second != 0;
    }
  }
}

TEST(RowTests, ARowFailsTheSameFiltersAloneAndAmongOthers) {
  Met met;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    Random random(seed + 3000);
    // Not a multiple of 64 rows, now and then fewer than 64.
    const testing::RandomBase base(seed + 3000, seed % 5 == 0 ? 12 : 200 + seed);
    for (int question = 0; question < 15; ++question) {
      const FilterSet filters =
          testing::random_filters(random, static_cast<unsigned>(testing::between(random, 0, 14)));
      for (const Level level : {Level::kFinding, Level::kAppraisal})
        compare(base, filters, level, random, met);
      ASSERT_FALSE(::testing::Test::HasFailure()) << "seed " << seed << " question " << question;
    }
  }
  EXPECT_GT(met.rows, 10'000U);
  EXPECT_GT(met.failing, 5'000U);
  EXPECT_GE(met.most_filters, 4U);  // or little was proved
}

}  // namespace
}  // namespace outturn
