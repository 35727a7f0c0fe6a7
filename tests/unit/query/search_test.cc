// SPDX-License-Identifier: GPL-3.0-or-later
// Which records a person's words match, and what is said of it, over the shipped corpus.
#include "server/search/query/search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <nlohmann/json.hpp>
#include <random>

#include "schema/base/files.h"
#include "schema/evidence/thesaurus.h"
#include "tests/unit/query/corpus_index.h"

namespace outturn::query {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::SizeIs;
using Ids = std::set<std::string>;

const CorpusIndex& corpus() { return corpus_index(); }

Options plain() {
  Options options;
  options.synonyms = false;
  options.correct = false;
  return options;
}

Ids both(const Ids& a, const Ids& b) {
  Ids out;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(out, out.end()));
  return out;
}
Ids either(Ids a, const Ids& b) {
  a.insert(b.begin(), b.end());
  return a;
}

TEST(Search, OperatorsAreSetsOfRecords) {
  const Ids crime = corpus().ids("crime", plain());
  const Ids school = corpus().ids("school", plain());
  const Ids drugs = corpus().ids("drugs", plain());
  ASSERT_FALSE(both(crime, school).empty());
  EXPECT_EQ(corpus().ids("crime school", plain()), both(crime, school));
  EXPECT_EQ(corpus().ids("crime AND school", plain()), both(crime, school));
  EXPECT_EQ(corpus().ids("crime OR school", plain()), either(crime, school));
  EXPECT_EQ(corpus().ids("(crime OR drugs) AND school", plain()),
            both(either(crime, drugs), school));
  EXPECT_EQ(corpus().ids("crime OR drugs AND school", plain()), either(crime, both(drugs, school)));
  const Ids without = corpus().ids("crime -school", plain());
  EXPECT_EQ(without.size() + both(crime, school).size(), crime.size());
  EXPECT_EQ(corpus().ids("crime NOT school", plain()), without);
  EXPECT_EQ(corpus().ids("crime AND NOT school", plain()), without);
  EXPECT_EQ(corpus().ids("-crime", plain()).size(), corpus().records().size() - crime.size());
  EXPECT_EQ(corpus().ids("-crime -school", plain()).size(),
            corpus().records().size() - either(crime, school).size());
}

/// A random question of words and operators, with the records it must find, worked out from sets.
struct Random {
  std::mt19937 random{2026};
  std::vector<std::string> words;

  std::pair<std::string, Ids> question(int depth) {
    const unsigned kind = depth == 0 ? 0 : static_cast<unsigned>(random() % 4);
    if (kind == 0) {
      const std::string& word = words[random() % words.size()];
      return {word, corpus().ids(word, plain())};
    }
    const auto [left, a] = question(depth - 1);
    const auto [right, b] = question(depth - 1);
    const std::string l = "(" + left + ")";
    const std::string r = "(" + right + ")";
    if (kind == 1) return {l + " AND " + r, both(a, b)};
    if (kind == 2) return {l + " OR " + r, either(a, b)};
    Ids without;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(),
                        std::inserter(without, without.end()));
    return {random() % 2 == 0 ? l + " AND NOT " + r : l + " AND -" + r, without};
  }
};

TEST(Search, AnyNestingOfOperatorsIsTheSameNestingOfSets) {
  Random made;
  made.words = {"crime",     "school", "parents", "hospital",
                "community", "grants", "nurse",   "zzzzqqq"};
  std::size_t found = 0;
  for (int i = 0; i < 400; ++i) {
    const auto [text, expected] = made.question(3);
    ASSERT_EQ(corpus().ids(text, plain()), expected) << text;
    found += expected.empty() ? 0 : 1;
  }
  EXPECT_GT(found, 100U);
}

TEST(Search, PhrasesFieldsAndStars) {
  EXPECT_THAT(corpus().ids("\"social prescribing\""), Contains("oldham-social-prescribing"));
  EXPECT_THAT(corpus().ids("\"prescribing social\"", plain()), IsEmpty());
  EXPECT_THAT(corpus().ids("title:nurse"), Contains("family-nurse-partnership"));
  EXPECT_LT(corpus().ids("title:nurse").size(), corpus().ids("nurse").size());
  EXPECT_THAT(corpus().ids("title:\"family nurse\""), Contains("family-nurse-partnership"));
  EXPECT_THAT(corpus().ids("programme:triple"), Contains("triple-p"));
  EXPECT_THAT(corpus().ids("place:bradford"), Contains("bradford-wellbeing-hubs"));
  EXPECT_FALSE(corpus().ids("outcome:crime").empty());
  EXPECT_FALSE(corpus().ids("source:\"Family 2020\"").empty());
  EXPECT_THAT(corpus().ids("nurs*"), IsSupersetOf(corpus().ids("\"nurse\"", plain())));
  EXPECT_THAT(corpus().ids("title:partner*"), Contains("family-nurse-partnership"));
}

