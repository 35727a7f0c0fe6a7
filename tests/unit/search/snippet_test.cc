// SPDX-License-Identifier: GPL-3.0-or-later
// What is marked in a text, and which part of it is shown.
#include "server/search/query/snippet.h"

#include <gmock/gmock.h>

#include <string>

namespace outturn::query {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using Xapian::Query;

class SnippetTest : public ::testing::Test {
 protected:
  Snippet of(const Query& ranking, const std::string& text, std::size_t bytes = 420) {
    return Snippets(database_, lexicon_, ranking).of(text, bytes);
  }

  Xapian::WritableDatabase database_{std::string(), Xapian::DB_BACKEND_INMEMORY};
  Lexicon lexicon_;
};

TEST_F(SnippetTest, MarksWordsInAllTheirFormsAndAsTheyStand) {
  EXPECT_EQ(of(Query("Znurs"), "Nurses visit; a nurse's visit.").html,
            "<mark>Nurses</mark> visit; a <mark>nurse&#39;s</mark> visit.");
  EXPECT_EQ(of(Query("nurse"), "Nurses: the NURSE.").html, "Nurses: the <mark>NURSE</mark>.");
  EXPECT_EQ(of(Query("ZSnurs"), "Nurses").html, "Nurses") << "a term of the title alone";
  EXPECT_THAT(of(Query("Znurs"), "Nurses").terms, ElementsAre("Znurs", "nurses"));
}

TEST_F(SnippetTest, MarksPhrasesOnlyWhole) {
  const std::vector<std::string> words{"mental", "health"};
  const Query phrase(Query::OP_PHRASE, words.begin(), words.end());
  EXPECT_EQ(of(Query(Query::OP_SCALE_WEIGHT, phrase, 0.5), "Health; mental-health, mental.").html,
            "Health; <mark>mental</mark>-<mark>health</mark>, mental.");
}

TEST_F(SnippetTest, EscapesAndKeepsLettersOfAnyKind) {
  EXPECT_EQ(of(Query("\u00e9cole"), "<b> \u00c9cole & \u201c\u00e9cole\u201d").html,
            "&lt;b&gt; <mark>\u00c9cole</mark> &amp; \u201c<mark>\u00e9cole</mark>\u201d");
  EXPECT_EQ(of(Query("a"), std::string("a b\xff \xe2\x82")).terms.count("a"), 1U);
  EXPECT_EQ(of(Query(), "plain <text>").html, "plain &lt;text&gt;");
  EXPECT_EQ(of(Query("a"), "").html, "");
  EXPECT_EQ(of(Query("a"), "\u2026 \u2014").html, "\u2026 \u2014");
}

TEST_F(SnippetTest, ShowsThePartThatHoldsMost) {
  std::string text;
  for (int i = 0; i < 80; ++i) text += "Nothing of note here. ";
  text += "Then school meals were free. School ends. ";
  for (int i = 0; i < 80; ++i) text += "Nothing more was said. ";
  const Query query(Query::OP_OR, Query("Zschool"), Query("Zmeal"));
  const std::string shown = of(query, text).html;
  EXPECT_THAT(shown, HasSubstr("Then <mark>school</mark> <mark>meals</mark> were free."));
  EXPECT_THAT(shown, StartsWith("\u2026"));
  EXPECT_THAT(shown, EndsWith("\u2026"));
  EXPECT_LT(shown.size(), 520U);
  EXPECT_THAT(of(query, "School " + text).html, Not(StartsWith("<mark>School")))
      << "both words are worth more than one of them";
  EXPECT_THAT(of(Query("Zabsent"), text).html, StartsWith("Nothing of note"));
}

TEST_F(SnippetTest, OneEndlessWordIsNoTrouble) {
  const std::string word(100'000, 'x');
  EXPECT_LE(of(Query("x"), word).html.size(), 430U);
  EXPECT_THAT(of(Query("Zschool"), word + " school " + word, 100).html,
              HasSubstr("<mark>school</mark>"));
}

}  // namespace
}  // namespace outturn::query
