// SPDX-License-Identifier: GPL-3.0-or-later
// Our own format where it is filled in by people: every field has its column, the example reads
// back, and what is wrong is told with its cell.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "files.h"
#include "indexer/workbook/cells.h"
#include "indexer/workbook/columns.h"
#include "indexer/workbook/guide.h"
#include "indexer/workbook/template.h"
#include "indexer/workbook/workbook_stream.h"
#include "schema/base/files.h"
#include "schema/base/spreadsheet.h"
#include "schema/evidence/record_json.h"
#include "schema/evidence/validate.h"
#include "schema/evidence/vocabulary.h"
#include "tests/unit/temporary_folder.h"

namespace outturn::workbook {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Sheet& sheet(std::string_view name) {
  for (const Sheet& one : sheets())
    if (one.name == name) return one;
  throw std::runtime_error("no such sheet");
}

const Column& column(std::string_view name, std::string_view of) {
  for (const Column& one : sheet(of).columns)
    if (one.name == name) return one;
  throw std::runtime_error("no such column");
}

TEST(Columns, SheetsAndTheirOrder) {
  std::vector<std::string> names;
  for (const Sheet& one : sheets()) names.push_back(one.name);
  EXPECT_THAT(names, ElementsAre("records", "findings", "appraisals", "sources", "places",
                                 "ratings", "benefits", "breakeven", "scenarios", "payers"));
  for (const Sheet& one : sheets()) {
    const auto header = header_of(one);
    EXPECT_EQ(std::set(header.begin(), header.end()).size(), header.size()) << one.name;
  }
  EXPECT_THAT(header_of(sheet("payers")),
              ElementsAre("record", "appraisal", "agency", "amount", "note"));
}

TEST(Columns, WhatTheSchemaSaysOfThem) {
  EXPECT_TRUE(column("evidence.design", "records").required);
  EXPECT_FALSE(column("programme.name", "records").required);
  EXPECT_EQ(column("population.groups", "records").vocabulary, "group");
  EXPECT_TRUE(column("curation.added", "records").day);
  EXPECT_TRUE(column("implementation.lessons", "records").paragraphs);
  EXPECT_EQ(column("ci_level", "findings").description, "A number. Between 0 and 1.");
  EXPECT_THAT(column("locator", "sources").description,
              HasSubstr("Where in it this record as a whole comes from."));
  for (const Sheet& one : sheets())
    for (const Column& field : one.columns)
      if (!field.vocabulary.empty()) {
        EXPECT_FALSE(evidence::vocabulary(field.vocabulary).terms().empty()) << field.name;
      }
}

/// Every leaf of the schema has its column: those of a list of parts on a sheet of its own.
TEST(Columns, EveryFieldOfTheSchemaHasOne) {
  const auto schema = nlohmann::json::parse(evidence::record_schema());
  std::size_t leaves = 0;
  const std::function<void(const nlohmann::json&)> count = [&](const nlohmann::json& node) {
    if (const auto reference = node.find("$ref"); reference != node.end())
      return count(
          schema.at(nlohmann::json::json_pointer(reference->get<std::string>().substr(1))));
    if (node.contains("properties")) {
      for (const auto& [name, child] : node.at("properties").items()) count(child);
    } else if (node.contains("items") &&
               (node.at("items").contains("properties") ||
                node.at("items").value("$ref", "").ends_with("finding") ||
                node.at("items").value("$ref", "").ends_with("appraisal"))) {
      count(node.at("items"));
    } else {
      ++leaves;
    }
  };
  count(schema);
  std::size_t columns = 0;
  for (const Sheet& one : sheets()) columns += one.columns.size();
  EXPECT_EQ(columns, leaves);
}

TEST(Cells, ListsComeBack) {
  for (const Between between : {Between::kSemicolonOrLine, Between::kLine})
    for (const std::vector<std::string>& items : {std::vector<std::string>{"a", "b c"},
                                                  {"a;b", "c\nd"},
                                                  {"\\", "\\n", " "},
                                                  {"a\\;", ";"},
                                                  {"\t x\r"}}) {
      EXPECT_EQ(split_items(join_items(items, between), between), items);
    }
  EXPECT_THAT(split_items(" a ;; b\n c;", Between::kSemicolonOrLine), ElementsAre("a", "b", "c"));
  EXPECT_THAT(split_items("one; two\r\nC:\\new", Between::kLine),
              ElementsAre("one; two", "C:\new"));
  EXPECT_THAT(split_items("a\\x", Between::kLine), ElementsAre("a\\x"));
}

TEST(Cells, FormulasAreGuardedAndComeBack) {
  for (const std::string text :
       {"=1", "+1", "-1", "@a", "\ta", "\ra", "'=1", "''=1", "'a", "a=1", "'"}) {
    const auto safe = base::guarded(text);
    EXPECT_EQ(base::unguarded(safe), text);
    EXPECT_EQ(std::string("=+-@\t\r").find(safe[0]), std::string::npos) << text;
  }
  EXPECT_EQ(base::guarded("'a"), "'a");
}

TEST(Example, IsARecordThatUsesEverySheet) {
  const auto record = evidence::to_json(example());
  EXPECT_THAT(evidence::validate_record(record), IsEmpty());
  for (const Sheet& one : sheets()) {
    if (one.of == Of::kBase) continue;
    std::string pointer = one.of == Of::kAppraisal ? "/appraisals/0" : "";
    for (const auto& step : one.path) pointer += "/" + step;
    EXPECT_TRUE(record.contains(evidence::Json::json_pointer(pointer))) << pointer;
  }
}

TEST(Template, ExampleIsLeftOutAndAFileIsNotOverwritten) {
  testing::TemporaryFolder folder;
  const auto file = folder.path() / "t.xlsx";
  ASSERT_TRUE(write_template(file));
  auto stream = open_own_workbook(file);
  ASSERT_TRUE(stream) << base::to_text(stream.error());
  ingest::Candidate candidate;
  EXPECT_FALSE((*stream)->next(candidate).value());
  ASSERT_EQ((*stream)->notes().size(), 1U);
  EXPECT_EQ((*stream)->notes()[0].where, "t.xlsx:records:2");
  EXPECT_THAT((*stream)->notes()[0].text, HasSubstr("example record is left out"));
  const auto again = write_template(file);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, base::Code::kUnwritable);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "t.xlsx.partial"));
  const auto nowhere = write_template(folder.path() / "no" / "t.xlsx");
  ASSERT_FALSE(nowhere);
  EXPECT_THAT(nowhere.error().message, HasSubstr("folder does not exist"));
}

