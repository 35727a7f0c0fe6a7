// SPDX-License-Identifier: GPL-3.0-or-later
// A record, a finding, a search and a source as citations, held against a golden file; and that
// each names release, date, address and source.
#include "server/api/citation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "schema/evidence/record_json.h"
#include "tests/unit/cite/grammar.h"
#include "tests/unit/sample.h"

namespace outturn::api {
namespace {

using ::testing::HasSubstr;

const CitedRelease kRelease{"2026-11-22.1", "2026-11-22T09:30:00Z",
                            "https://host.example/evidence"};

evidence::Record sample() {
  nlohmann::json json = testing::sample_json();
  json["title"] = "Alpha visits: 50% & more";
  json["findings"][0]["measure"] = "arrests by age 15";
  json["sources"] = {{{"id", "doc"},
                      {"title", "A document"},
                      {"authors", {"Amina Ali", "NEF Consulting"}},
                      {"publisher", "Oldham Council"},
                      {"year", 2016},
                      {"url", "https://example.org/doc"}},
                     {{"id", "other"}, {"title", "Cited in passing"}}};
  return evidence::from_json(json).value();
}

std::string all_ways(const std::string& heading, const Reference& reference) {
  std::string ris = to_ris(reference);
  ris.erase(std::remove(ris.begin(), ris.end(), '\r'), ris.end());
  return "## " + heading + "\n" + to_text(reference) + "\n" + to_bibtex(reference) + ris + "\n";
}

TEST(Citation, Golden) {
  const evidence::Record record = sample();
  const CitedSearch search{"“nurse visits”; Outcome: Crime", "q=nurse+visits&outcome=crime", 1204,
                           false};
  const std::string actual = all_ways("record", reference_of(record, kRelease)) +
                             all_ways("finding", reference_of(record, 0, kRelease)) +
                             all_ways("search", reference_of(search, kRelease)) +
                             all_ways("source", reference_of(record.sources[0]));
  const std::string path = std::string(OUTTURN_GOLDEN_DIR) + "/citations.txt";
  if (std::getenv("OUTTURN_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << actual;
  std::ifstream file(path);
  std::stringstream expected;
  expected << file.rdbuf();
  EXPECT_EQ(actual, expected.str()) << "if meant: tests/golden/update.sh, then review the diff";
}

TEST(Citation, EveryRecordOfTheCorpusCanBeRead) {
  std::size_t findings = 0;
  for (const evidence::Record& record : testing::shipped_corpus()) {
    std::string fault;
    const auto ris = testing::read_ris(to_ris(record, kRelease), fault);
    EXPECT_EQ(fault, "") << record.id;
    ASSERT_EQ(ris.size(), 1 + sources_of_figures(record).size()) << record.id;
    EXPECT_EQ(ris[0].type, "DATA");
    EXPECT_EQ(ris[0].all("ET").front(), "release 2026-11-22.1");
    EXPECT_EQ(ris[0].all("DA").front(), "2026/11/22/");
    EXPECT_EQ(ris[0].all("UR").front(), kRelease.site + "/records/" + record.id);
    EXPECT_THAT(ris[0].all("N1").front(), HasSubstr(record.sources.front().title)) << record.id;
    const std::string bibtex = to_bibtex(record, kRelease);
    testing::BibReader reader(bibtex);
    const auto entries = reader.read();
    EXPECT_EQ(reader.fault, "") << record.id;
    EXPECT_EQ(entries.size(), ris.size());
    for (std::size_t i = 0; i < record.findings.size(); ++i, ++findings) {
      const Reference reference = reference_of(record, i, kRelease);
      const std::string text = to_text(reference);
      EXPECT_THAT(text, HasSubstr("release 2026-11-22.1, 22 November 2026"));
      EXPECT_THAT(text, HasSubstr("#finding-" + std::to_string(i + 1)));
      EXPECT_THAT(text, HasSubstr(record.findings[i].locator)) << text;
      testing::read_ris(to_ris(reference), fault);
      EXPECT_EQ(fault, "") << record.id;
      const std::string one = to_bibtex(reference);
      testing::BibReader of_one(one);
      EXPECT_EQ(of_one.read().size(), 1U);
      EXPECT_EQ(of_one.fault, "") << record.id;
    }
  }
  EXPECT_GT(findings, 200U);
}

TEST(Citation, ASourceThatOnlyStandsBesideIsNotRestedOn) {
  const evidence::Record record = sample();
  const auto sources = sources_of_figures(record);
  ASSERT_EQ(sources.size(), 1U);
  EXPECT_EQ(sources[0]->id, "doc");
}

TEST(Citation, OfAllRecordsAndOfAnUncertainTotal) {
  EXPECT_THAT(to_text(reference_of(CitedSearch{"", "", 178, false}, kRelease)),
              HasSubstr("‘All records’, Outturn evidence base, release 2026-11-22.1, 22 November "
                        "2026. Available at: <https://host.example/evidence/search>. Found "
                        "178 records in that release."));
  EXPECT_THAT(to_text(reference_of(CitedSearch{"x", "q=x", 9, true}, kRelease)),
              HasSubstr("Found about 9 records"));
}

TEST(Citation, JsonHoldsRecordFindingsAndSources) {
  const auto json = nlohmann::json::parse(citation_json(sample(), kRelease).body);
  EXPECT_EQ(json.at("release"), "2026-11-22.1");
  EXPECT_EQ(json.at("record").at("address"), "https://host.example/evidence/records/alpha");
  EXPECT_EQ(json.at("findings").at(0).at("number"), 1);
  EXPECT_EQ(json.at("findings").at(0).at("outcome"), "crime");
  EXPECT_EQ(json.at("sources").at(0).at("id"), "doc");
  for (const char* way : {"text", "bibtex", "ris"})
    EXPECT_FALSE(json.at("findings").at(0).at(way).get<std::string>().empty());
}

}  // namespace
}  // namespace outturn::api
