// SPDX-License-Identifier: GPL-3.0-or-later
// What stands for a record passes the filters, jointly, and is what the order goes by.
#include "server/render/shown_figures.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/unit/views/records.h"

namespace outturn::render {
namespace {

using index::FilterId;

constexpr double kInf = std::numeric_limits<double>::infinity();

evidence::Record several() {
  evidence::Record record = record_named("Alpha");
  record.findings = {effect_on("crime", -0.3, 0.1, "lower"), effect_on("test_scores", 0.6, 0.1),
                     effect_on("test_scores", 0.9, 0.8), effect_on("crime", 0.5, 0.1, "lower")};
  record.appraisals = {appraisal_with("bcr", "society", {{}, 8.0, {}}),
                       appraisal_with("fiscal_roi", "public_purse", {{}, 3.0, {}})};
  record.appraisals[0].cost_per_participant = 100;
  record.appraisals[1].cost_per_participant = 70;
  record.appraisals[1].currency = "USD";
  return record;
}

TEST(ShownFigures, TheClearestInFavourStandsForARecord) {
  const Shown shown = shown_figures(several(), {}, {});
  ASSERT_TRUE(shown.effect);
  EXPECT_EQ(shown.effect->finding, 1U) << "0.9 is larger and not clear of 0";
  EXPECT_DOUBLE_EQ(shown.effect->effect.value, 0.6);
  EXPECT_NEAR(*shown.effect->effect.low, 0.404, 1e-3);
  EXPECT_TRUE(shown.effect->effect.clear);
  EXPECT_EQ(shown.effects.passing, 4U);
  EXPECT_EQ(shown.ratio->appraisal, 0U);
  EXPECT_EQ(shown.ratios.passing, 2U);
  EXPECT_EQ(shown.cost->amount, 100);
}

TEST(ShownFigures, EffectsAreTurnedSoThatAboveZeroIsInFavour) {
  search::Question question;
  question.filters.chosen(FilterId::kOutcome) = {"crime"};
  const Shown shown = shown_figures(several(), question, {});
  EXPECT_EQ(shown.effect->finding, 0U);
  EXPECT_DOUBLE_EQ(shown.effect->effect.value, 0.3);
  EXPECT_TRUE(shown.effect->effect.turned);
  EXPECT_EQ(shown.effects.left_out, 2U);
  EXPECT_EQ(shown.findings, (std::vector<std::size_t>{0, 3}));
}

TEST(ShownFigures, FiltersOfAFindingAreMetByOneFinding) {
  search::Question question;
  question.filters.chosen(FilterId::kOutcome) = {"crime"};
  question.filters.range(FilterId::kEffect) = {{}, -0.2};
  Shown shown = shown_figures(several(), question, {});
  EXPECT_EQ(shown.effect->finding, 3U) << "the harmful one is what was asked for";
  question.filters.chosen(FilterId::kCertainty) = {"favours"};
  shown = shown_figures(several(), question, {});
  EXPECT_FALSE(shown.effect);
  EXPECT_EQ(shown.effects.left_out, 4U);
}

TEST(ShownFigures, ADomainStandsForItsOutcomes) {
  search::Question question;
  question.filters.chosen(FilterId::kOutcome) = {"crime_safety"};
  EXPECT_EQ(shown_figures(several(), question, {}).effects.passing, 2U);
}

TEST(ShownFigures, OrderedByEffectTheLargestOfTheClassIsShown) {
  search::Question question;
  question.sort = search::Sort::kEffect;
  EXPECT_EQ(shown_figures(several(), question, {}).effect->finding, 2U);
  search::Comparability crime;
  crime.domain = "crime_safety";
  EXPECT_EQ(shown_figures(several(), question, crime).effect->finding, 0U);
  crime.domain = "housing";
  EXPECT_TRUE(shown_figures(several(), question, crime).effect) << "none of the class: the others";
}

TEST(ShownFigures, OrderedByMoneyTheFigureOfTheClassIsShown) {
  search::Question question;
  question.sort = search::Sort::kRatio;
  search::Comparability purse;
  purse.kind = "fiscal_roi";
  purse.perspective = "public_purse";
  EXPECT_EQ(shown_figures(several(), question, purse).ratio->appraisal, 1U);
  question.sort = search::Sort::kCost;
  search::Comparability dollars;
  dollars.currency = "USD";
  EXPECT_EQ(shown_figures(several(), question, dollars).cost->amount, 70);
  question.sort = search::Sort::kTitle;
  EXPECT_EQ(shown_figures(several(), question, purse).ratio->appraisal, 0U);
}

TEST(ShownFigures, FiltersOfAnAppraisalAreMetByOneAppraisal) {
  search::Question question;
  question.filters.chosen(FilterId::kPerspective) = {"public_purse"};
  Shown shown = shown_figures(several(), question, {});
  EXPECT_EQ(shown.ratio->appraisal, 1U);
  EXPECT_EQ(shown.ratios.left_out, 1U);
  question.filters.range(FilterId::kRatio) = {5.0, {}};
  shown = shown_figures(several(), question, {});
  EXPECT_FALSE(shown.ratio);
  EXPECT_FALSE(shown.cost);
  EXPECT_EQ(shown.ratios.left_out, 2U);
  question = {};
  question.filters.range(FilterId::kPriceYear) = {1990.0, {}};
  EXPECT_FALSE(shown_figures(several(), question, {}).ratio) << "a year not reported passes none";
}

struct Choice {
  FilterId filter;
  const char* right;
  const char* wrong;
};

TEST(ShownFigures, EveryFilterOfAFindingLetsThroughOrLeavesOut) {
  evidence::Record record = record_named("Alpha");
  record.findings = {effect_on("crime", 0.5, 0.1)};
  record.findings[0].subgroup = "Girls";
  for (const Choice& choice : {Choice{FilterId::kOutcome, "crime", "housing"},
                               Choice{FilterId::kResult, "positive", "null"},
                               Choice{FilterId::kCertainty, "favours", "not_clear"},
                               Choice{FilterId::kFamily, "standardised", "ratio"},
                               Choice{FilterId::kSubgroup, "part", "whole"}}) {
    search::Question question;
    question.filters.chosen(choice.filter) = {choice.wrong};
    EXPECT_FALSE(shown_figures(record, question, {}).effect) << choice.wrong;
    question.filters.chosen(choice.filter).emplace_back(choice.right);
    EXPECT_TRUE(shown_figures(record, question, {}).effect) << choice.right;
  }
  search::Question question;
  question.filters.range(FilterId::kEffect) = {0.5, 0.5};
  EXPECT_TRUE(shown_figures(record, question, {}).effect);
  question.filters.range(FilterId::kEffect) = {0.51, {}};
  EXPECT_FALSE(shown_figures(record, question, {}).effect);
}

TEST(ShownFigures, EveryFilterOfAnAppraisalLetsThroughOrLeavesOut) {
  evidence::Record record = record_named("Alpha");
  record.appraisals = {appraisal_with("bcr", "society", {1.0, 2.0, 3.0})};
  record.appraisals[0].cost_per_participant = 100;
  record.appraisals[0].price_year = 2014;
  for (const Choice& choice :
       {Choice{FilterId::kKind, "bcr", "sroi"}, Choice{FilterId::kPerspective, "society", "agency"},
        Choice{FilterId::kBasis, "modelled", "forecast"},
        Choice{FilterId::kCurrency, "GBP", "USD"}}) {
    search::Question question;
    question.filters.chosen(choice.filter) = {choice.wrong};
    EXPECT_FALSE(shown_figures(record, question, {}).ratio) << choice.wrong;
    EXPECT_FALSE(shown_figures(record, question, {}).cost) << choice.wrong;
    question.filters.chosen(choice.filter).emplace_back(choice.right);
    EXPECT_TRUE(shown_figures(record, question, {}).ratio) << choice.right;
    EXPECT_TRUE(shown_figures(record, question, {}).cost) << choice.right;
  }
  struct Ends {
    FilterId filter;
    search::Range inside;
    search::Range outside;
  };
  for (const Ends& ends : {Ends{FilterId::kRatio, {3.0, 9.0}, {3.1, 9.0}},
                           Ends{FilterId::kRatio, {{}, 1.0}, {{}, 0.9}},
                           Ends{FilterId::kCost, {100.0, 100.0}, {{}, 99.0}},
                           Ends{FilterId::kPriceYear, {2014.0, {}}, {2015.0, {}}}}) {
    search::Question question;
    question.filters.range(ends.filter) = ends.inside;
    EXPECT_TRUE(shown_figures(record, question, {}).ratio);
    question.filters.range(ends.filter) = ends.outside;
    EXPECT_FALSE(shown_figures(record, question, {}).ratio);
  }
}

TEST(ShownFigures, AChangeInOneGroupIsNotDrawn) {
  evidence::Record record = record_named("Before and after");
  evidence::Finding finding = effect_on("employment", 0, 0);
  finding.metric = "proportion";
  finding.value.reset();
  finding.se.reset();
  finding.before = 0.2;
  finding.after = 0.5;
  record.findings = {finding};
  const Shown shown = shown_figures(record, {}, {});
  EXPECT_FALSE(shown.effect);
  EXPECT_EQ(shown.effects.uncompared, 1U);
  EXPECT_EQ(shown.findings.size(), 1U);
}

TEST(ShownFigures, AnotherKindOfFigureIsSaidToBeWorkedOut) {
  evidence::Record record = record_named("Odds");
  evidence::Finding finding = effect_on("employment", 2, 0);
  finding.metric = "odds_ratio";
  finding.se.reset();
  finding.ci_low = 1.2;
  finding.ci_high = 3.4;
  record.findings = {finding};
  const Shown shown = shown_figures(record, {}, {});
  ASSERT_TRUE(shown.effect);
  EXPECT_TRUE(shown.effect->worked_out);
  EXPECT_TRUE(has(shown.effect->conversion, "log odds ratio"));
  EXPECT_NEAR(shown.effect->effect.value, 0.382, 1e-3);
  // ln(1.2) and ln(3.4) by √3/π; the interval of ratios is symmetric only nearly.
  EXPECT_NEAR(*shown.effect->effect.low, 0.095, 2e-3);
  EXPECT_NEAR(*shown.effect->effect.high, 0.669, 2e-3);
  EXPECT_TRUE(shown.effect->effect.clear);
}

TEST(ShownFigures, FiguresPastAllSenseAreNoFigures) {
  evidence::Record record = record_named("Odd");
  record.findings = {effect_on("crime", kInf, 0.1), effect_on("crime", 1, 1e308)};
  record.appraisals = {appraisal_with("bcr", "society", {{}, {}, {}})};
  const Shown shown = shown_figures(record, {}, {});
  EXPECT_EQ(shown.effect->finding, 1U);
  EXPECT_FALSE(shown.ratio);
  EXPECT_FALSE(shown_figures(record_named("Nothing"), {}, {}).effect);
}

}  // namespace
}  // namespace outturn::render
