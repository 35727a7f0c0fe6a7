// SPDX-License-Identifier: GPL-3.0-or-later
// The vocabularies: sound in themselves, and helpful about slips.
#include "schema/evidence/vocabulary.h"

#include <gtest/gtest.h>

#include <set>

namespace outturn::evidence {
namespace {

TEST(Vocabularies, AreSoundInThemselves) {
  for (const Vocabulary& one : vocabularies()) {
    std::set<std::string> ids;
    std::set<std::string> labels;
    EXPECT_FALSE(one.description().empty()) << one.name();
    for (const Term& term : one.terms()) {
      EXPECT_TRUE(ids.insert(term.id).second) << one.name() << " " << term.id;
      EXPECT_TRUE(labels.insert(term.label).second) << one.name() << " " << term.label;
      EXPECT_LE(term.id.size(), 100U);
      if (!term.broader.empty()) {
        const Term* broader = one.find(term.broader);
        ASSERT_NE(broader, nullptr) << term.id;
        EXPECT_TRUE(broader->broader.empty()) << "two levels only: " << term.id;
      }
    }
  }
}

TEST(Vocabularies, EveryOutcomeButTheDomainsSaysWhichWayIsGood) {
  for (const Vocabulary& one : vocabularies()) {
    for (const Term& term : one.terms()) {
      const bool says = one.name() == "outcome" && !term.broader.empty();
      EXPECT_EQ(vocabulary("better").find(term.good) != nullptr, says)
          << one.name() << " " << term.id << " \"" << term.good << '"';
      if (!says) {
        EXPECT_EQ(term.good, "") << one.name() << " " << term.id;
      }
    }
  }
  EXPECT_EQ(vocabulary("outcome").find("crime")->good, "lower");
  EXPECT_EQ(vocabulary("outcome").find("test_scores")->good, "higher");
}

TEST(Vocabularies, SuggestTheNearestTerm) {
  EXPECT_EQ(vocabulary("outcome").nearest("crimes"), "crime");
  EXPECT_EQ(vocabulary("group").nearest("Looked-after children"), "children_in_care");
  EXPECT_EQ(vocabulary("country").nearest("Scotland"), "GB-SCT");
  EXPECT_EQ(vocabulary("outcome").nearest("zzzzzzzzzzzz"), "");
  EXPECT_EQ(vocabulary("outcome").nearest(std::string(10'000, 'a')), "");
}

TEST(Vocabularies, AnUnknownIdIsItsOwnLabel) {
  EXPECT_EQ(vocabulary("outcome").label_of("crime"), "Crime");
  EXPECT_EQ(vocabulary("outcome").label_of("no_such"), "no_such");
}

}  // namespace
}  // namespace outturn::evidence
