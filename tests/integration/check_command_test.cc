// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-index check and what it says of figures: in words, as JSON, and by its exit code.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

namespace fs = std::filesystem;

/// One appraisal whose net benefit is 467 of 697; the ratio is for the test to choose.
Json corpus_with(const std::string& id, double ratio) {
  return Json::parse(R"({
    "format": "outturn-corpus/1", "licence": "CC-BY-4.0",
    "sources": [{"id": "s", "title": "A source"}],
    "records": [{
      "id": ")" + id +
                     R"(", "title": "A title", "summary": "A summary.", "type": "programme",
      "evidence": {"design": "modelling"},
      "appraisals": [{"kind": "bcr", "perspective": "society", "basis": "modelled",
                      "benefits": [{"outcome": "earnings", "amount": 697}], "net_benefit": 467,
                      "ratio": {"central": )" +
                     std::to_string(ratio) +
                     R"(}, "currency": "GBP", "price_year": 2016, "source": "s",
                      "locator": "p. 1"}],
      "sources": ["s"], "curation": {"added": "2026-11-22"}
    }]})");
}

class CheckCommand : public testing::Test {
 protected:
  std::string file(const std::string& name, const Json& json) {
    write_text(folder_ / name, json.dump(1));
    return folder_ / name;
  }
  static Json document(const Finished& finished) {
    const Json json = Json::parse(finished.out, nullptr, false);
    EXPECT_FALSE(json.is_discarded()) << finished.out;
    return json;
  }
  TempDir folder_;
};

bool has(const Finished& finished, const std::string& text) {
  return finished.out.find(text) != std::string::npos;
}

TEST_F(CheckCommand, FlagsAreInWordsByRecordSeverityFirst) {
  const std::string path = file("bad.json", corpus_with("one", 2.03));
  const Finished checked = index({"check", path});
  EXPECT_EQ(checked.code, 0) << "a flag is no problem";
  EXPECT_TRUE(
      has(checked, "one (" + path + ":/records/0)\n  Contradiction: The ratio is 2.03, but"))
      << checked.out;
  EXPECT_TRUE(has(checked, "at /appraisals/0/ratio/central [ratio_differs]")) << checked.out;
  EXPECT_TRUE(has(checked, "Flags: 1 contradiction, no prints restored")) << checked.out;
}

TEST_F(CheckCommand, SoundRecordsAreNotNamed) {
  const Finished checked = index({"check", file("good.json", corpus_with("one", 3.03))});
  EXPECT_EQ(checked.code, 0);
  EXPECT_EQ(checked.out.find("No problems: 1 records"), 0U) << checked.out;
}

TEST_F(CheckCommand, StrictMindsContradictionsOnly) {
  const std::string bad = file("bad.json", corpus_with("one", 2.03));
  EXPECT_EQ(index({"check", bad, "--strict"}).code, 1);
  EXPECT_EQ(index({"check", bad, "--strict", "--format", "json"}).code, 1);
  Json restored = corpus_with("two", 3.03);
  restored["records"][0]["appraisals"][0]["as_printed"]["ratio"] = ".03";
  EXPECT_EQ(index({"check", file("restored.json", restored), "--strict"}).code, 0);
  EXPECT_EQ(index({"check", setting("OUTTURN_CORPUS"), "--strict"}).code, 0);
}

TEST_F(CheckCommand, JsonHoldsTheFlags) {
  const std::string path = file("bad.json", corpus_with("one", 2.03));
  const Finished checked = index({"check", path, "--format", "json"});
  EXPECT_EQ(checked.code, 0);
  const Json json = document(checked);
  EXPECT_EQ(json.at("files"), 1);
  EXPECT_EQ(json.at("records"), 1);
  EXPECT_EQ(json.at("problems"), Json::array());
  EXPECT_EQ(json.at("tally").at("contradiction"), 1);
  ASSERT_EQ(json.at("flags").size(), 1U);
  const Json& flag = json["flags"][0];
  EXPECT_EQ(flag.at("record"), "one");
  EXPECT_EQ(flag.at("place"), path + ":/records/0");
  EXPECT_EQ(flag.at("code"), "ratio_differs");
  EXPECT_EQ(flag.at("severity"), "contradiction");
  EXPECT_EQ(flag.at("pointer"), "/appraisals/0/ratio/central");
  EXPECT_DOUBLE_EQ(flag.at("reported"), 2.03);
  EXPECT_EQ(flag.at("printed"), nullptr);
  EXPECT_NEAR(flag.at("derived").get<double>(), 697.0 / 230, 1e-9);
  EXPECT_FALSE(flag.at("sentence").get<std::string>().empty());
}

