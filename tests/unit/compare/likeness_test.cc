// SPDX-License-Identifier: GPL-3.0-or-later
// When records agree, when they differ, and which one stands apart.
#include "server/compare/likeness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace outturn::compare {
namespace {

using ::testing::ElementsAre;

std::vector<Cell> cells(const std::vector<std::string>& lines) {
  std::vector<Cell> out;
  for (const std::string& line : lines) {
    Cell& cell = out.emplace_back();
    if (!line.empty()) cell.lines = {line};
  }
  return out;
}

std::vector<bool> unlike(const std::vector<Cell>& all) {
  std::vector<bool> out;
  for (const Cell& cell : all) out.push_back(cell.unlike);
  return out;
}

TEST(Likeness, OfTwoNeitherIsTheOddOneOut) {
  std::vector<Cell> two = cells({"school", "home"});
  EXPECT_EQ(judge(two), Likeness::kDiffers);
  EXPECT_THAT(unlike(two), ElementsAre(false, false));
}

TEST(Likeness, TheOneThatMostOthersContradictIsMarked) {
  std::vector<Cell> three = cells({"school", "home", "school"});
  EXPECT_EQ(judge(three), Likeness::kDiffers);
  EXPECT_THAT(unlike(three), ElementsAre(false, true, false));
  std::vector<Cell> four = cells({"school", "home", "school", "home"});
  EXPECT_EQ(judge(four), Likeness::kDiffers);
  EXPECT_THAT(unlike(four), ElementsAre(false, false, false, false)) << "half is not most";
}

TEST(Likeness, WhatIsNotReportedDoesNotDiffer) {
  std::vector<Cell> some = cells({"school", "", "school"});
  EXPECT_EQ(judge(some), Likeness::kNotAllReport);
  EXPECT_THAT(unlike(some), ElementsAre(false, false, false));
  std::vector<Cell> one = cells({"school", "", ""});
  EXPECT_EQ(judge(one), Likeness::kNotJudged);
  std::vector<Cell> none = cells({"", ""});
  EXPECT_EQ(judge(none), Likeness::kNotJudged);
  std::vector<Cell> same = cells({"school", "school"});
  EXPECT_EQ(judge(same), Likeness::kSame);
}

TEST(Likeness, ValuesDecideAndNotTheirWords) {
  std::vector<Cell> two = cells({"Home and school", "School and home"});
  two[0].value = {"home", "school"};
  two[1].value = {"home", "school"};
  EXPECT_EQ(judge(two), Likeness::kSame);
  two[1].value = {"home"};
  EXPECT_EQ(judge(two), Likeness::kDiffers);
}

}  // namespace
}  // namespace outturn::compare
