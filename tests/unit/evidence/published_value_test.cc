// SPDX-License-Identifier: GPL-3.0-or-later
// What a record says one person's gain is worth: every way from print to value, on records made for
// it and on the shipped corpus.
#include "schema/evidence/published_value.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/unit/sample.h"

namespace outturn::evidence {
namespace {

Appraisal bcr() {
  Appraisal appraisal;
  appraisal.kind = "bcr";
  appraisal.currency = "GBP";
  return appraisal;
}

BenefitLine line(std::optional<double> amount) {
  BenefitLine out;
  out.outcome = "crime";
  out.amount = amount;
  return out;
}

std::vector<PublishedValue> values_of(const Appraisal& appraisal) {
  Record record;
  record.appraisals.push_back(appraisal);
  return published_values(record);
}

TEST(PublishedValue, ARecordHasOneOrNot) {
  Record record;
  EXPECT_FALSE(has_published_value(record));
  record.appraisals.push_back(bcr());
  EXPECT_FALSE(has_published_value(record)) << "an appraisal without amounts";
  record.appraisals[0].benefits = {line(100)};
  EXPECT_TRUE(has_published_value(record));
}

TEST(PublishedValue, LinesOfARatioAreOfOneParticipant) {
  Appraisal appraisal = bcr();
  appraisal.benefits = {line(100), line(-30)};
  const auto values = values_of(appraisal);
  ASSERT_EQ(values.size(), 1U);
  EXPECT_EQ(values[0].id, "0.benefits");
  EXPECT_DOUBLE_EQ(values[0].amount, 70);
  EXPECT_TRUE(values[0].worked_out);
  EXPECT_EQ(values[0].pointer, "/appraisals/0/benefits");
  EXPECT_DOUBLE_EQ(values[0].line_scale.value(), 1);
  EXPECT_FALSE(values[0].reading.empty()) << "the reading is said";
}

TEST(PublishedValue, AmountsOfAllAreDividedByTheParticipants) {
  Appraisal appraisal = bcr();
  appraisal.kind = "cost_avoidance";
  appraisal.participants = 300;
  appraisal.total_benefits_low = 1092000;
  appraisal.total_benefits_high = 2184000;
  const auto values = values_of(appraisal);
  ASSERT_EQ(values.size(), 2U);
  EXPECT_DOUBLE_EQ(values[0].amount, 3640);
  EXPECT_DOUBLE_EQ(values[1].amount, 7280);
  EXPECT_NE(values[0].how.find("300"), std::string::npos);
  EXPECT_TRUE(values[0].reading.empty());
}

TEST(PublishedValue, AmountsOfNobodyKnowsWhomAreNotUsed) {
  Appraisal appraisal = bcr();
  appraisal.kind = "cost_avoidance";
  appraisal.benefits = {line(2846.08)};
  EXPECT_TRUE(values_of(appraisal).empty());
  Record record;
  record.appraisals.push_back(appraisal);
  EXPECT_NE(why_no_value(record, {}).find("how many people"), std::string::npos);
}

TEST(PublishedValue, ALineThatCannotBeReadSpoilsTheSum) {
  Appraisal appraisal = bcr();
  appraisal.benefits = {line(100), line({})};
  EXPECT_TRUE(values_of(appraisal).empty());
}

TEST(PublishedValue, NetBenefitWithTheCostOfOne) {
  Appraisal appraisal = bcr();
  appraisal.net_benefit = 467;
  appraisal.cost_per_participant = 230;
  const auto values = values_of(appraisal);
  ASSERT_EQ(values.size(), 1U);
  EXPECT_DOUBLE_EQ(values[0].amount, 697);
}

TEST(PublishedValue, NetBenefitWithTheRatio) {
  Appraisal appraisal = bcr();
  appraisal.net_benefit = 7132;
  appraisal.ratio =
      Ratio{{}, 14693.0 / 7561.0, {}};  // Family Nurse Partnership, its lines left out
  const auto values = values_of(appraisal);
  ASSERT_EQ(values.size(), 1U);
  EXPECT_NEAR(values[0].amount, 14693, 1e-6);
  appraisal.ratio->central = 1.02;
  EXPECT_TRUE(values_of(appraisal).empty()) << "so near to 1 it is mostly rounding";
  appraisal.ratio->central = 0.5;
  EXPECT_TRUE(values_of(appraisal).empty()) << "a gain cannot go with a ratio below 1";
}

TEST(PublishedValue, RatioTimesTheCostOfOne) {
  Appraisal appraisal = bcr();
  appraisal.ratio = Ratio{1.5, 2, 2.5};
  EXPECT_TRUE(values_of(appraisal).empty()) << "a ratio alone has no scale";
  appraisal.cost_per_participant = 400;
  const auto values = values_of(appraisal);
  ASSERT_EQ(values.size(), 3U);
  EXPECT_DOUBLE_EQ(values[0].amount, 800);
  EXPECT_FALSE(values[0].line_scale.has_value()) << "of whom the lines are is not known";
}

TEST(PublishedValue, UpratedToTheLastYearOfTheDeflator) {
  Appraisal appraisal = bcr();
  appraisal.total_benefits = 1000;
  appraisal.price_year = 2010;
  const auto values = values_of(appraisal);
  ASSERT_EQ(values.size(), 2U);
  EXPECT_EQ(values[1].id, "0.total.uprated");
  EXPECT_GT(values[1].amount, 1200);
  EXPECT_LT(values[1].amount, 1800);
  EXPECT_GT(values[1].price_year.value(), 2020);
  EXPECT_NE(values[1].how.find("uprated from"), std::string::npos) << values[1].how;
  EXPECT_DOUBLE_EQ(values[1].line_scale.value(), values[1].amount / 1000);
  appraisal.currency = "ZZZ";
  EXPECT_EQ(values_of(appraisal).size(), 1U) << "no deflator is held";
  appraisal.currency.reset();
  EXPECT_EQ(values_of(appraisal).size(), 1U);
}

TEST(PublishedValue, FiguresPastAllSenseGiveNone) {
  Appraisal appraisal = bcr();
  const double huge = std::numeric_limits<double>::max();
  appraisal.benefits = {line(huge), line(huge)};
  EXPECT_TRUE(values_of(appraisal).empty());
  for (const double odd : {huge, -huge, 0.0, -1.0, std::nan("")}) {
    Appraisal other = bcr();
    other.net_benefit = odd;
    other.ratio = Ratio{{}, odd, {}};
    other.cost_per_participant = odd;
    for (const PublishedValue& value : values_of(other)) EXPECT_TRUE(std::isfinite(value.amount));
  }
}

TEST(PublishedValue, EveryRecordOfTheCorpusGivesAValueOrTheReason) {
  std::size_t valued = 0;
  for (const Record& record : testing::shipped_corpus()) {
    const auto values = published_values(record);
    valued += values.empty() ? 0U : 1U;
    EXPECT_EQ(values.empty(), !why_no_value(record, {}).empty()) << record.id;
    for (const PublishedValue& value : values) {
      EXPECT_TRUE(std::isfinite(value.amount)) << record.id;
      EXPECT_LT(value.appraisal, record.appraisals.size()) << record.id;
    }
    if (record.id == "family-nurse-partnership") {
      ASSERT_FALSE(values.empty());
      EXPECT_DOUBLE_EQ(values[0].amount, 14693);
    }
    if (record.id == "bradford-wellbeing-hubs") {
      ASSERT_EQ(values.size(), 4U);
      EXPECT_EQ(values[0].per, ValuePer::kBeneficiary);
      EXPECT_DOUBLE_EQ(values[0].amount, 3288);
      EXPECT_EQ(values[3].pointer, "/appraisals/0/breakeven/3/value_per_beneficiary");
    }
    if (record.id == "high-scope-perry-preschool") {
      ASSERT_FALSE(values.empty());
      EXPECT_NEAR(values[0].amount, 21655.9, 0.1);
    }
  }
  EXPECT_GT(valued, 10U);
}

}  // namespace
}  // namespace outturn::evidence
