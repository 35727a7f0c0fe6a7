// SPDX-License-Identifier: GPL-3.0-or-later
// Which options of a filter are in sight, folded away, or left to be searched for.
#include "server/render/facet_view.h"

#include <gmock/gmock.h>

#include "answers.h"

namespace outturn::render {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

search::Facet outcomes(bool chosen) {
  return facet(FilterId::kOutcome, {option("family", 9), option("crime_safety", 4),
                                    option("crime", 4), option("parenting", 3, chosen)});
}

std::string names(const nlohmann::json& options) {
  std::string out;
  for (const auto& one : options)
    out +=
        one.contains("parent") ? '(' + text(one, "parent") + ") " : text(one, "option_label") + ' ';
  return out;
}

TEST(FacetView, DomainsStandFirstAndOutcomesBelowTheirDomain) {
  const auto closed = facet_view(outcomes(false));
  EXPECT_EQ(names(closed["options"]), "family crime_safety ");
  EXPECT_EQ(names(closed["rest"]["options"]), "(family) parenting (crime_safety) crime ");
  EXPECT_EQ(closed["rest"]["all"], "All 4 outcomes");
  const auto chosen = facet_view(outcomes(true));
  EXPECT_EQ(names(chosen["options"]), "family parenting crime_safety ");
  EXPECT_EQ(names(chosen["rest"]["options"]), "(crime_safety) crime ");
  EXPECT_EQ(chosen["selected_count"], "1");
}

TEST(FacetView, WhatNothingWouldMatchIsLeftOutUnlessSelected) {
  const auto view =
      facet_view(facet(FilterId::kDesign, {option("rct", 0, true), option("modelling", 0)}));
  EXPECT_EQ(names(view["options"]), "rct ");
  EXPECT_EQ(view["options"][0]["count"], "0");
  EXPECT_EQ(view["options"][0]["checked"], true);
  EXPECT_TRUE(facet_view(facet(FilterId::kDesign, {option("modelling", 0)})).is_null());
}

search::Facet numbered(FilterId filter, std::size_t options, std::size_t chosen) {
  std::vector<search::FacetOption> list;
  for (std::size_t i = 0; i < options; ++i)
    list.push_back(option("P" + std::to_string(i), 1000 - i, i == chosen));
  return facet(filter, list);
}

TEST(FacetView, EightAreInSightAndTheRestFolded) {
  const auto view = facet_view(numbered(FilterId::kArea, 20, 99));
  EXPECT_EQ(view["options"].size(), 8U);
  EXPECT_EQ(view["rest"]["options"].size(), 12U);
  EXPECT_EQ(view["rest"]["all"], "All 20 areas");
  EXPECT_EQ(view["rest"]["unfold"], false);
  EXPECT_TRUE(view["more_note"].is_null());
  EXPECT_EQ(facet_view(numbered(FilterId::kArea, 20, 15))["rest"]["unfold"], true);
  EXPECT_TRUE(facet_view(numbered(FilterId::kArea, 9, 99))["rest"].is_null())
      << "nothing is gained by folding one away";
}

TEST(FacetView, OfVeryManyTheCommonestAreListedAndTheRestCounted) {
  search::Facet facet = numbered(FilterId::kProgramme, 200, 150);
  facet.distinct = 12'345;
  const auto view = facet_view(facet);
  EXPECT_EQ(view["options"].size() + view["rest"]["options"].size(), 25U)
      << "two dozen, and the one that is chosen";
  EXPECT_EQ(text(view["rest"]["options"].back(), "value"), "P150");
  EXPECT_THAT(text(view, "more_note"), HasSubstr("12,320 more programmes"));
  EXPECT_EQ(view["rest"]["all"], "The commonest 25 programmes");
}

TEST(FacetView, LevelsGoByTheirHeight) {
  const auto view = facet_view(
      facet(FilterId::kMaryland, {option("3", 9), option("5", 7), option("2", 4), option("4", 1)}));
  EXPECT_THAT(texts(view["options"], "value"), ElementsAre("5", "4", "3", "2"));
}

TEST(FacetView, ARatingNamesItsScale) {
  const auto view = facet_view(facet(FilterId::kRating, {option("essa:Tier 1", 2)}));
  EXPECT_EQ(text(view["options"][0], "option_label"), "ESSA tiers of evidence: Tier 1");
  EXPECT_EQ(text(view["options"][0], "value"), "essa:Tier 1");
}

TEST(FacetView, NoTwoValuesShareAnElement) {
  const auto view =
      facet_view(facet(FilterId::kArea, {option("St. Ives", 1), option("St? Ives", 1)}));
  EXPECT_NE(text(view["options"][0], "option_id"), text(view["options"][1], "option_id"));
}

}  // namespace
}  // namespace outturn::render
