// SPDX-License-Identifier: GPL-3.0-or-later
// nDCG@10 of the search over the graded questions, printed question by question.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "server/search/engine.h"
#include "tests/unit/published_corpus.h"
#include "tests/unit/sample.h"

namespace outturn::search {
namespace {

using nlohmann::json;

constexpr std::size_t kDepth = 10;
/// A mean below this is a search made worse. It is what was measured, cut to two decimals.
constexpr double kFloor = 0.63;

double gain(int grade) { return std::pow(2, grade) - 1; }

double discounted(const std::vector<int>& grades) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(kDepth, grades.size()); ++i)
    sum += gain(grades[i]) / std::log2(static_cast<double>(i) + 2);
  return sum;
}

json questions() { return json::parse(std::ifstream(OUTTURN_QUESTIONS)).at("questions"); }

TEST(Relevance, GradesNameRecordsThatAreHeld) {
  std::set<std::string> held;
  for (const evidence::Record& record : testing::shipped_corpus()) held.insert(record.id);
  for (const json& question : questions())
    for (const auto& [id, grade] : question.at("grades").items()) {
      EXPECT_TRUE(held.contains(id)) << question.at("id") << " " << id;
      EXPECT_TRUE(grade == 1 || grade == 2 || grade == 3) << question.at("id") << " " << id;
    }
}

TEST(Relevance, WhatAnswersComesFirst) {
  const testing::TemporaryFolder folder;
  const auto generation = testing::publish(testing::shipped_corpus(), folder);
  ASSERT_NE(generation, nullptr);
  double sum = 0;
  const json all = questions();
  EXPECT_GE(all.size(), 40U);
  for (const json& question : all) {
    Question asked;
    asked.text = question.at("question");
    asked.per_page = kDepth;
    std::vector<int> found;
    for (const Hit& hit : answer(*generation, asked).hits)
      found.push_back(question.at("grades").value(hit.record.id, 0));
    std::vector<int> ideal;
    for (const auto& [id, grade] : question.at("grades").items()) ideal.push_back(grade);
    std::sort(ideal.begin(), ideal.end(), std::greater<>());
    const double ndcg = discounted(found) / discounted(ideal);
    sum += ndcg;
    fmt::print("{}  {:5.3f}  {}\n", question.at("id").get<std::string>(), ndcg, asked.text);
  }
  const double mean = sum / static_cast<double>(all.size());
  fmt::print("mean nDCG@10 over {} questions: {:.3f}\n", all.size(), mean);
  EXPECT_GE(mean, kFloor);
}

}  // namespace
}  // namespace outturn::search
