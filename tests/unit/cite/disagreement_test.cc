// SPDX-License-Identifier: GPL-3.0-or-later
// What counts as a disagreement, what does not, and in which order they are told.
#include "server/search/programme/disagreement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "server/render/programme_words.h"
#include "tests/unit/cite/maker.h"

namespace outturn::search {
namespace {

using testing::bare;
using ::testing::ElementsAre;
using testing::made;
using Json = nlohmann::json;

/// Records "a", "b", ... of which each has these findings.
std::vector<evidence::Record> with_findings(const std::vector<std::vector<Json>>& findings) {
  std::vector<evidence::Record> out;
  for (const auto& list : findings) {
    Json json = bare(std::string(1, static_cast<char>('a' + out.size())));
    json["findings"] = list;
    out.push_back(made(json));
  }
  return out;
}

std::vector<evidence::Record> with(const char* part, const std::vector<Json>& values) {
  std::vector<evidence::Record> out;
  for (const Json& value : values) {
    Json json = bare(std::string(1, static_cast<char>('a' + out.size())));
    if (std::string(part) == "ratings" || std::string(part) == "maryland")
      json["evidence"][part] = value;
    else
      json[part] = value;
    out.push_back(made(json));
  }
  return out;
}

std::vector<std::string> told(const std::vector<evidence::Record>& records) {
  std::vector<std::string> out;
  for (const Disagreement& one : disagreements(records)) out.push_back(render::sentence_words(one));
  return out;
}

TEST(Disagreements, OppositeDirections) {
  const auto records = with_findings({{testing::told("crime", "positive")},
                                      {testing::told("crime", "negative")},
                                      {testing::told("crime", "positive")}});
  EXPECT_THAT(told(records),
              ElementsAre("Crime: opposite directions. In favour in 2 records; against in 1 "
                          "record."));
  EXPECT_THAT(disagreements(records)[0].sides[0].records, ElementsAre(0, 2));
}

TEST(Disagreements, TheFigureSpeaksBeforeTheClaim) {
  // Both claim to be positive; the interval of the second reaches across 0.
  const auto records =
      with_findings({{testing::effect("crime", 0.4, 0.1)}, {testing::effect("crime", 0.1, 0.2)}});
  EXPECT_THAT(told(records), ElementsAre("Crime: an effect in some records, no clear effect in "
                                         "others. In favour in 1 record; no clear effect in 1 "
                                         "record."));
  EXPECT_THAT(ways_of(records[1]), ElementsAre(Way::kNotClear));
}

TEST(Disagreements, NeitherOtherOutcomesNorOtherMeasuresOfOneRecord) {
  EXPECT_THAT(told(with_findings({{testing::told("crime", "positive")},
                                  {testing::told("employment", "negative")}})),
              ElementsAre());
  EXPECT_THAT(
      told(with_findings({{testing::told("crime", "positive"), testing::told("crime", "null")},
                          {testing::told("crime", "unclear")}})),
      ElementsAre());
}

TEST(Disagreements, ASubgroupOnlyWhereItGoesTheOppositeWay) {
  Json boys = testing::told("crime", "null");
  boys["subgroup"] = "Boys";
  EXPECT_THAT(told(with_findings({{testing::told("crime", "positive")}, {boys}})), ElementsAre());
  boys["result"] = "negative";
  const auto records = with_findings({{testing::told("crime", "positive")}, {boys}});
  ASSERT_EQ(disagreements(records).size(), 1U);
  EXPECT_EQ(disagreements(records)[0].sides[1].details[0], "Boys");
}

TEST(Disagreements, RatiosOfOneClassOnBothSidesOfOne) {
  const auto ratio = [](const char* who, const Json& value) {
    return Json::array({testing::appraisal(who, value)});
  };
  EXPECT_THAT(told(with("appraisals", {ratio("society", {{"central", 0.6}}),
                                       ratio("society", {{"low", 1.2}, {"high", 3}})})),
              ElementsAre("Return per 1 spent (society, modelled): on both sides of 1. Returns "
                          "less than it costs in 1 record; returns more than it costs in 1 "
                          "record."));
  // Another class; a range across 1; exactly 1; an open end.
  for (const Json& other :
       {ratio("agency", {{"central", 2}}), ratio("society", {{"low", 0.9}, {"high", 3}}),
        ratio("society", {{"central", 1}}), ratio("society", {{"high", 3}})})
    EXPECT_THAT(told(with("appraisals", {ratio("society", {{"central", 0.6}}), other})),
                ElementsAre())
        << other;
}

TEST(Disagreements, AgenciesThatDiffer) {
  const auto rating = [](const char* scale, const char* value) {
    return Json::array({{{"scale", scale}, {"value", value}}});
  };
  const auto records =
      with("ratings", {rating("eif", "4+"), rating("cebc", "4"), rating("wwc", "meets")});
  EXPECT_THAT(told(records), ElementsAre("Ratings: agencies differ on whether it works. Rated as "
                                         "working in 1 record; rated as not found to work in 1 "
                                         "record."));
  EXPECT_THAT(disagreements(records)[0].sides[0].details, ElementsAre("EIF Guidebook: 4+"));
  // What an agency calls harmful or without effect, as it is written on its own page.
  for (const auto& [scale, value] :
       {std::pair{"crimesolutions", "Negative Effects"},
        std::pair{"crimesolutions", "ineffective; multiple studies"},
        std::pair{"crimesolutions", "No Effects"}, std::pair{"blueprints", "Harmful"},
        std::pair{"eif", "NE"}, std::pair{"cebc", "5"}})
    EXPECT_EQ(told(with("ratings", {rating("title_iv_e", "well_supported"), rating(scale, value)}))
                  .size(),
              1U)
        << scale << " " << value;
  // What says that too little is known opposes nothing.
  for (const auto& [scale, value] :
       {std::pair{"eif", "NL2"}, std::pair{"eif", "2+"}, std::pair{"title_iv_e", "does_not_meet"},
        std::pair{"blueprints", "Insufficient Evidence"}, std::pair{"wwc_effectiveness", "mixed"},
        std::pair{"cebc", "NR"}})
    EXPECT_THAT(
        told(with("ratings", {rating("crimesolutions", "effective"), rating(scale, value)})),
        ElementsAre())
        << scale << " " << value;
  // Two agencies that agree, each in its own words.
  EXPECT_THAT(told(with("ratings", {rating("eif", "3"), rating("blueprints", "Model Plus")})),
              ElementsAre());
  EXPECT_THAT(told(with("ratings", {rating("wwc_effectiveness", "potentially_positive"),
                                    rating("wwc_effectiveness", "no_discernible")})),
              ElementsAre("What Works Clearinghouse, effectiveness of the intervention: rated "
                          "differently. Potentially positive in 1 record; no discernible in 1 "
                          "record."));
}

TEST(Disagreements, MarylandLevelsTheHighestFirst) {
  EXPECT_THAT(told(with("maryland", {2, 5, 2})),
              ElementsAre("Strength of evidence: studies of different Maryland levels. Level 5 of "
                          "5 in 1 record; level 2 of 5 in 2 records."));
  EXPECT_THAT(told(with("maryland", {3, 3})), ElementsAre());
}

TEST(Disagreements, TheGravestFirst) {
  auto first = bare("a");
  first["evidence"]["maryland"] = 5;
  first["findings"] = {testing::told("employment", "null"), testing::told("crime", "positive")};
  auto second = bare("b");
  second["evidence"]["maryland"] = 2;
  second["findings"] = {testing::told("employment", "positive"),
                        testing::told("crime", "negative")};
  std::vector<DisagreementKind> kinds;
  const std::vector<evidence::Record> records{made(first), made(second)};
  for (const Disagreement& one : disagreements(records)) kinds.push_back(one.kind);
  EXPECT_THAT(kinds, ElementsAre(DisagreementKind::kOppositeResults, DisagreementKind::kClearAndNot,
                                 DisagreementKind::kMarylandDiffers));
}

TEST(Disagreements, OfNothing) { EXPECT_TRUE(disagreements({}).empty()); }

}  // namespace
}  // namespace outturn::search
