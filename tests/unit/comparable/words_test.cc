// SPDX-License-Identifier: GPL-3.0-or-later
// Reasons and results in words.
#include "server/render/comparable_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "schema/evidence/vocabulary.h"

namespace outturn::render {
namespace {

using search::ByPart;
using search::Common;
using search::Directions;
using search::ResultsOn;

std::string all(const std::vector<PartReason>& list) {
  std::string text;
  for (const PartReason& one : list) text += (text.empty() ? "" : "; ") + one.text;
  return text;
}

ByPart alike() {
  ByPart out;
  out.fill(1);
  return out;
}

TEST(ComparableWords, EachPartInWords) {
  Common common;
  common.outcomes = {"crime"};
  common.groups = {"parents"};
  common.ages = search::Ages{10, 14};
  common.settings = {"school", "home"};
  common.targeting = {"selective"};
  common.countries = {"GB-ENG"};
  common.types = {"programme"};
  common.cost_ratio = 0.85;
  common.words = {"nurse", "visits"};
  EXPECT_EQ(all(reasons(common, alike())),
            "same outcome: crime; both for parents; ages 10 to 14 overlap; both in schools and at "
            "home; both targeted at people at raised risk; both in England; both programmes; cost "
            "per participant within 20%; words in common: nurse and visits");
}

TEST(ComparableWords, OnlyWhatIsAlikeIsAReason) {
  Common common;
  common.outcomes = {"crime"};
  common.types = {"review"};
  ByPart some{};
  some[search::number_of(search::Part::kType)] = 1;
  EXPECT_EQ(all(reasons(common, some)), "both reviews");
}

TEST(ComparableWords, DomainsAreSaidToBeNoMoreThanThat) {
  Common common;
  common.domains = {"education"};
  EXPECT_EQ(all(reasons(common, alike())), "outcomes of the same kind: education");
}

TEST(ComparableWords, LongListsAreCut) {
  Common common;
  common.outcomes = {"crime", "earnings", "bullying", "diet", "obesity", "mortality"};
  EXPECT_EQ(all(reasons(common, alike())),
            "same outcomes: crime, earnings, bullying, diet and 2 more");
}

TEST(ComparableWords, AgesWithOpenEnds) {
  const auto said = [](double least, double most) {
    Common common;
    common.ages = search::Ages{least, most};
    return all(reasons(common, alike()));
  };
  constexpr double kOpen = std::numeric_limits<double>::infinity();
  EXPECT_EQ(said(65, kOpen), "ages from 65 overlap");
  EXPECT_EQ(said(-kOpen, 5), "ages up to 5 overlap");
  EXPECT_EQ(said(14, 14), "age 14 overlap");
  EXPECT_EQ(said(-kOpen, kOpen), "all ages overlap");
}

TEST(ComparableWords, CostsFarApartAreNoReason) {
  Common common;
  common.cost_ratio = 0.6;
  EXPECT_EQ(all(reasons(common, alike())), "cost per participant within a factor of two");
  common.cost_ratio = 0.1;
  EXPECT_EQ(all(reasons(common, alike())), "");
}

TEST(ComparableWords, WhatWasAskedBy) {
  Common asked;
  asked.outcomes = {"crime", "earnings"};
  asked.settings = {"school"};
  asked.words = {"a", "b", "c", "d", "e", "f", "g"};
  EXPECT_EQ(all(asked_by(asked)),
            "outcomes: crime and earnings; in schools; words: a, b, c, d, e, f and g");
}

TEST(ComparableWords, ResultsSayEveryDirection) {
  Common common;
  common.outcomes = {"crime"};
  Directions some{ResultsOn::kSharedOutcomes, 2, 1, 1, 0, 3};
  EXPECT_EQ(directions_text(some, common),
            "On the same outcome: 2 in favour, 1 no clear effect, 1 against, 3 unclear");
  some = {ResultsOn::kSharedDomains, 0, 0, 2, 1, 0};
  EXPECT_EQ(directions_text(some, {}), "On outcomes of the same kind: 2 against, 1 mixed");
  some = {ResultsOn::kAllOutcomes, 1, 0, 0, 0, 0};
  EXPECT_EQ(directions_text(some, {}), "On its own outcomes: 1 in favour");
  EXPECT_EQ(directions_text(some, common), "On other outcomes: 1 in favour");
  EXPECT_EQ(directions_text({}, {}), "No finding on an outcome is reported");
}

TEST(ComparableWords, EveryTermReadsAfterBoth) {
  // A label that begins with a capital would stand in the middle of a sentence; a setting without
  // a wording of its own would read "both school".
  for (const char* vocabulary : {"setting", "targeting", "type"})
    for (const auto& term : evidence::vocabulary(vocabulary).terms()) {
      Common common;
      (vocabulary[0] == 's'   ? common.settings
       : vocabulary[1] == 'a' ? common.targeting
                              : common.types) = {term.id};
      const std::string text = all(reasons(common, alike()));
      std::string label = term.label;
      label[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(label[0])));
      EXPECT_TRUE(text.starts_with("both "));
      if (term.id != "online") {
        EXPECT_NE(text, "both " + label) << term.id;
      }
    }
}

}  // namespace
}  // namespace outturn::render
