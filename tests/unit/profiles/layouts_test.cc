// SPDX-License-Identifier: GPL-3.0-or-later
// Two tables nobody has seen, of different shape, mapped by a file alone; and what guessing makes
// of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "indexer/profiles/derivation.h"
#include "indexer/profiles/guess.h"
#include "schema/evidence/arithmetic/effect_size.h"
#include "tests/unit/profiles/mapping.h"

namespace outturn {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string fixture(const std::string& name) {
  return OUTTURN_SOURCE_DIR "/tests/fixtures/tables/" + name;
}

std::unique_ptr<ingest::Table> table(const std::string& name,
                                     const ingest::TableOptions& options = {}) {
  auto opened = ingest::open_table(fixture(name), options);
  if (opened) return std::move(*opened);
  ADD_FAILURE() << base::to_text(opened.error());
  return nullptr;
}

/// The records by id; every one must be sound.
std::map<std::string, json> records(const std::string& name, const ingest::Profile& profile) {
  const test::Mapped mapped = test::map_table(table(name, profile.table), profile);
  if (mapped.error) ADD_FAILURE() << base::to_text(*mapped.error);
  std::map<std::string, json> out;
  for (const auto& candidate : mapped.candidates) {
    for (const auto& fault : candidate.faults)
      ADD_FAILURE() << fault.place.where << ": " << fault.message << " " << fault.hint;
    for (const auto& problem : evidence::validate_record(candidate.record))
      ADD_FAILURE() << problem.pointer << ": " << problem.message;
    out[candidate.record.value("id", std::string())] = candidate.record;
  }
  return out;
}

ingest::Profile profile_file(const std::string& name) {
  auto profile = ingest::find_profile(fixture(name));
  if (profile) return *profile;
  ADD_FAILURE() << base::to_text(profile.error());
  return {};
}

TEST(FindingsPerRow, DecimalCommasGroupsApartAndGFromMeans) {
  const auto all = records("findings-per-row.csv", profile_file("findings-per-row.json"));
  ASSERT_EQ(all.size(), 3U);
  const json& first = all.at("reihe-1-s1");
  ASSERT_EQ(first["findings"].size(), 2U);
  EXPECT_EQ(first["title"], "Hörspaß: study S1");
  EXPECT_EQ(first["places"], json::parse(R"([{"country": "GB"}])"));
  const json& maths = first["findings"][0];
  EXPECT_EQ(maths["outcome"], "mathematics");
  EXPECT_EQ(maths["treatment_value"], 52.4);
  EXPECT_EQ(maths["p_value"], 0.021);
  const auto g = arithmetic::hedges_g({52.4, 10.2, 60}, {48.1, 9.8, 58});
  EXPECT_DOUBLE_EQ(maths["value"].get<double>(), g->value);
  EXPECT_DOUBLE_EQ(maths["se"].get<double>(), g->se());
  EXPECT_THAT(maths["note"].get<std::string>(), StartsWith(std::string(ingest::kWorkedOut)));
  EXPECT_EQ(first["findings"][1]["better"], "lower");
  EXPECT_LT(first["findings"][1]["value"].get<double>(), 0);
}

TEST(FindingsPerRow, ThousandsAndBoundsOfAPValue) {
  const auto all = records("findings-per-row.csv", profile_file("findings-per-row.json"));
  const json& reading = all.at("reihe-2-s7")["findings"];
  ASSERT_EQ(reading.size(), 2U);
  EXPECT_EQ(reading[0]["treatment_value"], 1204.5);
  EXPECT_FALSE(reading[0].contains("p_value"));
  EXPECT_EQ(reading[1]["metric"], "narrative");
  EXPECT_FALSE(reading[1].contains("p_value"));
  EXPECT_EQ(reading[1]["as_printed"]["p_value"], "<0,05");
}

TEST(ProgrammesWide, SeveralFindingsOfOneRowAndARatioWithItsSignTurned) {
  const auto all = records("programmes-wide.csv", profile_file("programmes-wide.json"));
  ASSERT_EQ(all.size(), 3U);
  const json& clubs = all.at("trust-breakfast-clubs");
  ASSERT_EQ(clubs["findings"].size(), 2U);  // no effect on anxiety is given
  EXPECT_EQ(clubs["findings"][1]["outcome"], "mathematics");
  EXPECT_EQ(clubs["findings"][1]["value"], 0.08);
  EXPECT_EQ(all.at("trust-study-coaches")["findings"][1]["better"], "lower");
  const json& costs = clubs["appraisals"][0];
  EXPECT_EQ(costs["total_benefits"], 1'240'000);
  EXPECT_EQ(costs["total_cost"], 388'000);
  EXPECT_EQ(costs["cost_per_participant"], 212.5);
  EXPECT_DOUBLE_EQ(costs["discount_rate"].get<double>(), 0.035);
  EXPECT_EQ(costs["ratio"]["central"], 3.196);
  EXPECT_THAT(costs["note"].get<std::string>(), HasSubstr("minus benefits over costs of -3.196"));
  EXPECT_FALSE(all.at("trust-music-lessons")["appraisals"][0].contains("ratio"));
  EXPECT_EQ(all.at("trust-music-lessons")["places"][0]["country"], "GB-WLS");
  EXPECT_EQ(clubs["sources"][0]["year"], 2020);
}

/// The guess as a profile; it must be one without a hand laid on it.
ingest::Profile guessed(const std::string& name, ingest::Guess& guess) {
  auto made = ingest::guess_profile(*table(name));
  if (!made) {
    ADD_FAILURE() << base::to_text(made.error());
    return {};
  }
  guess = *made;
  return test::profile_of(guess.json);
}

TEST(Guess, OfARowPerFindingIsRightAboutEveryColumnButOne) {
  ingest::Guess guess;
  guessed("findings-per-row.csv", guess);
  EXPECT_THAT(guess.unplaced, ::testing::ElementsAre("Programm-Nr"));
  EXPECT_EQ(guess.json["numbers"]["decimal"], ",");
  EXPECT_EQ(guess.json["numbers"]["thousands"], ".");
  EXPECT_EQ(guess.json["rows"]["key"], json::parse(R"(["Programme", "Study"])"));
  const auto& finding = guess.json["lists"]["findings"][0];
  EXPECT_EQ(finding["fields"]["p_value"]["column"], "p");
  EXPECT_EQ(finding["fields"]["better"]["column"], "Direction");
  EXPECT_EQ(finding["derive"][0]["by"], "hedges_g_from_means");
  EXPECT_EQ(finding["derive"][0]["with"]["control_sd"]["column"], "SD control");
}

TEST(Guess, OfARowPerFindingIsUsableAsItIs) {
  ingest::Guess guess;
  const auto made = records("findings-per-row.csv", guessed("findings-per-row.csv", guess));
  const auto ours = records("findings-per-row.csv", profile_file("findings-per-row.json"));
  ASSERT_EQ(made.size(), ours.size());
  const json& finding = made.begin()->second["findings"][0];
  EXPECT_EQ(finding["value"], ours.at("reihe-1-s1")["findings"][0]["value"]);
  EXPECT_EQ(finding["se"], ours.at("reihe-1-s1")["findings"][0]["se"]);
}

TEST(Guess, OfAWideTableFindsTheSetsOfColumnsAndNeedsFourEdits) {
  ingest::Guess guess;
  guessed("programmes-wide.csv", guess);
  EXPECT_TRUE(guess.unplaced.empty());
  auto& lists = guess.json["lists"];
  ASSERT_EQ(lists["findings"][0]["each"].size(), 3U);
  EXPECT_EQ(lists["findings"][0]["each"][2]["better"], "lower");
  EXPECT_EQ(lists["appraisals"][0]["fields"]["total_benefits"]["unit"], "thousands");
  EXPECT_EQ(lists["appraisals"][0]["fields"]["discount_rate"]["unit"], "percent");
  EXPECT_EQ(lists["appraisals"][0]["derive"][0]["by"], "ratio_from_minus_benefits_over_costs");
  // What a person who knows the table changes.
  lists["findings"][0]["each"][0]["outcome"] = "reading_achievement";
  lists["findings"][0]["fields"]["metric"] = "hedges_g";
  guess.json["record"]["evidence.design"] = "quasi_experiment";
  guess.json["record"]["id"]["text"] = "trust-{Project|slug}";
  const auto made = records("programmes-wide.csv", test::profile_of(guess.json));
  const auto ours = records("programmes-wide.csv", profile_file("programmes-wide.json"));
  ASSERT_EQ(made.size(), 3U);
  for (const auto& [id, record] : ours) {
    ASSERT_TRUE(made.contains(id)) << id;
    EXPECT_EQ(made.at(id)["appraisals"][0].value("ratio", json()),
              record["appraisals"][0].value("ratio", json()));
    ASSERT_EQ(made.at(id)["findings"].size(), record["findings"].size());
    for (std::size_t i = 0; i < record["findings"].size(); ++i)
      for (const char* field : {"outcome", "metric", "value", "se", "better"})
        EXPECT_EQ(made.at(id)["findings"][i][field], record["findings"][i][field]) << id << field;
  }
}

TEST(Guess, OfAnythingAtAllIsAProfile) {
  const std::vector<std::vector<std::vector<std::string>>> tables{
      {{""}},
      {{"", ""}, {"a", "b"}},
      {{"Effect", "Effect"}, {"0.1", "0.2"}},
      {{"{odd}", "<p>", "a|slug"}, {"1", "2", "3"}},
      {{"Programme", "Outcome", "Effect"}, {"<x>", "Nothing we know", "0.1"}}};
  for (const auto& rows : tables) {
    test::TextTable one(rows);
    const auto guess = ingest::guess_profile(one);
    ASSERT_TRUE(guess.has_value());
    test::profile_of(guess->json);
  }
}

}  // namespace
}  // namespace outturn
