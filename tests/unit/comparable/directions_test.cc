// SPDX-License-Identifier: GPL-3.0-or-later
// What two records share, named, and which way the findings on that went.
#include "server/search/comparable/common.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schema/evidence/record_json.h"
#include "tests/unit/comparable/likeness_base.h"
#include "tests/unit/sample.h"

namespace outturn::search {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

evidence::Record with_findings(const char* id,
                               const std::vector<std::pair<const char*, const char*>>& findings) {
  auto json = testing::sample_json();
  json["id"] = id;
  json.erase("appraisals");
  const auto one = json["findings"][0];
  json["findings"] = nlohmann::json::array();
  for (const auto& [outcome, result] : findings) {
    json["findings"].push_back(one);
    json["findings"].back()["outcome"] = outcome;
    json["findings"].back()["result"] = result;
  }
  return evidence::from_json(json).value();
}

class DirectionsOf : public ::testing::Test {
 protected:
  Directions of(const char* id) const {
    const TraitReader reader(base_.index());
    const Common common = in_common(base_.index(), reader.of_record(base_.number("asked")),
                                    reader.of_record(base_.number(id)));
    return directions(base_.records()[base_.number(id) - 1], common);
  }
  testing::LikenessBase base_{
      {with_findings("asked", {{"crime", "positive"}, {"earnings", "positive"}}),
       with_findings("same", {{"crime", "positive"},
                              {"crime", "negative"},
                              {"crime", "null"},
                              {"earnings", "mixed"},
                              {"bullying", "positive"}}),
       with_findings("domain", {{"fear_of_crime", "null"}, {"bullying", "negative"}}),
       with_findings("other", {{"bullying", "unclear"}, {"obesity", "negative"}}),
       with_findings("silent", {})}};
};

TEST_F(DirectionsOf, AreCountedOnTheOutcomesThatAreShared) {
  const Directions same = of("same");
  EXPECT_EQ(same.on, ResultsOn::kSharedOutcomes);
  EXPECT_EQ(same.positive, 1U);
  EXPECT_EQ(same.negative, 1U);
  EXPECT_EQ(same.null, 1U);
  EXPECT_EQ(same.mixed, 1U);
  EXPECT_EQ(same.findings(), 4U) << "bullying is not shared";
}

TEST_F(DirectionsOf, ElseOnTheirDomains) {
  const Directions domain = of("domain");
  EXPECT_EQ(domain.on, ResultsOn::kSharedDomains);
  EXPECT_EQ(domain.null, 1U);
  EXPECT_EQ(domain.findings(), 1U);
}

TEST_F(DirectionsOf, ElseOnAll) {
  const Directions other = of("other");
  EXPECT_EQ(other.on, ResultsOn::kAllOutcomes);
  EXPECT_EQ(other.unclear, 1U);
  EXPECT_EQ(other.negative, 1U);
  EXPECT_EQ(of("silent").findings(), 0U);
}

TEST_F(DirectionsOf, OfATermAndABroaderOneTheNarrowerIsNamed) {
  const TraitReader reader(base_.index());
  const Traits asked = reader.of_record(base_.number("asked"));
  const Common same = in_common(base_.index(), asked, reader.of_record(base_.number("same")));
  EXPECT_THAT(same.outcomes, ::testing::UnorderedElementsAre("crime", "earnings"));
  EXPECT_THAT(same.domains, IsEmpty());
  EXPECT_THAT(same.countries, ElementsAre("GB-ENG"));
  EXPECT_THAT(same.areas, ElementsAre("Oldham"));
  const Common domain = in_common(base_.index(), asked, reader.of_record(base_.number("domain")));
  EXPECT_THAT(domain.outcomes, IsEmpty());
  EXPECT_THAT(domain.domains, ElementsAre("crime_safety"));
}

}  // namespace
}  // namespace outturn::search
