// SPDX-License-Identifier: GPL-3.0-or-later
// CSV, JSON, JSON lines and RIS of records that try to break them.
#include "server/downloads/lines.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "schema/base/spreadsheet.h"
#include "tests/unit/csv.h"
#include "tests/unit/downloads/downloads_fixture.h"

namespace outturn::downloads {
namespace {

using testing::body_of;
using testing::contents_of;
using ::testing::HasSubstr;

std::shared_ptr<const search::Generation> hostile(const testing::TemporaryFolder& folder) {
  std::vector<evidence::Record> records;
  for (const std::string& text : testing::formulas())
    records.push_back(testing::sample("r" + std::to_string(records.size()), [&](auto& json) {
      json["title"] = text;
      json["summary"] = "Two lines,\nof \"which\" one\r\nends oddly; " + text;
      json["findings"][0]["note"] = text;
      json["findings"][0]["value"] = -0.35;
      json["appraisals"][0]["net_benefit"] = -1e21;
    }));
  return testing::publish(records, folder);
}

TEST(Csv, TextsComeBackAndNoneIsAFormula) {
  const testing::TemporaryFolder folder;
  const std::string csv =
      body_of(contents_of(hostile(folder)), Format::kCsv, JsonHolds::kRecords, {&records_table()});
  const auto rows = test::read_csv(csv);
  ASSERT_EQ(rows.size(), testing::formulas().size() + 1);
  for (std::size_t i = 0; i < testing::formulas().size(); ++i) {
    const auto& row = rows[i + 1];
    ASSERT_EQ(row.size(), rows[0].size());
    EXPECT_EQ(base::unguarded(row[1]), testing::formulas()[i]);
    EXPECT_EQ(row[1].front(), '\'') << row[1];
    for (std::size_t column = 0; column < row.size(); ++column)
      if (records_table().headings[column].holds == Holds::kText && !row[column].empty()) {
        EXPECT_EQ(std::string("=+-@\t\r").find(row[column][0]), std::string::npos) << row[column];
      }
  }
}

TEST(Csv, FiguresStayFigures) {
  const testing::TemporaryFolder folder;
  const auto generation = hostile(folder);
  const auto findings = test::read_csv(
      body_of(contents_of(generation), Format::kCsv, JsonHolds::kRows, {&findings_table()}));
  const auto at = [](const Table& table, std::string_view name) { return *table.column(name); };
  ASSERT_GT(findings.size(), 1U);
  EXPECT_EQ(findings[1][at(findings_table(), "value")], "-0.35");
  EXPECT_EQ(findings[1][at(findings_table(), "yi")], "0.35") << "lower is better";
  EXPECT_EQ(findings[1][at(findings_table(), "sei")], "0.1");
  EXPECT_NEAR(std::stod(findings[1][at(findings_table(), "vi")]), 0.01, 1e-15);
  EXPECT_EQ(findings[1][at(findings_table(), "yi_derived")], "FALSE");
  EXPECT_EQ(findings[1][at(findings_table(), "ni")], "");
  const auto appraisals = test::read_csv(
      body_of(contents_of(generation), Format::kCsv, JsonHolds::kRows, {&appraisals_table()}));
  EXPECT_EQ(appraisals[1][at(appraisals_table(), "net_benefit")], "-1e+21");
  EXPECT_EQ(appraisals[1][at(appraisals_table(), "as_printed")], "ratio: .03");
  EXPECT_EQ(appraisals[1][at(appraisals_table(), "benefits")], "earnings: 697");
}

TEST(Csv, IsOfRfc4180) {
  const testing::TemporaryFolder folder;
  const std::string csv =
      body_of(contents_of(hostile(folder)), Format::kCsv, JsonHolds::kRecords, {&records_table()});
  EXPECT_TRUE(csv.starts_with("record_id,title,")) << "no byte-order mark, no quotes";
  EXPECT_TRUE(csv.ends_with("\r\n"));
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    if (csv[i] == '"') quoted = !quoted;
    if (csv[i] == '\n' && !quoted) {
      EXPECT_EQ(csv[i - 1], '\r');
    }
  }
  EXPECT_FALSE(quoted);
}

TEST(Csv, HasTheColumnsThatAreWanted) {
  const testing::TemporaryFolder folder;
  auto contents = contents_of(hostile(folder));
  Shape shape{Format::kCsv, JsonHolds::kRecords, {}, "x"};
  shape.tables.push_back(
      {&records_table(), {*records_table().column("maryland"), *records_table().column("type")}});
  const std::string csv = gathered(download(contents, shape)).body;
  EXPECT_TRUE(csv.starts_with("maryland,type\r\n,programme\r\n"));
  shape.tables = {{&records_table(), {*records_table().column("maryland")}}};
  EXPECT_TRUE(
      gathered(download(std::move(contents), shape)).body.starts_with("maryland\r\n\"\"\r\n"))
      << "an empty line is no row";
}

TEST(Download, NamesBeyondAsciiComeTwice) {
  const testing::TemporaryFolder folder;
  const auto generation = hostile(folder);
  const auto name_of = [&](const std::string& name) {
    Shape shape{Format::kRis, JsonHolds::kRecords, {}, name};
    auto contents = contents_of(generation);
    contents.about.release = "2026-11-22.1";
    for (const auto& [field, value] : download(std::move(contents), shape).headers)
      if (field == "Content-Disposition") return value;
    return std::string();
  };
  EXPECT_EQ(name_of("findings"), "attachment; filename=\"outturn-2026-11-22.1-findings.ris\"");
  EXPECT_EQ(name_of("\u00e9cole-\u6559"),
            "attachment; filename=\"outturn-2026-11-22.1-_cole-_.ris\"; "
            "filename*=UTF-8''outturn-2026-11-22.1-%C3%A9cole-%E6%95%99.ris");
}

TEST(Json, IsTheRecordsAsTheyAreKept) {
  const testing::TemporaryFolder folder;
  const auto generation = hostile(folder);
  const auto document = nlohmann::json::parse(
      body_of(contents_of(generation), Format::kJson, JsonHolds::kRecords, {}));
  EXPECT_EQ(document.at("release"), generation->manifest().id);
  EXPECT_EQ(document.at("total"), testing::formulas().size());
  ASSERT_EQ(document.at("records").size(), testing::formulas().size());
  std::istringstream lines(
      body_of(contents_of(generation), Format::kJsonl, JsonHolds::kRecords, {}));
  std::size_t i = 0;
  for (std::string line; std::getline(lines, line); ++i) {
    const auto one = nlohmann::json::parse(line);
    const auto& in_document = document.at("records").at(i);
    EXPECT_EQ(one.at("release"), generation->manifest().id);
    for (const char* part : {"record", "derived", "flags"})
      EXPECT_EQ(one.at(part), in_document.at(part)) << part;
    const auto id = one.at("record").at("id").get<std::string>();
    const auto held = search::find_record(*generation, id);
    ASSERT_TRUE(held);
    EXPECT_EQ(one.at("record"), nlohmann::json::parse(evidence::to_json(held->record).dump()));
    EXPECT_EQ(one.at("flags").size(), held->flags.size());
  }
  EXPECT_EQ(i, testing::formulas().size());
}

TEST(Json, RowsNameTheirColumns) {
  const testing::TemporaryFolder folder;
  const auto generation = hostile(folder);
  const auto document = nlohmann::json::parse(
      body_of(contents_of(generation), Format::kJson, JsonHolds::kRows, {&findings_table()}));
  EXPECT_EQ(document.at("columns").size(), findings_table().headings.size());
  const auto& row = document.at("rows").at(0);
  EXPECT_EQ(row.size(), findings_table().headings.size());
  EXPECT_EQ(row.at("value"), -0.35);
  EXPECT_EQ(row.at("yi_derived"), false);
  EXPECT_EQ(row.at("p_value"), nullptr);
  EXPECT_EQ(row.at("note"), testing::formulas()[0]) << "a text as it is";
}

TEST(Ris, HasAnEntryForEachRecord) {
  const testing::TemporaryFolder folder;
  const std::string ris =
      body_of(contents_of(hostile(folder)), Format::kRis, JsonHolds::kRecords, {});
  EXPECT_TRUE(ris.starts_with("TY  - "));
  EXPECT_THAT(ris, HasSubstr("https://evidence.example/e/records/r0"));
  std::size_t begun = 0;
  std::size_t ended = 0;
  std::istringstream lines(ris);
  for (std::string line; std::getline(lines, line);) {
    begun += line.starts_with("TY  - ");
    ended += line.starts_with("ER  - ");
  }
  EXPECT_EQ(begun, ended);
  EXPECT_GE(begun, testing::formulas().size());
}

TEST(Lines, PiecesAreSmallAndMakeTheWhole) {
  const testing::TemporaryFolder folder;
  const auto generation = testing::publish(testing::shipped_corpus(), folder);
  const std::string whole =
      body_of(contents_of(generation), Format::kJsonl, JsonHolds::kRecords, {});
  auto response = download(contents_of(generation), {Format::kJsonl, JsonHolds::kRecords, {}, "x"});
  std::string joined;
  std::size_t pieces = 0;
  std::size_t longest_line = 0;
  std::istringstream lines(whole);
  for (std::string line; std::getline(lines, line);)
    longest_line = std::max(longest_line, line.size() + 1);
  for (std::string piece; !(piece = response.pieces()).empty(); ++pieces) {
    EXPECT_LE(piece.size(), 64 * 1024 + longest_line);
    joined += piece;
  }
  EXPECT_GT(pieces, 5U);
  EXPECT_EQ(joined, whole);
  EXPECT_EQ(response.pieces(), "") << "the end stays the end";
}

TEST(Lines, OfNoRecordsAreWholeFiles) {
  const testing::TemporaryFolder folder;
  auto contents = contents_of(hostile(folder));
  contents.numbers.clear();
  EXPECT_EQ(nlohmann::json::parse(body_of(contents, Format::kJson, JsonHolds::kRecords, {}))
                .at("records")
                .size(),
            0U);
  EXPECT_EQ(body_of(contents, Format::kJsonl, JsonHolds::kRecords, {}), "");
  EXPECT_EQ(test::read_csv(body_of(contents, Format::kCsv, JsonHolds::kRecords, {&records_table()}))
                .size(),
            1U);
}

}  // namespace
}  // namespace outturn::downloads
