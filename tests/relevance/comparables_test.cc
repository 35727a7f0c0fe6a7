// SPDX-License-Identifier: GPL-3.0-or-later
// Comparables against judged pairs: the joined score must beat words alone and values alone, and
// keep to its goal, on pairs that no weight was chosen on.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/relevance/judged_comparables.h"

namespace outturn::relevance {
namespace {

TEST(Comparables, GradesNameRecordsOfOtherProgrammes) {
  std::map<std::string, std::string> programmes;
  for (const auto& record : comparable_base().records())
    programmes[record.id] = record.programme ? record.programme->name : "";
  const auto cases = comparable_cases();
  std::size_t records = 0;
  for (const ComparableCase& one : cases) {
    EXPECT_TRUE(one.record.empty() != one.description.empty()) << one.id;
    EXPECT_TRUE(one.record.empty() || programmes.contains(one.record)) << one.id;
    records += one.record.empty() ? 0 : 1;
    EXPECT_GE(one.grades.size(), 3U) << one.id;
    for (const auto& [id, grade] : one.grades) {
      ASSERT_TRUE(programmes.contains(id)) << one.id << " " << id;
      EXPECT_NE(id, one.record) << one.id;
      EXPECT_TRUE(grade >= 1 && grade <= 3) << one.id << " " << id;
      if (!one.record.empty() && !programmes[one.record].empty()) {
        EXPECT_NE(programmes[id], programmes[one.record]) << one.id << " " << id;
      }
    }
  }
  EXPECT_GE(records, 30U);
}

TEST(Comparables, JoinedBeatsWordsAndValuesAlone) {
  const auto cases = comparable_cases();
  const auto words = score_comparables(cases, words_alone());
  const auto values = score_comparables(cases, values_alone());
  const auto joined = score_comparables(cases, search::usual_weights());
  fmt::print(
      "nDCG@10 of {} cases (held out): words {:.3f} ({:.3f}), values {:.3f} ({:.3f}), "
      "joined {:.3f} ({:.3f})\n",
      cases.size(), words.all, words.held_out, values.all, values.held_out, joined.all,
      joined.held_out);
  EXPECT_GT(joined.held_out, words.held_out);
  EXPECT_GT(joined.held_out, values.held_out);
  EXPECT_GE(joined.held_out, kComparablesGoal);
}

}  // namespace
}  // namespace outturn::relevance