using Cells = std::vector<std::string>;

/// Rows as XLSX cells: "" is none, "#5" a number, anything else a text.
std::string rows(const std::vector<Cells>& table) {
  std::string xml;
  for (std::size_t r = 0; r < table.size(); ++r) {
    xml += fmt::format("<row r=\"{}\">", r + 1);
    for (const std::string& cell : table[r]) {
      if (cell.empty())
        xml += "<c/>";
      else if (cell[0] == '#')
        xml += "<c><v>" + cell.substr(1) + "</v></c>";
      else
        xml += "<c t=\"inlineStr\"><is><t>" + cell + "</t></is></c>";
    }
    xml += "</row>";
  }
  return xml;
}

struct Told {
  std::vector<std::string> records;  ///< ids
  std::vector<std::string> faults;   ///< "where: message"
  std::vector<std::string> problems;
  std::vector<std::string> notes;
};

Told tell(const std::vector<std::pair<std::string, std::vector<Cells>>>& book) {
  testing::XlsxXml xml;
  for (const auto& [name, table] : book) xml.sheets.push_back({name, rows(table)});
  Told told;
  auto workbook = ingest::workbook_from_bytes(testing::xlsx(xml), "f");
  EXPECT_TRUE(workbook);
  auto stream = read_own_workbook(std::move(*workbook));
  if (!stream) {
    told.faults.push_back(base::to_text(stream.error()));
    return told;
  }
  if (*stream == nullptr) return told;
  ingest::Candidate candidate;
  while ((*stream)->next(candidate).value_or(false)) {
    for (const auto& fault : candidate.faults)
      told.faults.push_back(fault.place.where + ": " + fault.message);
    if (candidate.record.is_null()) continue;
    told.records.push_back(candidate.record.value("id", "?"));
    for (const auto& problem : evidence::validate_record(candidate.record)) {
      const auto place = ingest::place_of(candidate, problem.pointer);
      told.problems.push_back(fmt::format("{} [{}] {}", place.where, place.value, problem.message));
    }
  }
  for (const auto& note : (*stream)->notes()) told.notes.push_back(note.where + ": " + note.text);
  return told;
}

