// SPDX-License-Identifier: GPL-3.0-or-later
// Ratios of one class share a row and an axis; of two classes never, whatever the records.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <tuple>

#include "tests/unit/compare/fixture.h"

namespace outturn::compare {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

evidence::Record returning(const std::string& title, const std::string& kind,
                           const std::string& perspective, double ratio,
                           const std::string& basis = "modelled") {
  evidence::Record record = named(title);
  record.appraisals = {appraisal_with(kind, perspective, {{}, ratio, {}})};
  record.appraisals.front().basis = basis;
  return record;
}

std::vector<std::string> labels(const Ratios& ratios) {
  std::vector<std::string> out;
  for (const RatioClass& one : ratios.classes) out.push_back(one.label);
  return out;
}

TEST(CompareRatios, KindPerspectiveAndBasisEachKeepRatiosApart) {
  const Comparison all = compare(all_of(
      {returning("a", "bcr", "society", 2), returning("b", "sroi", "society", 3),
       returning("c", "bcr", "public_purse", 1.2),
       returning("d", "bcr", "society", 4, "evaluative"), returning("e", "bcr", "society", 5)}));
  EXPECT_THAT(labels(all.ratios), ElementsAre("Benefit-cost ratio: society, modelled",
                                              "Social return on investment: society, modelled",
                                              "Benefit-cost ratio: public purse, modelled",
                                              "Benefit-cost ratio: society, evaluated"));
  ASSERT_EQ(all.ratios.classes[0].cells.size(), 5U);
  EXPECT_EQ(all.ratios.classes[0].cells[0].size(), 1U);
  EXPECT_THAT(all.ratios.classes[0].cells[1], IsEmpty());
  EXPECT_EQ(all.ratios.classes[0].cells[4].size(), 1U);
}

TEST(CompareRatios, WhyTheyStandApartIsSaidInWords) {
  const Comparison all = compare(
      all_of({returning("a", "bcr", "society", 2), returning("b", "sroi", "public_purse", 3)}));
  ASSERT_EQ(all.ratios.why_apart.size(), 3U);
  EXPECT_THAT(all.ratios.why_apart[0], HasSubstr("of 2 classes"));
  EXPECT_THAT(all.ratios.why_apart[1], HasSubstr("differ in kind: benefit-cost ratio sets"));
  EXPECT_THAT(all.ratios.why_apart[1], HasSubstr("social return on investment also puts a price"));
  EXPECT_THAT(all.ratios.why_apart[2], HasSubstr("public purse counts only what public bodies"));
  EXPECT_THAT(all.in_short, ::testing::Contains(HasSubstr("must not be ranked")));
}

TEST(CompareRatios, OneClassNeedsNoReason) {
  const Comparison all =
      compare(all_of({returning("a", "bcr", "society", 2), returning("b", "bcr", "society", 3)}));
  EXPECT_THAT(all.ratios.why_apart, IsEmpty());
  EXPECT_EQ(all.ratios.classes.size(), 1U);
}

TEST(CompareRatios, WhatStillDiffersWithinAClassIsSaid) {
  Records records =
      all_of({returning("a", "bcr", "society", 2), returning("b", "bcr", "society", 3)});
  records[0].record.appraisals[0].price_year = 2012;
  records[1].record.appraisals[0].currency = "USD";
  const Comparison all = compare(std::move(records));
  EXPECT_THAT(all.ratios.classes[0].unlike_in,
              ElementsAre("Currency: GBP; USD", "Price year: 2012; not stated"));
}

TEST(CompareRatios, ARecordWithTwoClassesStandsInBoth) {
  evidence::Record both = returning("a", "bcr", "society", 2);
  both.appraisals.push_back(appraisal_with("sroi", "society", {1.0, {}, 3.0}));
  const Comparison all = compare(all_of({both, returning("b", "sroi", "society", 3)}));
  ASSERT_EQ(all.ratios.classes.size(), 2U);
  EXPECT_EQ(all.ratios.classes[1].cells[0].size(), 1U);
  EXPECT_EQ(all.ratios.classes[1].cells[0][0].figure, "£1 to £3");
}

/// Any records: each class holds figures of its own class alone, and no figure is lost.
TEST(CompareRatios, ClassesAreNeverMixed) {
  std::mt19937 random(7);
  const std::vector<std::string> kinds{"bcr", "sroi", "fiscal_roi", "cost_avoidance"};
  const std::vector<std::string> views{"society", "public_purse", "agency"};
  const std::vector<std::string> bases{"modelled", "forecast", "evaluative"};
  const auto one_of = [&](const std::vector<std::string>& list) {
    return list[random() % list.size()];
  };
  for (int round = 0; round < 200; ++round) {
    std::vector<evidence::Record> records;
    std::size_t given = 0;
    for (std::size_t i = 0; i < 2 + random() % 7; ++i) {
      evidence::Record record = named("r" + std::to_string(i));
      for (std::size_t j = random() % 4; j > 0; --j, ++given) {
        record.appraisals.push_back(appraisal_with(one_of(kinds), one_of(views), {{}, 2.0, {}}));
        record.appraisals.back().basis = one_of(bases);
      }
      records.push_back(std::move(record));
    }
    const Comparison all = compare(all_of(records));
    std::set<std::tuple<std::string, std::string, std::string>> seen;
    std::size_t held = 0;
    for (const RatioClass& one : all.ratios.classes) {
      EXPECT_TRUE(seen.emplace(one.kind, one.perspective, one.basis).second);
      for (std::size_t i = 0; i < one.cells.size(); ++i) {
        for (const RatioFigure& figure : one.cells[i]) {
          const evidence::Appraisal& of = records[i].appraisals[figure.appraisal];
          EXPECT_EQ(std::tie(of.kind, of.perspective, of.basis),
                    std::tie(one.kind, one.perspective, one.basis));
          ++held;
        }
      }
    }
    EXPECT_EQ(held, given);
    EXPECT_EQ(all.ratios.why_apart.empty(), all.ratios.classes.size() < 2);
  }
}

}  // namespace
}  // namespace outturn::compare
