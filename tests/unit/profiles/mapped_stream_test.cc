// SPDX-License-Identifier: GPL-3.0-or-later
// How rows become records: groups, faults, places, and figures that are worked out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "indexer/profiles/derivation.h"
#include "schema/evidence/arithmetic/uncertainty.h"
#include "tests/unit/profiles/mapping.h"

namespace outturn {
namespace {

using ingest::Candidate;
using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

using Rows = std::vector<std::vector<std::string>>;

test::Mapped map(const json& profile, Rows rows, const ingest::MapLimits& limits = {}) {
  return test::map_table(std::make_unique<test::TextTable>(std::move(rows)),
                         test::profile_of(profile), limits);
}

/// A profile of findings grouped by Id, with columns Id, Name, Outcome, Effect, p.
json grouped(const char* order) {
  json finding = {{"outcome", {{"column", "Outcome"}}},
                  {"metric", "hedges_g"},
                  {"value", {{"column", "Effect"}}},
                  {"p_value", {{"column", "p"}}},
                  {"better", "higher"},
                  {"result", "unclear"},
                  {"source", "s"},
                  {"locator", {{"text", "Row {#row}"}}}};
  return {{"profile", "p"},
          {"rows", {{"key", {"Id"}}, {"order", order}}},
          {"record", test::least_record()},
          {"lists",
           {{"findings", {{{"fields", finding}, {"derive", {{{"by", "se_from_p"}}}}}}},
            {"sources", {{{"per", "record"}, {"fields", {{"id", "s"}, {"title", "S"}}}}}}}}};
}

const Rows kApart{{"Id", "Name", "Outcome", "Effect", "p"},
                  {"1", "One", "mathematics", "0.5", "0.04"},
                  {"2", "Two", "anxiety", "0.1", ""},
                  {"1", "One", "Science", "0.2", "1"}};

std::vector<std::size_t> row_numbers(const Candidate& candidate) {
  std::vector<std::size_t> numbers;
  for (const auto& row : candidate.rows) numbers.push_back(row.number);
  return numbers;
}

TEST(Grouping, RowsAnywhereComeTogetherInOrderOfFirstAppearance) {
  const auto mapped = map(grouped("anywhere"), kApart);
  ASSERT_EQ(mapped.candidates.size(), 2U);
  EXPECT_THAT(row_numbers(mapped.candidates[0]), ElementsAre(2, 4));
  EXPECT_EQ(mapped.candidates[0].record["findings"].size(), 2U);
  EXPECT_EQ(mapped.candidates[0].record["findings"][1]["outcome"], "science");
  EXPECT_TRUE(evidence::validate_record(mapped.candidates[0].record).empty());
  EXPECT_EQ(mapped.account.rows, 3U);
  EXPECT_EQ(mapped.account.candidates, 2U);
}

TEST(Grouping, RowsOfARecordMayBeSortedSoThatTheOrderOfTheFileDoesNotMatter) {
  json profile = grouped("anywhere");
  profile["rows"]["sort"] = {"Effect"};
  Rows rows{kApart[0], kApart[1], kApart[3], kApart[1]};
  rows[3][3] = "10";
  for (int turn = 0; turn < 3; ++turn) {
    std::rotate(rows.begin() + 1, rows.begin() + 2, rows.end());
    const json made = map(profile, rows).candidates.at(0).record["findings"];
    EXPECT_EQ(made[0]["value"], 0.2);
    EXPECT_EQ(made[1]["value"], 0.5);
    EXPECT_EQ(made[2]["value"], 10);
  }
}

TEST(Grouping, RowsThatComeBackAreRefusedWithAHintWhereTheyMustStandTogether) {
  const auto mapped = map(grouped("contiguous"), kApart);
  ASSERT_EQ(mapped.candidates.size(), 3U);
  EXPECT_TRUE(mapped.candidates[0].faults.empty());
  ASSERT_EQ(mapped.candidates[2].faults.size(), 1U);
  EXPECT_THAT(mapped.candidates[2].faults[0].message, HasSubstr("came already, with row 2"));
  EXPECT_THAT(mapped.candidates[2].faults[0].hint, HasSubstr("\"order\": \"anywhere\""));
  EXPECT_THAT(row_numbers(mapped.candidates[2]), ElementsAre(4));
}

TEST(Grouping, ARowThatNamesNoRecordIsRefusedByItself) {
  const auto mapped =
      map(grouped("anywhere"), {kApart[0], kApart[1], {"", "", "", "", ""}, {"", "x", "", "", ""}});
  ASSERT_EQ(mapped.candidates.size(), 3U);
  EXPECT_THAT(mapped.candidates[1].faults[0].message, HasSubstr("does not say which record"));
  EXPECT_EQ(mapped.candidates[1].faults[0].place.column, "Id");
}

TEST(Grouping, OneFaultTakesTheWholeRecordWithIt) {
  Rows rows = kApart;
  rows[3][3] = "n.s.";
  const auto mapped = map(grouped("anywhere"), rows);
  ASSERT_EQ(mapped.candidates[0].faults.size(), 1U);
  const auto& fault = mapped.candidates[0].faults[0];
  EXPECT_EQ(fault.place.where, "table.csv:4:Effect");
  EXPECT_EQ(fault.place.row, 4U);
  EXPECT_EQ(fault.place.value, "n.s.");
  EXPECT_THAT(fault.message, HasSubstr("\"n.s.\" is not a number"));
  EXPECT_THAT(row_numbers(mapped.candidates[0]), ElementsAre(2, 4));
  EXPECT_TRUE(mapped.candidates[1].faults.empty());
}

TEST(Grouping, RowsThatDisagreeAboutTheRecordAreAFault) {
  Rows rows = kApart;
  rows[3][1] = "Uno";
  const auto mapped = map(grouped("anywhere"), rows);
  ASSERT_EQ(mapped.candidates[0].faults.size(), 1U);
  EXPECT_THAT(mapped.candidates[0].faults[0].message,
              HasSubstr("differ in \"title\": \"Uno\" here, \"One\" in row 2"));
  json profile = grouped("anywhere");
  profile["record"]["title"]["take"] = "joined";
  EXPECT_EQ(map(profile, rows).candidates[0].record["title"], "One; Uno");
}

TEST(Grouping, MemoryIsBounded) {
  ingest::MapLimits limits;
  limits.held_bytes = 1000;
  const auto mapped = map(grouped("anywhere"), kApart, limits);
  ASSERT_TRUE(mapped.error.has_value());
  EXPECT_THAT(mapped.error->hint, HasSubstr("sort the file"));
  EXPECT_FALSE(map(grouped("contiguous"), kApart, limits).error.has_value());
}

TEST(Terms, OnesThatAreNotMappedAreNamedWithTheNearest) {
  Rows rows = kApart;
  rows[1][2] = "Mathematicks";
  const auto mapped = map(grouped("anywhere"), rows);
  ASSERT_FALSE(mapped.candidates[0].faults.empty());
  EXPECT_THAT(mapped.candidates[0].faults[0].message,
              HasSubstr("\"Mathematicks\" is not in the vocabulary \"outcome\""));
  EXPECT_THAT(mapped.candidates[0].faults[0].hint, HasSubstr("nearest term is \"mathematics\""));
  json profile = grouped("anywhere");
  auto& outcome = profile["lists"]["findings"][0]["fields"]["outcome"];
  outcome["terms"]["MATHEMATICKS "] = "mathematics";
  EXPECT_TRUE(map(profile, rows).candidates[0].faults.empty());
  outcome.erase("terms");
  outcome["otherwise"] = "education";
  EXPECT_EQ(map(profile, rows).candidates[0].record["findings"][0]["outcome"], "education");
}

TEST(Origins, TellTheCellOfEveryValue) {
  const auto mapped = map(grouped("anywhere"), kApart);
  const Candidate& one = mapped.candidates[0];
  EXPECT_EQ(ingest::place_of(one, "/findings/1/value").where, "table.csv:4:Effect");
  EXPECT_EQ(ingest::place_of(one, "/findings/1/value").value, "0.2");
  EXPECT_EQ(ingest::place_of(one, "/findings/1/better").row, 4U);
  EXPECT_EQ(ingest::place_of(one, "/summary").row, 2U);
}

TEST(Derivations, FillABlankAndSaySo) {
  const auto mapped = map(grouped("anywhere"), kApart);
  const json& finding = mapped.candidates[0].record["findings"][0];
  EXPECT_DOUBLE_EQ(finding["se"].get<double>(), *arithmetic::se_from_p(0.5, 0.04));
  EXPECT_THAT(finding["note"].get<std::string>(),
              HasSubstr(std::string(ingest::kWorkedOut) + "the standard error, from the effect"));
  // A p value of 1 says nothing of the spread: counted, and nothing put in its place.
  EXPECT_FALSE(mapped.candidates[0].record["findings"][1].contains("se"));
  ASSERT_EQ(mapped.notes.size(), 1U);
  EXPECT_THAT(mapped.notes[0].text, HasSubstr("se_from_p was not possible"));
  EXPECT_THAT(mapped.notes[0].where, HasSubstr("table.csv:4"));
}

TEST(Derivations, NeverGoOverAReportedFigure) {
  json profile = grouped("anywhere");
  profile["lists"]["findings"][0]["fields"]["se"] = {{"column", "SE"}};
  Rows rows = kApart;
  rows[0].push_back("SE");
  rows[1].push_back("0.3");
  const json finding = map(profile, rows).candidates[0].record["findings"][0];
  EXPECT_EQ(finding["se"], 0.3);
  EXPECT_FALSE(finding.contains("note"));
}

TEST(Derivations, EachWayGivesWhatItSays) {
  for (const auto& way : ingest::derivation_ways()) {
    json item = way.list == "findings"
                    ? json{{"metric", "hedges_g"},  {"ci_low", -0.1},     {"ci_high", 0.5},
                           {"p_value", 0.2},        {"n_treatment", 30},  {"n_control", 32},
                           {"treatment_value", 12}, {"control_value", 10}}
                    : json{{"total_benefits", 300}, {"total_cost", 100}};
    if (way.gives.front() != "value") item["value"] = 0.2;
    const json with{{"treatment_sd", 4},
                    {"control_sd", 5},
                    {"minus_benefits_over_costs", -3},
                    {"minus_benefits", -300}};
    const auto done = ingest::derive(way, with, item);
    ASSERT_TRUE(done.has_value() && *done) << way.by;
    EXPECT_THAT(item["note"].get<std::string>(), HasSubstr("Worked out, not reported: ")) << way.by;
    if (way.list == "appraisals") {
      EXPECT_EQ(item["ratio"]["central"], 3) << way.by;
    } else {
      EXPECT_GT(item["se"].get<double>(), 0) << way.by;
    }
  }
}

TEST(Derivations, OfARatioOfRisksGiveNoStandardError) {
  json item{{"metric", "odds_ratio"}, {"value", 1.5}, {"p_value", 0.2}};
  const json before = item;
  EXPECT_FALSE(ingest::derive(*ingest::find_way("se_from_p"), json::object(), item));
  EXPECT_EQ(item, before);
}

TEST(Rows, AreSkippedWithAReasonThatIsCounted) {
  json profile = grouped("anywhere");
  profile["skip"] = {{{"when", {{"column", "Name"}, {"is", {"one", "uno"}}}}, {"reason", "ones"}}};
  const auto mapped = map(profile, kApart);
  EXPECT_EQ(mapped.candidates.size(), 1U);
  EXPECT_EQ(mapped.account.skipped.at("ones"), 2U);
  EXPECT_EQ(mapped.notes[0].text, "a row was skipped: ones");
  EXPECT_EQ(mapped.notes[0].times, 2U);
}

TEST(Rows, OfWhichEachMakesARecordNeedIdsOfTheirOwn) {
  const json profile{{"profile", "p"}, {"record", test::least_record()}};
  const auto mapped = map(profile, {{"Id", "Name"}, {"A b", "One"}, {"a-B", "Two"}});
  ASSERT_EQ(mapped.candidates.size(), 2U);
  ASSERT_EQ(mapped.candidates[1].faults.size(), 1U);
  EXPECT_THAT(mapped.candidates[1].faults[0].message, HasSubstr("\"t-a-b\" came already"));
  EXPECT_EQ(mapped.candidates[1].faults[0].place.row, 3U);
}

TEST(Values, UnitsFlipsSplitsAndCases) {
  json profile{{"profile", "p"}, {"dates", "day first"}, {"record", test::least_record()}};
  auto& record = profile["record"];
  record["population.groups"] = {{{"column", "Groups"}, {"split", "/"}}, "women"};
  record["period.start"] = {{"column", "From"}};
  record["population.age_min"] = {
      {"column", "Age"}, {"times", 2}, {"flip", {{"column", "Age"}, {"below", 0}}}};
  record["evidence.note"] = {{"text", "Note {Id}[[, aged {Age}]][[, from {Nothing}]]."}};
  profile["optional_columns"] = {"Nothing"};
  const auto mapped = map(profile, {{"Id", "Name", "Groups", "From", "Age"},
                                    {"1", "One", "Parents / families/women", "3/4/2016", "-7"}});
  const json& made = mapped.candidates.at(0).record;
  EXPECT_EQ(made["population"]["groups"], json::parse(R"(["parents", "families", "women"])"));
  EXPECT_EQ(made["period"]["start"], "2016-04-03");
  EXPECT_EQ(made["population"]["age_min"], 14);
  EXPECT_EQ(made["evidence"]["note"], "Note 1, aged -7.");
}

}  // namespace
}  // namespace outturn
