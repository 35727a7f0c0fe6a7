// SPDX-License-Identifier: GPL-3.0-or-later
// What heads of pages say: whole addresses, and data that cannot leave its element.
#include "server/render/about.h"

#include <gmock/gmock.h>

#include "server/render/dataset.h"
#include "tests/unit/sample.h"

namespace outturn::render {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const Release kRelease{"2026-11-22.1", "2026-11-22T09:30:00Z", 3, 2, 1, "https://a.example"};
const Site kSite{"/evidence", {}};

evidence::Record sample() {
  return evidence::record_from_text(testing::sample_json().dump()).value();
}

TEST(JsonForScript, CannotEndItsElement) {
  const json hostile{{"name", "</script><script>alert(1)</script><!-- & \xFF"}};
  const std::string text = json_for_script(hostile);
  EXPECT_THAT(text, Not(HasSubstr("<")));
  EXPECT_THAT(text, Not(HasSubstr(">")));
  EXPECT_THAT(text, Not(HasSubstr("&")));
  EXPECT_THAT(json::parse(text)["name"].get<std::string>(), HasSubstr("</script><script>"));
}

TEST(Dataset, SaysWhatTheRecordIs) {
  const search::Standing standing{3, "2026-01-01T00:00:00Z", "2026-11-22T00:00:00Z"};
  const json data = dataset(kSite, kRelease, sample(), &standing);
  EXPECT_EQ(data["@context"], "https://schema.org");
  EXPECT_EQ(data["@type"], "Dataset");
  EXPECT_EQ(data["name"], "Alpha visits");
  EXPECT_EQ(data["identifier"], "alpha");
  EXPECT_EQ(data["url"], "https://a.example/evidence/records/alpha");
  EXPECT_EQ(data["version"], "3");
  EXPECT_EQ(data["datePublished"], "2026-01-01T00:00:00Z");
  EXPECT_EQ(data["dateModified"], "2026-11-22T00:00:00Z");
  EXPECT_THAT(data["variableMeasured"], ElementsAre("Crime", "Earnings"));
  EXPECT_EQ(data["spatialCoverage"][0]["name"], "Oldham, England");
  EXPECT_EQ(data["citation"][0]["name"], "A document");
  EXPECT_EQ(data["includedInDataCatalog"]["url"], "https://a.example/evidence/");
  std::vector<std::string> files;
  for (const json& one : data["distribution"]) files.push_back(one["contentUrl"]);
  EXPECT_THAT(files, ElementsAre("https://a.example/evidence/records/alpha.csv",
                                 "https://a.example/evidence/records/alpha.xlsx",
                                 "https://a.example/evidence/records/alpha.json",
                                 "https://a.example/evidence/records/alpha.jsonl",
                                 "https://a.example/evidence/records/alpha.ris"));
}

TEST(Dataset, LeavesOutWhatIsNotKnown) {
  evidence::Record record = sample();
  record.places.clear();
  record.period = evidence::Period{"2012", {}};
  record.sources[0].url = "javascript:alert(1)";
  const json data = dataset(kSite, kRelease, record, nullptr);
  EXPECT_FALSE(data.contains("spatialCoverage"));
  EXPECT_FALSE(data.contains("version"));
  EXPECT_EQ(data["temporalCoverage"], "2012/..");
  EXPECT_FALSE(data["citation"][0].contains("url"));
}

TEST(About, OfASearchIsOneAddressForEveryLook) {
  search::Answer answer;
  answer.question.text = "nurse";
  answer.question.view = search::View::kChart;
  answer.question.offset = 20;
  answer.total = 7;
  const About about = about_search(answer);
  EXPECT_EQ(about.path, "/search?q=nurse");
  EXPECT_EQ(about.feed, "/search.atom?q=nurse");
  EXPECT_THAT(about.description, HasSubstr("7 records"));
}

TEST(About, WithoutAnOriginNothingClaimsToBeWhole) {
  Release release = kRelease;
  release.origin.clear();
  json view;
  put_about(view, kSite, release, about_home(kSite, release));
  EXPECT_EQ(view["about"]["canonical"], "/evidence/");
  EXPECT_TRUE(view["about"]["og_url"].is_null());
  put_about(view, kSite, kRelease, about_home(kSite, kRelease));
  EXPECT_EQ(view["about"]["canonical"], "https://a.example/evidence/");
  EXPECT_EQ(view["about"]["og_url"], "https://a.example/evidence/");
}

TEST(About, ALongSummaryIsCut) {
  evidence::Record record = sample();
  record.summary = std::string(2000, 'a');
  EXPECT_LT(about_record(kSite, kRelease, record, nullptr).description.size(), 320U);
}

}  // namespace
}  // namespace outturn::render
