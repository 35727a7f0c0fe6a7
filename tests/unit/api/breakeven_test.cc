// SPDX-License-Identifier: GPL-3.0-or-later
// The parameters of a local case, right and wrong, and its JSON held against a golden file.
#include "server/api/breakeven.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "schema/evidence/record_json.h"
#include "tests/unit/sample.h"

namespace outturn::api {
namespace {

base::Result<evidence::Record> find(const std::string& id) {
  if (id != "alpha") return base::fail(base::Code::kNotFound, "no such record");
  return evidence::from_json(testing::sample_json());
}

LocalReading read(std::vector<Parameter> parameters, Opened opened = Opened::kAsQuestion) {
  return read_local({"/breakeven", std::move(parameters), false}, find, opened);
}

std::string problems_of(const LocalReading& reading) {
  std::string names;
  for (const Problem& problem : reading.problems) names += problem.parameter + ' ';
  return names;
}

TEST(LocalParameters, AWholeQuestion) {
  const auto reading = read({{"record", "alpha"},
                             {"cost", " \u00a3500,000 "},
                             {"caseload", "1,000"},
                             {"cost_low", "400000"},
                             {"cost_high", "1,000,000.50"},
                             {"effect", "\u22120.3"},
                             {"seed", "7"},
                             {"draws", "1000"},
                             {"value", ""}});
  EXPECT_TRUE(reading.problems.empty()) << problems_of(reading);
  EXPECT_EQ(reading.inputs.cost, 500'000);
  EXPECT_EQ(reading.inputs.caseload, 1000);
  EXPECT_EQ(reading.inputs.cost_high, 1'000'000.5);
  EXPECT_EQ(reading.inputs.basis.effect->value, -0.3);
  EXPECT_NEAR(reading.inputs.basis.value->value, 697 * 0.3 / 0.4, 1e-9) << "at the effect given";
  EXPECT_EQ(reading.inputs.options.seed, 7U);
  EXPECT_EQ(reading.inputs.options.draws, 1000U);
}

TEST(LocalParameters, EachWrongOneIsNamed) {
  const std::vector<std::pair<Parameter, std::string>> rows = {
      {{"cost", "0"}, "cost "},
      {{"cost", "-1"}, "cost "},
      {{"cost", "1e308"}, "cost "},
      {{"cost", "nan"}, "cost "},
      {{"cost", "inf"}, "cost "},
      {{"cost", "1,5"}, "cost "},
      {{"cost", "1,50,000"}, "cost "},
      {{"cost", ",500"}, "cost "},
      {{"cost", "5,000,"}, "cost "},
      {{"cost", "1.5,000"}, "cost "},
      {{"cost", "0x10"}, "cost "},
      {{"cost", "five"}, "cost "},
      {{"cost", "\xff"}, "cost "},
      {{"cost", ""}, "cost "},
      {{"cost", "1e16"}, "cost "},
      {{"caseload", "0"}, "caseload "},
      {{"caseload", "-3"}, "caseload "},
      {{"caseload", "1.5"}, "caseload "},
      {{"caseload", "1e3"}, "caseload "},
      {{"caseload", "99999999999999999999"}, "caseload "},
      {{"se", "-0.1"}, "se "},
      {{"effect", "big"}, "effect "},
      {{"effect", "1e7"}, "effect "},
      {{"value", "1e16"}, "value "},
      {{"draws", "0"}, "draws "},
      {{"draws", "100001"}, "draws "},
      {{"seed", "-1"}, "seed "},
      {{"seed", "4294967296"}, "seed "},
      {{"finding", "99"}, "finding "},
      {{"finding", "-1"}, "finding "},
      {{"appraisal", "9"}, "appraisal "},
      {{"value_from", "x"}, "value_from "},
      {{"cost_low", "2000"}, "cost_low "},
      {{"cost_high", "10"}, "cost_high "},
      {{"nonsense", "1"}, "nonsense "}};
  for (const auto& [wrong, expected] : rows) {
    std::vector<Parameter> all{{"record", "alpha"}, {"cost", "1000"}, {"caseload", "10"}};
    std::erase_if(all, [&](const Parameter& one) { return one.name == wrong.name; });
    all.push_back(wrong);
    const auto reading = read(all);
    EXPECT_EQ(problems_of(reading), expected) << wrong.name << '=' << wrong.value;
    for (const Problem& problem : reading.problems) {
      EXPECT_FALSE(problem.message.empty());
      EXPECT_FALSE(problem.hint.empty());
    }
  }
}

TEST(LocalParameters, AllAtOnceAndWhatWasTypedIsKept) {
  const auto reading = read({{"record", "none"},
                             {"cost", "1,5"},
                             {"caseload", "0"},
                             {"effect", "x"},
                             {"draws", "y"},
                             {"z", "1"},
                             {"cost", "2"}});
  EXPECT_EQ(reading.problems.size(), 7U) << problems_of(reading);
  EXPECT_EQ(reading.typed.at("cost"), "1,5");
  EXPECT_EQ(reading.typed.at("effect"), "x");
  EXPECT_FALSE(reading.record.has_value());
}

TEST(LocalParameters, EveryWrongChoiceIsNamed) {
  const auto reading = read({{"record", "alpha"},
                             {"cost", "5"},
                             {"caseload", "1"},
                             {"finding", "9"},
                             {"appraisal", "9"},
                             {"value_from", "9"}});
  EXPECT_EQ(problems_of(reading), "finding appraisal value_from ");
  EXPECT_TRUE(reading.inputs.basis.effect.has_value()) << "the rest of the form stays pre-filled";
}

TEST(LocalParameters, AFormMayBeOpenedEmptyButNotSentEmpty) {
  EXPECT_TRUE(read({}, Opened::kAsForm).problems.empty());
  EXPECT_FALSE(read({}, Opened::kAsForm).asked);
  EXPECT_TRUE(read({{"record", "alpha"}}, Opened::kAsForm).problems.empty());
  EXPECT_EQ(problems_of(read({{"cost", ""}, {"caseload", ""}}, Opened::kAsForm)),
            "cost caseload value ");
  EXPECT_EQ(problems_of(read({})), "cost caseload value ");
  EXPECT_EQ(problems_of(read({{"record", "alpha"}})), "cost caseload ");
}

TEST(LocalParameters, AHundredUnknownOnesAreCapped) {
  std::vector<Parameter> many;
  for (int i = 0; i < 100; ++i) many.push_back({"p" + std::to_string(i), "1"});
  EXPECT_EQ(read(many).problems.size(), 50U);
}

TEST(LocalParameters, AStandardErrorOfZeroIsAnsweredWithoutAChance) {
  const auto reading =
      read({{"record", "alpha"}, {"cost", "1000"}, {"caseload", "10"}, {"se", "0"}});
  EXPECT_TRUE(reading.problems.empty());
  const auto json = nlohmann::json::parse(
      local_json("r", reading, evidence::answer_local(reading.inputs).value()).body);
  EXPECT_TRUE(json["results"]["chance_of_paying_back"]["value"].is_null());
  EXPECT_FALSE(json["results"]["chance_of_paying_back"]["reason"].get<std::string>().empty());
  EXPECT_TRUE(json["inputs"]["se"].is_null());
}

TEST(LocalJson, Golden) {
  const auto reading = read({{"record", "alpha"},
                             {"cost", "5000"},
                             {"caseload", "10"},
                             {"cost_high", "6000"},
                             {"draws", "100"}});
  ASSERT_TRUE(reading.problems.empty()) << problems_of(reading);
  const auto response =
      local_json("2026-11-22.1", reading, evidence::answer_local(reading.inputs).value());
  const std::string path = std::string(OUTTURN_GOLDEN_DIR) + "/breakeven.json";
  const std::string actual = nlohmann::ordered_json::parse(response.body).dump(2) + "\n";
  if (std::getenv("OUTTURN_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << actual;
  std::ifstream file(path);
  std::stringstream expected;
  expected << file.rdbuf();
  EXPECT_EQ(actual, expected.str()) << "if meant: tests/golden/update.sh, then review the diff";
}

}  // namespace
}  // namespace outturn::api
