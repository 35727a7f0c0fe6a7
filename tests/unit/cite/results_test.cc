// SPDX-License-Identifier: GPL-3.0-or-later
// What was found, outcome by outcome: nothing is picked out of several findings.
#include "server/search/programme/results.h"

#include <gtest/gtest.h>

#include "server/render/programme_words.h"
#include "tests/unit/cite/maker.h"

namespace outturn::search {
namespace {

using testing::bare;
using testing::made;

TEST(ResultsByOutcome, RangeAndDirectionsOfSeveral) {
  auto a = bare("a");
  a["findings"] = {testing::told("employment", "null"), testing::effect("crime", 0.4, 0.1),
                   testing::effect("crime", -0.1, 0.2), testing::told("crime", "unclear")};
  auto b = bare("b");
  b["findings"] = {testing::effect("crime", 0.2, 0.05)};
  const std::vector<evidence::Record> records{made(a), made(b)};
  const auto results = results_by_outcome(records);
  ASSERT_EQ(results.size(), 3U);
  EXPECT_EQ(results[0].outcome, "crime");  // two records report it
  EXPECT_EQ(results[0].findings, (std::vector<std::size_t>{1, 2, 3}));
  EXPECT_EQ(results[0].effects, 2U);
  EXPECT_LT(results[0].lowest, 0);
  EXPECT_GT(results[0].highest, 0.3);
  EXPECT_FALSE(results[0].se);
  EXPECT_EQ(render::ways_words(results[0]), "1 in favour, 1 no clear effect, 1 direction not told");
  EXPECT_EQ(results[1].record, 1U);
  EXPECT_TRUE(results[1].se);
  EXPECT_EQ(render::ways_words(results[1]), "In favour");
  EXPECT_EQ(results[2].outcome, "employment");
  EXPECT_EQ(results[2].effects, 0U);
}

TEST(RatiosByClass, OneClassAfterTheOther) {
  auto a = bare("a");
  a["appraisals"] = {testing::appraisal("society", {{"central", 2}}),
                     testing::appraisal("agency", {{"central", 3}})};
  auto b = bare("b");
  b["appraisals"] = {testing::appraisal("society", {{"central", 1.5}})};
  const std::vector<evidence::Record> records{made(a), made(b)};
  const auto ratios = ratios_by_class(records);
  ASSERT_EQ(ratios.size(), 3U);
  EXPECT_EQ(ratios[0].name, "bcr/agency/modelled");
  EXPECT_EQ(ratios[1].name, "bcr/society/modelled");
  EXPECT_EQ(ratios[2].record, 1U);
}

}  // namespace
}  // namespace outturn::search