TEST(Search, InflectionsMeet) {
  const Ids one = corpus().ids("school", plain());
  for (const char* other : {"schools", "SCHOOL", "School's"})
    EXPECT_EQ(corpus().ids(other, plain()), one) << other;
}

TEST(Search, EitherSpellingFindsTheSameRecords) {
  for (const auto& [british, american] :
       {std::pair{"behaviour", "behavior"}, std::pair{"programme", "program"},
        std::pair{"randomised", "randomized"}, std::pair{"organisation", "organization"},
        std::pair{"neighbourhood", "neighborhood"}, std::pair{"centre", "center"},
        std::pair{"counselling", "counseling"}, std::pair{"hospitalisation", "hospitalization"},
        std::pair{"good behaviour game", "good behavior game"},
        std::pair{"\"good behaviour game\"", "\"good behavior game\""},
        std::pair{"title:behaviour", "title:behavior"}}) {
    EXPECT_FALSE(corpus().ids(british).empty()) << british;
    EXPECT_EQ(corpus().ids(british), corpus().ids(american)) << british;
  }
  EXPECT_THAT(corpus().ranked(corpus().find("good behavior game"), 1),
              Contains("good-behaviour-game"));
}

TEST(Search, SynonymsWidenAreSaidAndCanBeSwitchedOff) {
  const Found found = corpus().find("looked-after children");
  ASSERT_THAT(found.reading.widened, Not(IsEmpty()));
  EXPECT_EQ(found.reading.widened[0].words, "looked after children");
  EXPECT_THAT(found.reading.widened[0].with, Contains("children in care"));
  EXPECT_THAT(corpus().find("looked-after children", plain()).reading.widened, IsEmpty());
  EXPECT_THAT(corpus().ids("looked-after children"),
              IsSupersetOf(corpus().ids("looked-after children", plain())));
  for (const auto& [words, same] :
       {std::pair{"NEET", "not in education, employment or training"},
        std::pair{"LAC", "children in care"}, std::pair{"ASB", "antisocial behaviour"},
        std::pair{"SROI", "social return on investment"}, std::pair{"timebank", "time bank"}})
    EXPECT_THAT(corpus().ids(words), IsSupersetOf(corpus().ids("\"" + std::string(same) + "\"")))
        << words;
}

TEST(Search, AnAbbreviationThatIsAWordWidensInCapitalsAlone) {
  EXPECT_THAT(corpus().find("FAST").reading.widened, Not(IsEmpty()));
  EXPECT_THAT(corpus().find("fast grants").reading.widened, IsEmpty());
}

TEST(Search, EveryTermOfTheThesaurusIsSearchedInTime) {
  const auto file = nlohmann::json::parse(
      base::read_file(std::string(OUTTURN_CORPUS_DIR) + "/thesaurus.json", 1U << 24).value());
  std::string before;
  const auto sets = evidence::read_thesaurus(file).value();
  for (const auto& set : sets)
    for (const std::string& term : set.terms) {
      for (const std::string& text : {term, "\"" + term + "\"", before + " " + term,
                                      before + " OR " + term, "-(" + term + ")"}) {
        const std::clock_t start = std::clock();  // work, which a busy machine does not add to
        const Found found = corpus().find(text);
        const auto ranked = corpus().ranked(found);
        EXPECT_LT(std::clock() - start, CLOCKS_PER_SEC / 2) << text;
        EXPECT_EQ(ranked.empty(), found.ranking.empty() || found.records.none()) << text;
      }
      before = term;
    }
}

TEST(Search, StopWordsNeverBlock) {
  EXPECT_EQ(corpus().ids("the hubs of the Bradford"), corpus().ids("hubs Bradford"));
  EXPECT_EQ(corpus().find("the hubs of Bradford").reading.outcome, Outcome::kAllWords);
  EXPECT_FALSE(corpus().ids("the of").empty());  // nothing else to go by
}

TEST(Search, UpToThreeWordsAreAllRequired) {
  const Ids all = both(both(corpus().ids("parents", plain()), corpus().ids("school", plain())),
                       corpus().ids("crime", plain()));
  ASSERT_FALSE(all.empty());
  const Found found = corpus().find("parents school crime", plain());
  EXPECT_EQ(corpus().ids(found.records), all);
  found.records.for_each(
      [&](std::uint32_t number) { EXPECT_THAT(found.lacking(number), IsEmpty()); });
  // What is near stands apart and says what it lacks.
  found.near.for_each([&](std::uint32_t number) {
    EXPECT_FALSE(found.records.test(number));
    EXPECT_THAT(found.lacking(number), Not(IsEmpty()));
  });
}

