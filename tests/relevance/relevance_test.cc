// SPDX-License-Identifier: GPL-3.0-or-later
// nDCG@10 of the search over judged questions: the corpus's own through the whole engine, those of
// public collections through the same words, rule and ranking. One configuration for all.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "server/search/engine.h"
#include "tests/relevance/bench.h"
#include "tests/relevance/judged.h"
#include "tests/unit/published_corpus.h"

namespace outturn::relevance {
namespace {

TEST(Relevance, GradesNameRecordsThatAreHeld) {
  const Collection corpus = corpus_questions();
  std::set<std::string> held;
  for (const evidence::Record& record : corpus.records) held.insert(record.id);
  for (const JudgedQuestion& question : corpus.questions)
    for (const auto& [id, grade] : question.grades) {
      EXPECT_TRUE(held.contains(id)) << question.id << " " << id;
      EXPECT_TRUE(grade == 1 || grade == 2 || grade == 3) << question.id << " " << id;
    }
}

TEST(Relevance, AnOrderIsScoredAsPublished) {
  const Grades grades{{"a", 3}, {"b", 2}, {"c", 1}};
  EXPECT_DOUBLE_EQ(ndcg({"a", "b", "c"}, grades), 1);
  EXPECT_DOUBLE_EQ(ndcg({"x", "y"}, grades), 0);
  // (3/1 + 7/log2(3)) over (7/1 + 3/log2(3) + 1/log2(4)), worked out by hand.
  EXPECT_NEAR(ndcg({"b", "a"}, grades), (3 + 7 / 1.5849625) / (7 + 3 / 1.5849625 + 0.5), 1e-6);
}

TEST(Relevance, WhatAnswersComesFirst) {
  const testing::TemporaryFolder folder;
  const Collection corpus = corpus_questions();
  const auto generation = testing::publish(corpus.records, folder);
  ASSERT_NE(generation, nullptr);
  double sum = 0;
  EXPECT_GE(corpus.questions.size(), 40U);
  for (const JudgedQuestion& question : corpus.questions) {
    search::Question asked;
    asked.text = question.text;
    asked.per_page = kDepth;
    const search::Answer answer = search::answer(*generation, asked);
    std::vector<std::string> found;
    for (const search::Hit& hit : answer.hits) found.push_back(hit.record.id);
    for (const search::Hit& hit : answer.near) found.push_back(hit.record.id);
    const double score = ndcg(found, question.grades);
    sum += score;
    fmt::print("{}  {:5.3f}  {}\n", question.id, score, question.text);
  }
  const double mean = sum / static_cast<double>(corpus.questions.size());
  fmt::print("mean nDCG@10 over {} questions: {:.3f}\n", corpus.questions.size(), mean);
  EXPECT_GE(mean, kCorpusGoal);
}

class PublicCollection : public ::testing::TestWithParam<Goal> {};

TEST_P(PublicCollection, ReachesItsGoal) {
  const auto collection = public_collection(GetParam().name);
  if (!collection)
    GTEST_SKIP() << GetParam().name << " is in neither $OUTTURN_DATA/retrieval nor beside the tree";
  const double mean = Bench(*collection, {}).score({});
  fmt::print("mean nDCG@10 over {} questions of {}: {:.4f}\n", collection->questions.size(),
             collection->name, mean);
  EXPECT_GE(mean, collection->goal);
}

INSTANTIATE_TEST_SUITE_P(All, PublicCollection, ::testing::ValuesIn(kPublic),
                         [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace outturn::relevance
