// SPDX-License-Identifier: GPL-3.0-or-later
// What was made of the words is visible, and whatever was done can be undone and done again.
#include "server/render/reading_view.h"

#include <gmock/gmock.h>

#include "answers.h"

namespace outturn::render {
namespace {

using ::testing::ElementsAre;

search::Answer asked(const std::string& words) {
  search::Answer answer;
  answer.question.text = words;
  return answer;
}

TEST(Reading, NothingToSayIsNotSaid) {
  EXPECT_TRUE(reading_view(site(), asked("nurse")).is_null());
  EXPECT_TRUE(reading_view(site(), asked("")).is_null());
}

TEST(Reading, WideningNamesWhatWasFoundAndCanBeSwitchedOff) {
  search::Answer answer = asked("neet");
  answer.question.offset = 20;
  answer.reading.widened = {{"neet", {"not in education, employment or training", "out of work"}},
                            {"neet", {"not in education, employment or training", "out of work"}}};
  auto view = reading_view(site(), answer)["widening"];
  ASSERT_EQ(view["shown"].size(), 1U) << "the same is said once";
  EXPECT_EQ(text(view["shown"][0], "widened_with"),
            "not in education, employment or training and out of work");
  EXPECT_EQ(text(view["switch"], "switch_href"), "/x/search?q=neet&widen=no");
  answer.question.widen = false;
  answer.reading.widened.clear();
  view = reading_view(site(), answer)["widening"];
  EXPECT_EQ(view["off"], true);
  EXPECT_EQ(text(view["switch"], "switch_href"), "/x/search?q=neet");
}

TEST(Reading, ManyWideningsAreFoldedAndLongOnesCut) {
  search::Answer answer = asked("a b c d e");
  for (const char* word : {"a", "b", "c", "d", "e"})
    answer.reading.widened.push_back({word, {"1", "2", "3", "4", "5", "6", "7", "8"}});
  const auto view = reading_view(site(), answer)["widening"];
  EXPECT_EQ(view["shown"].size(), 3U);
  EXPECT_EQ(text(view["shown"][0], "widened_with"), "1, 2, 3, 4, 5, 6 and 2 more");
  EXPECT_EQ(view["folded"]["shown"].size(), 2U);
  EXPECT_EQ(text(view["folded"], "folded_words"), "2 more words");
}

TEST(Reading, ACorrectionCanBeUndone) {
  search::Answer answer = asked("nrse");
  answer.reading.corrected = {{"nrse", "nurse"}};
  auto view = reading_view(site(), answer)["correction"];
  EXPECT_THAT(texts(view["corrected"], "searched"), ElementsAre("nurse"));
  EXPECT_EQ(text(view["switch"], "switch_href"), "/x/search?q=nrse&correct=no");
  answer.question.correct = false;
  answer.reading.corrected.clear();
  view = reading_view(site(), answer)["correction"];
  EXPECT_EQ(text(view["switch"], "switch_href"), "/x/search?q=nrse");
}

TEST(Reading, WordsLeftOutAndWhatWasNotUnderstoodAreTold) {
  search::Answer answer = asked("nurse (visits zzz");
  answer.reading.diagnostics = {{"A bracket is not closed.", "(visits zzz"}};
  answer.reading.dropped = {{"visits", false}, {"zzz", true}, {"yyy", true}};
  answer.notes = answer.reading.sentences();
  answer.notes.emplace_back("Something else.");
  const auto view = reading_view(site(), answer);
  EXPECT_THAT(texts(view["sentences"], "sentence"),
              ElementsAre("A bracket is not closed. ((visits zzz)",
                          "No record has all these words, so “visits” was left out.",
                          "No record has “zzz” and “yyy”, which were left out.", "Something else."))
      << "each once, though the notes say them too";
}

TEST(Reading, WhatIsNotedIsToldWithoutWordsToo) {
  search::Answer answer = asked("");
  answer.notes.emplace_back("A newer release.");
  EXPECT_THAT(texts(reading_view(site(), answer)["sentences"], "sentence"),
              ElementsAre("A newer release."));
}

TEST(Reading, ALongTextLeadsToComparables) {
  search::Answer answer = asked("nurses & visits");
  answer.reading.long_text = true;
  const auto view = reading_view(site(), answer);
  EXPECT_EQ(text(view["alike"], "alike_href"), "/x/comparables?q=nurses+%26+visits");
  answer.reading.long_text = false;
  answer.reading.nearest = 1;
  EXPECT_TRUE(reading_view(site(), answer)["alike"].is_null());
}

TEST(Reasons, NameTheFieldsAndTheirWords) {
  EXPECT_EQ(reasons_text({{"title", {"nurse", "visits"}}, {"outcome", {"crime"}}}),
            "title: nurse, visits; outcomes: crime");
  EXPECT_EQ(reasons_text({{"title", {"nurse"}}, {"summary", {"crime"}}, {"place", {"nurse"}}}),
            "title, place: nurse; summary: crime")
      << "fields with the same words stand together";
  EXPECT_EQ(reasons_text({}), "");
}

}  // namespace
}  // namespace outturn::render
