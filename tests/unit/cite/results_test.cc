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

// 0.30 (0.12 to 0.50) is what the record's own page says; 0.30 -/+ 1.96 * 0.1 would be 0.10 to
// 0.50.
TEST(ResultsByOutcome, OneEffectHasTheIntervalThatItsSourcePrints) {
  auto a = bare("a");
  a["findings"] = {testing::effect("crime", 0.3, 0.1)};
  a["findings"][0].update({{"ci_low", 0.12}, {"ci_high", 0.5}});
  auto lower = bare("b");
  lower["findings"] = a["findings"];
  lower["findings"][0]["better"] = "lower";
  auto d = bare("c");
  d["findings"] = a["findings"];
  d["findings"][0].update({{"metric", "cohen_d"}, {"n_total", 30}});
  auto odds = bare("d");
  odds["findings"] = {testing::effect("crime", 2.0, 0.1)};
  odds["findings"][0].update({{"metric", "odds_ratio"}, {"ci_low", 1.2}, {"ci_high", 3.3}});
  odds["findings"][0].erase("se");
  const std::vector<evidence::Record> records{made(a), made(lower), made(d), made(odds)};
  const auto results = results_by_outcome(records);
  ASSERT_EQ(results.size(), 4U);
  for (const std::size_t as_printed : {0U, 2U}) {
    const auto& effect = results[as_printed].effect;
    ASSERT_TRUE(effect) << as_printed;
    EXPECT_EQ(effect->value, 0.3) << "no factor for small samples, which the page has not either";
    EXPECT_EQ(effect->low, 0.12);
    EXPECT_EQ(effect->high, 0.5);
  }
  EXPECT_EQ(results[1].effect->low, -0.5);
  EXPECT_EQ(results[1].effect->high, -0.12);
  ASSERT_TRUE(results[3].effect);
  ASSERT_TRUE(results[3].se);
  EXPECT_NEAR(*results[3].effect->high - *results[3].effect->low, 2 * 1.96 * *results[3].se, 1e-3);
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