TEST_F(CheckCommand, JsonHoldsTheProblems) {
  fs::create_directories(folder_ / "corpus");
  Json bad = corpus_with("one", 3.03);
  bad["records"][0]["type"] = "nonsense";
  const std::string path = file("corpus/bad.json", bad);
  file("corpus/good.json", corpus_with("two", 2.03));
  const Finished checked = index({"check", folder_ / "corpus", "--format", "json"});
  EXPECT_EQ(checked.code, 1);
  const Json json = document(checked);
  ASSERT_EQ(json.at("problems").size(), 1U);
  EXPECT_EQ(json["problems"][0].at("file"), path);
  EXPECT_EQ(json["problems"][0].at("pointer"), "/records/0/type");
  EXPECT_EQ(json["problems"][0].at("code"), "invalid_data");
  EXPECT_EQ(json.at("flags").size(), 1U) << "the sound record is audited all the same";

  const Finished none = index({"check", folder_ / "none.json", "--format", "json"});
  EXPECT_EQ(none.code, 66);
  EXPECT_EQ(document(none).at("problems").at(0).at("code"), "not_found");
}

TEST_F(CheckCommand, TheCorpusHasAFlagForEachKnownFault) {
  const Json json = document(index({"check", setting("OUTTURN_CORPUS"), "--format", "json"}));
  const auto& flags = json.at("flags");
  const std::pair<const char*, const char*> expected[] = {
      {"families-and-schools-together", "print_restored"},
      {"curiosity-corner", "sign_or_dash"},
      {"life-skills-training", "wrong_column"},
      {"bradford-wellbeing-hubs", "breakeven_cost"}};
  for (const auto& [id, code] : expected) {
    EXPECT_TRUE(std::any_of(flags.begin(), flags.end(), [id = id, code = code](const Json& flag) {
      return flag.at("record") == id && flag.at("code") == code;
    })) << id;
  }
  EXPECT_EQ(json.at("tally").at("contradiction"), 0);
}

TEST_F(CheckCommand, DuplicatesAcrossFilesAreFlagged) {
  fs::create_directories(folder_ / "corpus");
  Json one = corpus_with("one", 3.03);
  one["records"][0]["appraisals"][0]["benefits"][0]["amount"] = 697.12;
  Json two = one;
  two["records"][0]["id"] = "two";
  file("corpus/a.json", one);
  file("corpus/b.json", two);
  const Json json = document(index({"check", folder_ / "corpus", "--format", "json"}));
  EXPECT_EQ(json.at("tally").at("query"), 2) << json.dump(1);
}

TEST_F(CheckCommand, BuildCountsTheFlags) {
  const std::string base = folder_ / "base";
  const std::string path = file("bad.json", corpus_with("one", 2.03));
  const Finished first = index({"build", path, "--base", base});
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_TRUE(has(first, "Flags: 1 contradiction")) << first.out;
  const Finished again = index({"build", path, "--base", base});
  EXPECT_TRUE(has(again, "up to date")) << again.out;
  EXPECT_TRUE(has(again, "Flags: 1 contradiction")) << again.out;
}

TEST_F(CheckCommand, TheServerGivesTheFlagsThatTheBuildKept) {
  const Json answer = server().json("/api/v1/records/families-and-schools-together");
  ASSERT_EQ(answer.at("flags").size(), 2U);
  EXPECT_EQ(answer["flags"][0].at("code"), "print_restored");
  EXPECT_EQ(answer["flags"][0].at("printed"), ".03");
  EXPECT_EQ(server().json("/api/v1/records/positive-action").at("flags"), Json::array());
}

TEST_F(CheckCommand, AFormatThatIsNoneIsRefused) {
  EXPECT_EQ(index({"check", "x", "--format", "xml"}).code, 64);
  EXPECT_EQ(index({"check", "x", "--format", "1"}).code, 64);
}

}  // namespace
}  // namespace outturn::test