TEST(Search, ALongerQuestionNeedsMostOfItsInformation) {
  Options options = plain();
  options.at_least = 0;
  const std::string question = "nurse visits mothers crime education";
  const Found most = corpus().find(question, options);
  ASSERT_FALSE(most.records.none());
  EXPECT_THAT(corpus().ids(most.records), Contains("family-nurse-partnership"));
  options.share = 1;
  EXPECT_LE(corpus().find(question, options).records.count(), most.records.count());
  double all = 0;
  std::vector<double> information;
  for (const Word& word : most.words) {
    const auto having = static_cast<double>(word.records.count());
    const auto held = static_cast<double>(corpus().records().size());
    information.push_back(std::log1p((held - having + 0.5) / (having + 0.5)));
    all += information.back();
  }
  for (unsigned number = 1; number <= corpus().records().size(); ++number) {
    double has = 0;
    for (std::size_t i = 0; i < most.words.size(); ++i)
      if (most.words[i].records.test(number)) has += information[i];
    EXPECT_EQ(most.records.test(number), has >= 0.6 * all - 1e-3) << number;
  }
}

TEST(Search, FewMatchesOfALongQuestionAreJoinedByTheNearest) {
  const Found found = corpus().find("quarterly nurse visits to mothers who volunteer as athletes");
  EXPECT_EQ(found.records.count(), 20U);
  EXPECT_GT(found.reading.nearest, 0U);
}

TEST(Search, TheWordThatSaysLeastIsDroppedAgainAndAgain) {
  const Found found = corpus().find("hepatitis athletics bradford", plain());
  EXPECT_EQ(found.reading.outcome, Outcome::kFewerWords);
  ASSERT_FALSE(found.reading.dropped.empty());
  EXPECT_FALSE(found.reading.dropped[0].unknown);
  EXPECT_FALSE(found.records.none());
  const Found unknown = corpus().find("nurse zzzzqqq");
  EXPECT_EQ(corpus().ids(unknown.records), corpus().ids("nurse"));
  EXPECT_THAT(unknown.reading.dropped, Contains(Field(&Dropped::word, "zzzzqqq")));
  EXPECT_EQ(corpus().find("zzzzqqq").reading.outcome, Outcome::kNothing);
  EXPECT_EQ(corpus().find("zzzzqqq xxxxwww").reading.outcome, Outcome::kNothing);
  // What a person insisted on is not dropped.
  EXPECT_TRUE(corpus().find("hepatitis AND athletics AND bradford", plain()).records.none());
  EXPECT_TRUE(corpus().find("\"hepatitis athletics\" nurse", plain()).records.none());
}

TEST(Search, APastedTextFindsRecordsLikeIt) {
  for (const char* id : {"family-nurse-partnership", "good-behaviour-game", "play-out-hackney"}) {
    const auto& records = corpus().records();
    const auto record =
        std::find_if(records.begin(), records.end(), [&](const auto& one) { return one.id == id; });
    ASSERT_NE(record, records.end());
    const Found found =
        corpus().find(record->title + " (" + record->summary + ") - " +
                      "We would like to do the same here and to know what it costs.");
    EXPECT_THAT(corpus().ranked(found, 1), Contains(id));
  }
}

TEST(Search, NothingTypedIsEverything) {
  for (const char* typed : {"", "   ", "...", "\"\"", "()"}) {
    const Found found = corpus().find(typed);
    EXPECT_EQ(found.records.count(), corpus().records().size()) << typed;
    EXPECT_EQ(found.reading.outcome, Outcome::kEverything);
    EXPECT_TRUE(found.ranking.empty());
  }
}

std::string times(std::size_t count, const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST(Search, HostileTextIsAnsweredInTime) {
  std::string words;
  std::string ors;
  std::string negations;
  for (int i = 0; i < 1000; ++i) {
    const std::string word(corpus().lexicon().word(static_cast<std::size_t>(i)));
    words += word + " ";
    ors += word + " OR ";
    negations += "-" + word + " ";
  }
  const std::vector<std::string> hostile = {
      words,
      ors + "nurse",
      negations,
      times(10'000, "(") + "nurse" + times(10'000, ")"),
      times(1'000, "nur* "),
      times(1'000, "\"the of and\" "),
      times(200, "title:a* OR ") + "b",
      "\"" + words + "\"",
      times(3'000, "behaviour programme centre "),
      std::string(100'000, 'a'),
      times(20'000, "the "),
      times(5'000, "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d "),
      times(300, "\"behaviour programme centre organisation\" OR ") + "x",
      std::string("nurse\0visits", 12),
      times(2'000, "-(a OR "),
      "\xf0\x9f\x91\xb6",
      "a*",
      "*",
      times(100, "LAC NEET ASB SROI ")};
  for (const std::string& text : hostile) {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_NO_THROW({
      const Found found = corpus().find(text);
      (void)corpus().ranked(found);
      (void)found.reading.sentences();
    }) << text.substr(0, 40);
    const auto took = std::chrono::steady_clock::now() - start;
    if (std::getenv("OUTTURN_SHOW_TIMES") != nullptr)
      std::printf(
          "%6ld ms  %s\n",
          static_cast<long>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()),
          text.substr(0, 40).c_str());
    EXPECT_LT(std::chrono::duration_cast<std::chrono::milliseconds>(took).count(), 1'000)
        << text.substr(0, 40);
  }
}

}  // namespace
}  // namespace outturn::query
