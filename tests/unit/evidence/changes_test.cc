// SPDX-License-Identifier: GPL-3.0-or-later
// What changed between two versions, and how it is told.
#include "schema/evidence/changes.h"

#include <gmock/gmock.h>

#include "schema/evidence/field_words.h"
#include "tests/unit/sample.h"

namespace outturn::evidence {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// "kind pointer before after" of each change.
std::vector<std::string> told(const Json& before, const Json& after) {
  std::vector<std::string> lines;
  for (const Change& change : changes(before, after))
    lines.push_back(std::string(to_text(change.kind)) + " " + change.pointer + " " +
                    change.before.dump() + " " + change.after.dump());
  return lines;
}

/// "place: before -> after" of each change.
std::vector<std::string> in_words(const Json& before, const Json& after) {
  std::vector<std::string> lines;
  for (const Change& change : changes(before, after)) {
    const auto words = change_words(change, before, after);
    lines.push_back(words.place + ": " + words.before + " -> " + words.after);
  }
  return lines;
}

Json sample() { return Json::parse(testing::sample_json().dump()); }

Json finding(const char* outcome, const char* measure, double value) {
  return {{"outcome", outcome}, {"measure", measure},   {"metric", "smd"}, {"value", value},
          {"better", "higher"}, {"result", "positive"}, {"source", "doc"}, {"locator", "p. 1"}};
}

TEST(Changes, TheSameIsNoChange) {
  EXPECT_THAT(told(sample(), sample()), IsEmpty());
  EXPECT_THAT(told({{"a", 3}}, {{"a", 3.0}}), IsEmpty());
}

TEST(Changes, AFieldIsAddedRemovedOrChanged) {
  EXPECT_THAT(told({{"a", 1}, {"b", 2}}, {{"a", 3}, {"c", 4}}),
              ElementsAre("changed /a 1 3", "added /c null 4", "removed /b 2 null"));
  EXPECT_THAT(told({{"a/b", {{"~", 1}}}}, {{"a/b", {{"~", 2}}}}),
              ElementsAre("changed /a~1b/~0 1 2"));
  EXPECT_THAT(told({{"a", 1}}, {{"a", "1"}}), ElementsAre("changed /a 1 \"1\""));
}

TEST(Changes, AnInsertedFindingIsOneAddition) {
  Json before = sample();
  before["findings"] = {finding("crime", "m1", 1), finding("earnings", "m2", 2),
                        finding("crime", "m3", 3)};
  Json after = before;
  const Json fresh = finding("depression", "m0", 9);
  after["findings"].insert(after["findings"].begin(), fresh);
  EXPECT_THAT(told(before, after), ElementsAre("added /findings/0 null " + fresh.dump()));
  EXPECT_THAT(told(after, before), ElementsAre("removed /findings/0 " + fresh.dump() + " null"));
}

TEST(Changes, AFindingIsFoundAgainByWhatItMeasures) {
  Json before = sample();
  before["findings"] = {finding("crime", "m1", 1), finding("earnings", "m2", 2),
                        finding("crime", "m3", 3)};
  Json after = before;
  after["findings"].erase(0);
  after["findings"][1]["value"] = 3.5;
  after["findings"][1]["se"] = 0.1;
  EXPECT_THAT(told(before, after),
              ElementsAre("changed /findings/1/value 3.0 3.5", "added /findings/1/se null 0.1",
                          "removed /findings/0 " + before["findings"][0].dump() + " null"));
}

TEST(Changes, TwinsArePairedInTheirOrder) {
  Json before = sample();
  before["findings"] = {finding("crime", "m", 1), finding("crime", "m", 2)};
  Json after = sample();
  after["findings"] = {finding("crime", "m", 1), finding("crime", "m", 5),
                       finding("crime", "m", 2)};
  EXPECT_THAT(told(before, after),
              ElementsAre("added /findings/1 null " + after["findings"][1].dump()));
}

TEST(Changes, AnotherOrderIsSaidOnce) {
  Json before = sample();
  before["findings"] = {finding("crime", "m1", 1), finding("crime", "m2", 2)};
  Json after = before;
  std::swap(after["findings"][0], after["findings"][1]);
  EXPECT_THAT(told(before, after), ElementsAre("reordered /findings null null"));
  EXPECT_THAT(in_words(before, after), ElementsAre("order of the findings:  -> "));
}

TEST(Changes, ListsOfWordsAreCompared) {
  EXPECT_THAT(
      told({{"settings", {"home", "school"}}}, {{"settings", {"school", "prison"}}}),
      ElementsAre("added /settings/1 null \"prison\"", "removed /settings/0 \"home\" null"));
  EXPECT_THAT(told({{"a", 1}}, {{"a", 1}, {"settings", {"home"}}}),
              ElementsAre("added /settings/0 null \"home\""));
  EXPECT_THAT(told({{"a", 1}, {"settings", {"home"}}}, {{"a", 1}}),
              ElementsAre("removed /settings/0 \"home\" null"));
}

TEST(Changes, LinesOfAnAppraisalArePairedToo) {
  Json before = sample();
  before["appraisals"][0]["benefits"].push_back({{"outcome", "crime"}, {"amount", 5}});
  Json after = before;
  after["appraisals"][0]["benefits"].erase(0);
  after["appraisals"][0]["benefits"][0]["amount"] = 6;
  after["appraisals"][0]["net_benefit"] = 6;
  EXPECT_THAT(in_words(before, after),
              ::testing::UnorderedElementsAre(
                  "appraisal 1 (Benefit-cost ratio, Society), net benefit: 467 -> 6",
                  "appraisal 1 (Benefit-cost ratio, Society), benefit 1 (Crime), amount: "
                  "5 -> 6",
                  "appraisal 1 (Benefit-cost ratio, Society), benefit 1 (Earnings): "
                  "amount: 697; outcome: Earnings -> "));
}

TEST(Changes, AreToldInWords) {
  Json after = sample();
  after["title"] = "Beta";
  after["findings"][0]["se"] = 0.2;
  after["settings"] = {"school"};
  after["population"]["age_max"] = 5;
  after["findings"][0]["result"] = "null";
  EXPECT_THAT(in_words(sample(), after),
              ::testing::UnorderedElementsAre(
                  "title: Alpha visits -> Beta", "finding 1 (Crime), standard error: 0.1 -> 0.2",
                  "finding 1 (Crime), result: Positive -> No clear effect", "settings:  -> School",
                  "settings: Home -> ", "population, age max: 2 -> 5"));
}

TEST(Changes, OfWhatIsNotARecordAreToldAsWell) {
  EXPECT_THAT(told(nullptr, {{"a", 1}}), ElementsAre("added  null {\"a\":1}"));
  EXPECT_THAT(told({{"a", 1}}, nullptr), ElementsAre("removed  {\"a\":1} null"));
  EXPECT_THAT(told(nullptr, nullptr), IsEmpty());
  EXPECT_EQ(place_words("/findings/7/se", sample()), "finding 8, standard error");
  EXPECT_EQ(place_words("", sample()), "the record");
}

TEST(Changes, OfManyTwinsTakeNoTimeToSpeakOf) {
  Json before = sample();
  Json after = sample();
  for (int i = 0; i < 20'000; ++i) {
    before["findings"].push_back(finding("crime", "m", i));
    after["findings"].push_back(finding("crime", "m", -i - 1));
  }
  EXPECT_EQ(changes(before, after).size(), 20'000U);  // all pairs: 400 million comparisons
}

}  // namespace
}  // namespace outturn::evidence
