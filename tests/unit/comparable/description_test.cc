// SPDX-License-Identifier: GPL-3.0-or-later
// What a description mentions: terms by labels and synonyms in any inflection, and places.
#include "server/search/comparable/description.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace outturn::search {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

Mention is(index::FilterId filter, const char* value) { return {filter, value}; }

TEST(Description, MentionsTermsByLabelAndSynonym) {
  const Mentions read = read_mentions(
      "Nurses would visit first-time mothers at home in Scotland, to bring down child abuse and "
      "neglect, and offending by looked-after children.");
  EXPECT_THAT(read.values, Contains(is(index::FilterId::kOutcome, "child_maltreatment")));
  EXPECT_THAT(read.values, Contains(is(index::FilterId::kOutcome, "crime")));
  EXPECT_THAT(read.values, Contains(is(index::FilterId::kGroup, "pregnant_women")));
  EXPECT_THAT(read.values, Contains(is(index::FilterId::kGroup, "children_in_care")));
  EXPECT_THAT(read.values, Contains(is(index::FilterId::kSetting, "home")));
  EXPECT_THAT(read.values, Contains(is(index::FilterId::kCountry, "GB-SCT")));
}

TEST(Description, TheLongestPhraseIsMeant) {
  const Mentions read = read_mentions("We hope for fewer emergency hospital admissions.");
  EXPECT_THAT(read.values, Contains(is(index::FilterId::kOutcome, "emergency_admissions")));
  EXPECT_THAT(read.values, Not(Contains(is(index::FilterId::kOutcome, "hospital_admissions"))));
}

TEST(Description, VagueWordsMeanNothing) {
  EXPECT_THAT(read_mentions("We work in partnership and offer training and advice.").values,
              IsEmpty());
}

TEST(Description, AStemIsNotEnoughForAWordAlone) {
  // "visitation" is a word for contact between parents and children; the library stems it "visit".
  EXPECT_THAT(read_mentions("Nurses visit them.").values, IsEmpty());
  EXPECT_THAT(read_mentions("They offend and are arrested.").values,
              Contains(is(index::FilterId::kOutcome, "crime")));
}

TEST(Description, NamesPlacesAndAges) {
  const Mentions read = read_mentions("Children aged 5 to 11 in West Berkshire, and in Hull.");
  EXPECT_THAT(read.names, Contains("West Berkshire"));
  EXPECT_THAT(read.names, Contains("Hull"));
  EXPECT_EQ(read.age_min, 5);
  EXPECT_EQ(read.age_max, 11);
}

TEST(Description, AnyBytesAndAnyLengthWillDo) {
  EXPECT_THAT(read_mentions("").values, IsEmpty());
  EXPECT_THAT(read_mentions(std::string("\0\xFF\xFE", 3)).values, IsEmpty());
  std::string all;
  for (int i = 0; i < 30'000; ++i) all += "Crime In Schools ";
  const Mentions read = read_mentions(all);
  EXPECT_EQ(read.values.size(), 2U);
  EXPECT_LE(read.names.size(), 400U);
}

}  // namespace
}  // namespace outturn::search
