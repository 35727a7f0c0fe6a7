// SPDX-License-Identifier: GPL-3.0-or-later
// The shipped corpus, and the reading of corpus files.
#include <gmock/gmock.h>

#include <fstream>
#include <map>

#include "schema/evidence/derive.h"
#include "schema/evidence/record_json.h"
#include "tests/unit/sample.h"

namespace outturn::evidence {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

/// The file's own JSON with shared sources put in place, for a comparison that does not use our
/// writer.
json expanded(const json& file, std::size_t i) {
  json record = file.at("records").at(i);
  for (json& source : record.at("sources"))
    if (source.is_string())
      for (const json& shared : file.at("sources"))
        if (shared.at("id") == source) {
          source = shared;
          break;
        }
  return record;
}

void drop_empty_lists(json& node) {
  if (!node.is_structured()) return;
  for (auto it = node.begin(); it != node.end();) {
    drop_empty_lists(*it);
    if (node.is_object() && it->is_array() && it->empty()) {
      it = node.erase(it);
    } else {
      ++it;
    }
  }
}

TEST(Corpus, EveryRecordSurvivesTheWayToJsonAndBack) {
  std::size_t records = 0;
  for (const auto& entry : std::filesystem::directory_iterator(OUTTURN_CORPUS_DIR)) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream stream(entry.path());
    const json file = json::parse(stream);
    const auto corpus = read_corpus(file.dump());
    ASSERT_TRUE(corpus.problems.empty()) << entry.path();
    for (std::size_t i = 0; i < corpus.records.size(); ++i, ++records) {
      json original = expanded(file, i);
      drop_empty_lists(original);
      const auto written = to_json(corpus.records[i]);
      EXPECT_EQ(json::parse(written.dump()), original) << corpus.records[i].id;
      EXPECT_EQ(to_json(record_from_text(written.dump()).value()), written);
    }
  }
  EXPECT_GE(records, 150U);
}

std::map<std::string, Record> by_id() {
  std::map<std::string, Record> records;
  for (auto& record : outturn::testing::shipped_corpus()) records[record.id] = record;
  return records;
}

TEST(Corpus, HoldsTheFiguresOfTheTables) {
  auto records = by_id();
  const Record& nurses = records.at("family-nurse-partnership");
  ASSERT_EQ(nurses.findings.size(), 8U);
  EXPECT_EQ(nurses.findings[0].value, -0.88);
  EXPECT_EQ(nurses.findings[0].se, 0.22);
  EXPECT_EQ(nurses.appraisals.at(0).net_benefit, 7132);
  EXPECT_EQ(nurses.appraisals.at(0).ratio->central, 1.94);
  EXPECT_EQ(implied(nurses.appraisals[0]).benefits, 14693);
  EXPECT_EQ(implied(nurses.appraisals[0]).cost, 7561);
  EXPECT_EQ(records.at("high-scope-perry-preschool").appraisals.size(), 2U);
  const auto& breakeven = records.at("bradford-wellbeing-hubs").appraisals.at(0).breakeven;
  ASSERT_GE(breakeven.size(), 4U);
  EXPECT_EQ(breakeven[0].value_per_beneficiary, 3288);
  EXPECT_EQ(breakeven[0].beneficiaries, 98);
}

TEST(Corpus, KeepsThePrintBesideWhatReconciles) {
  auto records = by_id();
  const Appraisal& fast = records.at("families-and-schools-together").appraisals.at(0);
  EXPECT_EQ(fast.as_printed.at("ratio"), ".03");
  EXPECT_EQ(fast.ratio->central, 3.03);
  EXPECT_NEAR(implied(fast).ratio.value(), 3.03, 0.005);
  const Appraisal& corner = records.at("curiosity-corner").appraisals.at(0);
  EXPECT_EQ(corner.as_printed.at("net_benefit"), "£5,466");
  EXPECT_NEAR(implied(corner).ratio.value(), 70.08, 0.005);
  const Appraisal& perry = records.at("high-scope-perry-preschool").appraisals.at(0);
  EXPECT_EQ(perry.benefits.at(0).as_printed.at("amount"), "Crime");
  EXPECT_FALSE(perry.benefits.at(0).amount);
  const Appraisal& skills = records.at("life-skills-training").appraisals.at(0);
  EXPECT_FALSE(skills.ratio) << "an age stands where the ratio belongs";
  EXPECT_THAT(skills.as_printed.at("ratio"), HasSubstr("11"));
}

TEST(CorpusFile, SyntaxErrorsNameLineAndColumn) {
  const auto corpus = read_corpus("{\"format\": \"outturn-corpus/1\",\n \"records\": [}");
  ASSERT_EQ(corpus.problems.size(), 1U);
  EXPECT_THAT(corpus.problems[0].message, HasSubstr("line 2, column 14"));
}

TEST(CorpusFile, OddInputsGetAMessage) {
  for (const char* text :
       {"", "null", "[]", "1", "\"x\"", "{}", R"({"format": 3})", R"({"format": "x"})",
        R"({"format": "outturn-corpus/1"})", R"({"format": "outturn-corpus/1", "records": 1})",
        R"({"format": "outturn-corpus/1", "records": [null, 3, []]})",
        R"({"format": "outturn-corpus/1", "records": [], "sources": 3})",
        R"({"format": "outturn-corpus/1", "records": [1e999]})"}) {
    const auto corpus = read_corpus(text);
    EXPECT_FALSE(corpus.problems.empty()) << text;
    EXPECT_TRUE(corpus.records.empty()) << text;
  }
}

TEST(CorpusFile, DeepNestingIsRefusedBeforeThereIsADocument) {
  for (const std::string step : {"[", "{\"a\":"}) {
    std::string text = R"({"format": "outturn-corpus/1", "records": [{"x":)";
    for (int i = 0; i < 1'000'000; ++i) text += step;
    const auto corpus = read_corpus(text);
    ASSERT_EQ(corpus.problems.size(), 1U);
    EXPECT_THAT(corpus.problems[0].message, HasSubstr("levels deep at line 1"));
  }
}

TEST(CorpusFile, ANameGivenTwiceIsRefused) {
  const auto corpus = read_corpus(
      R"({"format": "outturn-corpus/1",
          "records": [{"findings": [{}, {"value": 1, "note": "n", "value": 2}]}]})");
  ASSERT_EQ(corpus.problems.size(), 1U);
  EXPECT_EQ(corpus.problems[0].pointer, "/records/0/findings/1/value");
  EXPECT_THAT(corpus.problems[0].message, HasSubstr("twice"));
}

TEST(CorpusFile, ASharedSourceMustExist) {
  json record = outturn::testing::sample_json();
  record["sources"] = {"elsewhere"};
  const json file{{"format", "outturn-corpus/1"}, {"records", {record}}};
  const auto corpus = read_corpus(file.dump());
  ASSERT_EQ(corpus.problems.size(), 1U);
  EXPECT_EQ(corpus.problems[0].pointer, "/records/0/sources/0");
}

}  // namespace
}  // namespace outturn::evidence
