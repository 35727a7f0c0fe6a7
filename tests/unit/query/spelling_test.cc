// SPDX-License-Identifier: GPL-3.0-or-later
// British and American spellings propose one another.
#include "server/search/query/spelling.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace outturn::query {
namespace {

using ::testing::Contains;
using ::testing::Not;

TEST(Spelling, EachOfAPairProposesTheOther) {
  const std::pair<const char*, const char*> pairs[] = {
      {"behaviour", "behavior"},
      {"behavioural", "behavioral"},
      {"programme", "program"},
      {"programmes", "programs"},
      {"organisation", "organization"},
      {"organisational", "organizational"},
      {"randomised", "randomized"},
      {"hospitalisation", "hospitalization"},
      {"paediatric", "pediatric"},
      {"counselling", "counseling"},
      {"counsellors", "counselors"},
      {"neighbourhoods", "neighborhoods"},
      {"centres", "centers"},
      {"colour", "color"},
      {"labour", "labor"},
      {"analyse", "analyze"},
      {"analysing", "analyzing"},
      {"haemoglobin", "hemoglobin"},
      {"foetal", "fetal"},
      {"travellers", "travelers"},
      {"modelling", "modeling"},
      {"enrolment", "enrollment"},
      {"licence", "license"},
      {"practise", "practice"},
      {"offences", "offenses"},
      {"ageing", "aging"},
      {"mum", "mom"},
      {"fulfilment", "fulfillment"},
      {"orthopaedic", "orthopedic"},
      {"tumours", "tumors"},
      {"stigmatising", "stigmatizing"},
      {"theatre", "theater"},
  };
  for (const auto& [british, american] : pairs) {
    EXPECT_THAT(other_spellings(british), Contains(american));
    EXPECT_THAT(other_spellings(american), Contains(british));
  }
}

TEST(Spelling, NeverProposesTheWordItselfNorFailsOnOddOnes) {
  for (const char* word : {"", "a", "ise", "size", "behaviour", "\xff\xfe", "programming"})
    EXPECT_THAT(other_spellings(word), Not(Contains(word)));
  EXPECT_TRUE(other_spellings("nurse").empty());
}

}  // namespace
}  // namespace outturn::query