const Cells kRecords{"id", "title", "summary", "type", "evidence.design", "curation.added"};
const Cells kGood{"a", "T", "S", "programme", "rct", "#2020"};
const std::vector<Cells> kSources{{"record", "id", "title"}, {"a; b", "s", "Source"}};

TEST(OwnStream, OneSourceOfSeveralRecordsAndYearsAsNumbers) {
  const Told told =
      tell({{"Records", {kRecords, kGood, {"b", "T", "S", "programme", "rct", "2020-05"}}},
            {"sources", kSources},
            {"my notes", {{"x"}}}});
  EXPECT_THAT(told.records, ElementsAre("a", "b"));
  EXPECT_THAT(told.faults, IsEmpty());
  EXPECT_THAT(told.problems, IsEmpty());
  EXPECT_THAT(told.notes,
              ElementsAre("f: sheet \"my notes\" is not one of ours and is left alone"));
}

TEST(OwnStream, ProblemsStandAtTheirCells) {
  const Told told =
      tell({{"records", {kRecords, {"a", "T", "S", "programm", "rct", "2020"}}},
            {"sources", {{"record", "id", "title", "Yaer"}, {"a", "s", "Source", "#2019"}}},
            {"findings",
             {{"record", "outcome", "metric", "value", "better", "result", "source", "locator"},
              {"a", "crime", "smd", "\xC2\xA3 5", "lower", "positive", "s", "p. 3"},
              {"a", "crime", "smd", "#1", "lower", "positive", "x", ""}}}});
  EXPECT_THAT(told.faults, ElementsAre("f:findings:2:value: \"\xC2\xA3 5\" is not a number"));
  EXPECT_THAT(told.problems,
              Contains(AllOf(HasSubstr("f:records:2:type [programm]"), HasSubstr("vocabulary"))));
  EXPECT_THAT(told.problems, Contains(AllOf(HasSubstr("f:findings:3 []"), HasSubstr("locator"))));
  EXPECT_THAT(told.notes,
              ElementsAre("f:sources: column \"Yaer\" is not one of ours and is left alone; is "
                          "\"year\" meant?"));
}

TEST(OwnStream, RulesAcrossSheetsStandAtTheirCells) {
  const Told told =
      tell({{"records", {kRecords, kGood}},
            {"sources", {{"record", "id", "title"}, {"a", "s", "Source"}}},
            {"findings",
             {{"record", "outcome", "metric", "value", "better", "result", "source", "locator"},
              {"a", "crime", "smd", "#1", "lower", "positive", "x", "p. 3"}}}});
  EXPECT_THAT(told.problems, ElementsAre(HasSubstr("f:findings:2:source [x]")));
}

TEST(OwnStream, RowsWithoutTheirRecordOrAppraisal) {
  const Told told = tell(
      {{"records", {kRecords, kGood, kGood}},
       {"sources", kSources},
       {"findings", {{"record", "outcome"}, {"z", "crime"}, {"", "crime"}}},
       {"appraisals", {{"record", "appraisal", "kind"}, {"a", "#1", "bcr"}, {"a", "#1", "bcr"}}},
       {"payers", {{"record", "appraisal", "agency"}, {"a", "#7", "nhs"}, {"a", "", "nhs"}}}});
  EXPECT_THAT(told.records, ElementsAre("a", "a"));
  EXPECT_THAT(told.faults,
              ElementsAre("f:appraisals:3:appraisal: the record has an appraisal 1 already",
                          "f:payers:2:appraisal: the record has no appraisal \"7\"",
                          "f:records:3:id: the id stands in row 2 already",
                          "f:findings:3:record: the row does not say which record it belongs to",
                          "f:sources:2:record: the sheet records has no record \"b\"",
                          "f:findings:2:record: the sheet records has no record \"z\""));
}

TEST(OwnStream, ColumnsThatCannotBeAndFilesOfOthers) {
  EXPECT_THAT(tell({{"records", {{"id", "title", "ID"}, {"a", "b", "c"}}}}).faults,
              ElementsAre(HasSubstr("has the column \"id\" twice")));
  EXPECT_THAT(
      tell({{"records", {kRecords, kGood}}, {"findings", {{"rec", "outcome"}, {"a", "x"}}}}).faults,
      ElementsAre(HasSubstr("has no column \"record\"")));
  const Told other = tell({{"records", {{"name", "cost"}, {"a", "#1"}}}});
  EXPECT_THAT(other.records, IsEmpty());
  EXPECT_THAT(other.faults, IsEmpty());
}

}  // namespace
}  // namespace outturn::workbook
