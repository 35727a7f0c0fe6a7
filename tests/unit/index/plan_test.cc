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

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

evidence::Record sample() { return evidence::from_json(outturn::testing::sample_json()).value(); }

const std::vector<std::string>& filters(const Plan& plan, FacetId facet) {
  return plan.filters[static_cast<std::size_t>(facet)];
}

TEST(Plan, AnOutcomeCountsInItsDomainToo) {
  const Plan one = plan(sample());
  EXPECT_THAT(filters(one, FacetId::kOutcome),
              UnorderedElementsAre("crime", "crime_safety", "earnings", "work_income"));
  EXPECT_THAT(filters(one, FacetId::kCountry), UnorderedElementsAre("GB-ENG", "GB"));
  EXPECT_THAT(filters(one, FacetId::kSource), UnorderedElementsAre("doc"));
}

TEST(Plan, SynonymsAreWordsOfTheRecord) {
  std::string words;
  for (const Text& text : plan(sample()).texts) words += text.words + "\n";
  EXPECT_THAT(words, HasSubstr("offending"));
  EXPECT_THAT(words, HasSubstr("mothers"));
}

TEST(Plan, AnEndThatIsNotReportedIsOpen) {
  evidence::Record record = sample();
  record.appraisals[0].ratio = evidence::Ratio{{}, {}, 10};
  const Span up_to_ten = plan(record).ratio.value();
  EXPECT_LT(up_to_ten.low, -1e300) << "a search for ratios up to 5 may not leave it out";
  EXPECT_EQ(up_to_ten.middle, 0) << "nor may it stand before what is known to be 3";
  EXPECT_EQ(up_to_ten.high, 10);
  record.appraisals[0].ratio = evidence::Ratio{2, {}, {}};
  const Span from_two = plan(record).ratio.value();
  EXPECT_EQ(from_two.low, 2);
  EXPECT_EQ(from_two.middle, 2);
  EXPECT_GT(from_two.high, 1e300);
  record.appraisals[0].ratio = evidence::Ratio{2, {}, 8};
  EXPECT_NEAR(plan(record).ratio->middle, 4, 1e-12);
}

TEST(Plan, FilterTermsAreShort) { EXPECT_LE(filter_term(0, std::string(100, 'a')).size(), 245U); }

std::string as_text(const Plan& one) {
  std::ostringstream out;
  for (const Text& text : one.texts)
    out << kTextFields[text.field].name << ": " << text.words << "\n";
  for (std::size_t facet = 0; facet < kFacetCount; ++facet)
    for (const std::string& value : one.filters[facet]) out << filter_term(facet, value) << "\n";
  if (one.ratio)
    out << "ratio: " << one.ratio->low << " " << one.ratio->middle << " " << one.ratio->high
        << "\n";
  out << "title: " << one.title_key << "\n";
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
