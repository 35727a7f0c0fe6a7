// SPDX-License-Identifier: GPL-3.0-or-later
// Thirty programme names as people misspell them find the programme all the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/unit/query/corpus_index.h"

namespace outturn::query {
namespace {

struct Misspelt {
  const char* typed;
  const char* record;
};

constexpr Misspelt kMisspelt[] = {
    {"famly nurse partnership", "family-nurse-partnership"},
    {"family nures partnership", "family-nurse-partnership"},
    {"family nurse partnershp", "family-nurse-partnership"},
    {"incredable years", "incredible-years"},
    {"increadible yeers", "incredible-years"},
    {"triple pee parenting programe", "triple-p"},
    {"abecedarean", "abecedarian"},
    {"abcedarian", "abecedarian"},
    {"high scope pery preschol", "high-scope-perry-preschool"},
    {"perrry preschool", "high-scope-perry-preschool"},
    {"good behavour game", "good-behaviour-game"},
    {"good behaivor game", "good-behaviour-game"},
    {"life skils traning", "life-skills-training"},
    {"multidimentional treatment foster care", "multidimensional-treatment-foster-care"},
    {"multidimensional tretment foster care", "multidimensional-treatment-foster-care"},
    {"signs of saftey olmstead", "signs-of-safety-olmsted"},
    {"curiousity corner", "curiosity-corner"},
    {"guiding good choises", "guiding-good-choices"},
    {"positve acton", "positive-action"},
    {"headspase australia", "headspace-australia"},
    {"youthspace birmingam", "youthspace-birmingham"},
    {"beatbulying", "beatbullying-peer-mentoring"},
    {"saefcare", "safecare"},
    {"westminister family recovery", "westminster-family-recovery-programme"},
    {"rushey gren time bank", "rushey-green-time-bank"},
    {"casltemilk time bank", "castlemilk-time-bank"},
    {"citizans advice", "citizens-advice-in-gp-surgeries"},
    {"bromly by bow", "bromley-by-bow-centre"},
    {"oldham socail prescribing", "oldham-social-prescribing"},
    {"comunity navigators", "community-navigators"},
    {"manton comunity aliance", "manton-community-alliance"},
    {"torbey care trust", "torbay-care-trust"},
};

TEST(Misspelt, ThirtyProgrammeNamesAreFound) {
  EXPECT_GE(std::size(kMisspelt), 30U);
  for (const Misspelt& one : kMisspelt) {
    const Found found = corpus_index().find(one.typed);
    const auto first = corpus_index().ranked(found, 3);
    std::string said;
    for (const std::string& sentence : found.reading.sentences()) said += sentence + " ";
    EXPECT_NE(std::find(first.begin(), first.end(), one.record), first.end())
        << one.typed << ": " << (first.empty() ? "nothing" : first.front()) << " " << said;
  }
}

TEST(Misspelt, ACorrectionIsSaidAndCanBeSwitchedOff) {
  const Found found = corpus_index().find("famly nurse partnership");
  ASSERT_EQ(found.reading.corrected.size(), 1U);
  EXPECT_EQ(found.reading.corrected[0].typed, "famly");
  EXPECT_EQ(found.reading.corrected[0].searched, "family");
  EXPECT_TRUE(found.reading.dropped.empty());

  Options as_typed;
  as_typed.correct = false;
  const Found typed = corpus_index().find("famly nurse partnership", as_typed);
  EXPECT_TRUE(typed.reading.corrected.empty());
  ASSERT_FALSE(typed.reading.dropped.empty());
  EXPECT_EQ(typed.reading.dropped[0].word, "famly");
  EXPECT_TRUE(typed.reading.dropped[0].unknown);
}

TEST(Misspelt, WhatFindsSomethingIsNotCorrected) {
  for (const char* typed : {"nurse", "family nurse partnership", "hub", "crime -famly"})
    EXPECT_TRUE(corpus_index().find(typed).reading.corrected.empty()) << typed;
}

}  // namespace
}  // namespace outturn::query
