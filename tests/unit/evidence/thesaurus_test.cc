// SPDX-License-Identifier: GPL-3.0-or-later
// The shipped thesaurus, and what a thesaurus may not say.
#include "schema/evidence/thesaurus.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "schema/base/files.h"
#include "schema/evidence/corpus_file.h"

namespace outturn::evidence {
namespace {

using nlohmann::json;

std::string shipped() {
  return base::read_file(std::string(OUTTURN_CORPUS_DIR) + "/thesaurus.json", 1U << 24).value();
}

TEST(Thesaurus, TheShippedOneHoldsTheFieldsWords) {
  const auto sets = read_thesaurus(json::parse(shipped())).value();
  EXPECT_GE(sets.size(), 150U);
  const auto together = [&](const char* a, const char* b) {
    for (const TermSet& set : sets) {
      const bool one = std::find(set.terms.begin(), set.terms.end(), a) != set.terms.end();
      const bool two = std::find(set.terms.begin(), set.terms.end(), b) != set.terms.end();
      if (one && two) return true;
    }
    return false;
  };
  EXPECT_TRUE(together("behaviour", "behavior"));
  EXPECT_TRUE(together("CAMHS", "child and adolescent mental health services"));
  EXPECT_TRUE(together("social prescribing", "link worker"));
}

TEST(Thesaurus, IsACorpusFileWithoutRecords) {
  const CorpusFile file = read_corpus(shipped());
  EXPECT_TRUE(file.problems.empty());
  EXPECT_TRUE(file.records.empty());
  EXPECT_EQ(file.holds, Holds::kThesaurus);
}

TEST(Thesaurus, RefusesWhatWouldMakeASearchGuess) {
  const auto refused = [](const char* sets) {
    const auto read = read_thesaurus(json::parse(sets));
    return read ? std::string() : read.error().where;
  };
  EXPECT_EQ(refused(R"({})"), "/sets");
  EXPECT_EQ(refused(R"({"sets": [1]})"), "/sets/0");
  EXPECT_EQ(refused(R"({"sets": [{"kind": "x", "terms": ["a", "b"], "why": "w"}]})"),
            "/sets/0/kind");
  EXPECT_EQ(refused(R"({"sets": [{"kind": "synonym", "terms": ["a", "b"]}]})"), "/sets/0/why");
  EXPECT_EQ(refused(R"({"sets": [{"kind": "synonym", "terms": ["a"], "why": "w"}]})"),
            "/sets/0/terms");
  EXPECT_EQ(refused(R"({"sets": [{"kind": "synonym", "terms": ["a", ""], "why": "w"}]})"),
            "/sets/0/terms");
  EXPECT_EQ(refused(R"({"sets": [{"kind": "synonym", "terms": ["a", "b"], "why": "w"},
                                 {"kind": "synonym", "terms": ["c", "A"], "why": "w"}]})"),
            "/sets/1/terms")
      << "a term in two sets";
  EXPECT_EQ(refused(R"({"sets": [{"kind": "synonym", "terms": ["a", "b"], "why": "w", "z": 1}]})"),
            "/sets/0");
}

}  // namespace
}  // namespace outturn::evidence
