// SPDX-License-Identifier: GPL-3.0-or-later
// The index plan: what words and filters a record is found by, and a golden file of a whole plan.
#include "schema/index/plan.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "schema/evidence/record_json.h"
#include "tests/unit/sample.h"

namespace outturn::index {
namespace {

using ::testing::HasSubstr;

evidence::Record sample() { return evidence::from_json(outturn::testing::sample_json()).value(); }

TEST(Plan, SynonymsAreWordsOfTheRecord) {
  std::string words;
  for (const Text& text : plan(sample()).texts) words += text.words + "\n";
  EXPECT_THAT(words, HasSubstr("offending"));
  EXPECT_THAT(words, HasSubstr("mothers"));
}

std::string as_text(const Plan& one) {
  std::ostringstream out;
  for (const Text& text : one.texts)
    out << kTextFields[text.field].name << ": " << text.words << "\n";
  return out.str();
}

TEST(Plan, GoldenFileOfTheSample) {
  const std::string path = std::string(OUTTURN_GOLDEN_DIR) + "/plan_sample.txt";
  const std::string actual = as_text(plan(sample()));
  if (std::getenv("OUTTURN_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << actual;
  std::ifstream file(path);
  std::stringstream expected;
  expected << file.rdbuf();
  EXPECT_EQ(actual, expected.str()) << "if meant: tests/golden/update.sh, then review the diff";
}

}  // namespace
}  // namespace outturn::index
