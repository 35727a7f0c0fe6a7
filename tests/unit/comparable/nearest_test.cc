// SPDX-License-Identifier: GPL-3.0-or-later
// Who comes near: never the record itself, its programme apart, whatever was found, within filters;
// and an answer to anything that is pasted.
#include "server/search/comparable/nearest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "schema/evidence/record_json.h"
#include "tests/unit/comparable/likeness_base.h"
#include "tests/unit/sample.h"

namespace outturn::search {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

evidence::Record record(const char* id, const char* title, const char* summary) {
  auto json = testing::sample_json();
  json["id"] = id;
  json["title"] = title;
  json["summary"] = summary;
  return evidence::from_json(json).value();
}

/// Home visits that helped, that did nothing, that harmed; a second record of one programme; and
/// something else.
const testing::LikenessBase& visits() {
  static const testing::LikenessBase base([] {
    std::vector<evidence::Record> out;
    out.push_back(record("visits", "Nurse visits", "Nurses visit new mothers at home each week."));
    out.push_back(record("again", "Nurse visits again", "Nurses visit new mothers at home."));
    out.push_back(record("null", "Midwife visits", "Midwives visit new mothers at home weekly."));
    out.push_back(record("harm", "Weekly visits", "Nurses visit new mothers at home each week."));
    out.push_back(record("tax", "Tax letters", "Letters remind traders to pay in time."));
    out[0].programme = evidence::Programme{"Visits", {}, {}};
    out[1].programme = evidence::Programme{"Visits", {}, {}};
    out[2].findings[0].result = "null";
    out[3].findings[0].result = "negative";
    out[4].settings = {"public_administration"};
    out[4].population.reset();
    out[4].findings.clear();
    out[4].appraisals.clear();
    out[4].type = "approach";
    out[4].places = {{"ES", {}, {}}};
    return out;
  }());
  return base;
}

TEST(Nearest, LeavesOutTheRecordAndTellsItsProgrammeApart) {
  const Nearest found = visits().near(visits().of_record("visits"));
  EXPECT_THAT(visits().ids(found.neighbours), Not(Contains("visits")));
  EXPECT_THAT(visits().ids(found.neighbours), Not(Contains("again")));
  EXPECT_THAT(visits().ids(found.siblings), ElementsAre("again"));
  EXPECT_EQ(found.siblings_in_all, 1U);
}

TEST(Nearest, ListsWhatDidNothingAndWhatHarmed) {
  const Nearest found = visits().near(visits().of_record("visits"));
  EXPECT_THAT(visits().ids(found.neighbours), ElementsAre("harm", "null"));
}

TEST(Nearest, WhatWasFoundPlaysNoPart) {
  const auto places = [](const char* result) {
    auto records = visits().records();
    for (std::size_t i = 2; i < 4; ++i) records[i].findings[0].result = result;
    const testing::LikenessBase base(std::move(records));
    std::vector<double> scores;
    for (const Neighbour& one : base.near(base.of_record("visits")).neighbours)
      scores.push_back(one.score);
    return scores;
  };
  // The words of a result are indexed too; among so few records they must not outweigh the rest.
  const auto good = places("positive");
  const auto bad = places("negative");
  ASSERT_EQ(good.size(), bad.size());
  for (std::size_t i = 0; i < good.size(); ++i) EXPECT_NEAR(good[i], bad[i], 0.1);
}

TEST(Nearest, KeepsToTheSetItIsGiven) {
  Bits within(visits().index().slots());
  within.set(visits().number("null"));
  const Nearest found = visits().near(visits().of_record("visits"), {}, &within);
  EXPECT_THAT(visits().ids(found.neighbours), ElementsAre("null"));
  EXPECT_THAT(found.siblings, IsEmpty());
  EXPECT_EQ(found.siblings_in_all, 0U);
}

TEST(Nearest, ADescriptionFindsWhatIsLikeIt) {
  const auto found = visits().near(visits().of_text("Nurses would go to mothers at home"));
  ASSERT_FALSE(found.neighbours.empty());
  EXPECT_THAT(visits().ids(found.neighbours), Not(Contains("tax")));
  EXPECT_THAT(found.siblings, IsEmpty());
}

TEST(Nearest, NothingToCompareByIsNobody) {
  for (const char* text : {"", "and of the with", "?!", "zzzz qqqq"})
    EXPECT_THAT(visits().near(visits().of_text(text)).neighbours, IsEmpty()) << text;
}

TEST(Nearest, AnythingMayBePasted) {
  std::string bytes;
  for (int c = 0; c < 256; ++c) bytes += static_cast<char>(c);
  std::string lots;
  while (lots.size() < 100'000) lots += "nurses AND (visit OR -mothers) \"home title:x* ";
  for (const std::string& text : {bytes, lots, std::string(20'000, '('), std::string(20'000, '"')})
    EXPECT_LE(visits().near(visits().of_text(text)).neighbours.size(), 10U);
}

TEST(Nearest, ScoresAreTheSumOfTheirParts) {
  const testing::LikenessBase base(testing::shipped_corpus());
  for (std::size_t i = 0; i < base.records().size(); i += 17) {
    const Nearest found = base.near(base.of_record(base.records()[i].id));
    EXPECT_LE(found.neighbours.size(), 10U);
    for (std::size_t n = 0; n < found.neighbours.size(); ++n) {
      const Neighbour& one = found.neighbours[n];
      double sum = 0;
      for (const PartRow& row : kParts) {
        const double part = one.likeness[number_of(row.part)];
        EXPECT_GE(part, 0);
        EXPECT_LE(part, 1 + 1e-9);
        sum += row.weight * part;
      }
      EXPECT_NEAR(one.score, sum, 1e-12);
      if (n > 0) {
        EXPECT_GE(found.neighbours[n - 1].score, one.score);
      }
    }
  }
}

TEST(Nearest, CandidatesMissNobodyThatMatters) {
  // With room for every record as a candidate the first ten are the same.
  const testing::LikenessBase base(testing::shipped_corpus());
  NearOptions narrow;
  narrow.by_words = 40;
  narrow.by_values = 40;
  NearOptions wide;
  wide.by_words = wide.by_values = base.records().size();
  std::size_t same = 0;
  std::size_t all = 0;
  for (const auto& record : base.records()) {
    const auto likened = base.of_record(record.id);
    const auto few = base.ids(base.near(likened, narrow).neighbours);
    const auto many = base.ids(base.near(likened, wide).neighbours);
    all += many.size();
    for (const std::string& id : many) same += std::count(few.begin(), few.end(), id) != 0;
  }
  EXPECT_GT(static_cast<double>(same), 0.97 * static_cast<double>(all));
}

}  // namespace
}  // namespace outturn::search
