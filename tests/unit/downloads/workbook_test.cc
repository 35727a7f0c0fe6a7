// SPDX-License-Identifier: GPL-3.0-or-later
// XLSX read back by the reader of spreadsheets: typed cells, no formulas, a readme that says what
// is there.
#include "server/downloads/workbook.h"

#include <gmock/gmock.h>

#include <iterator>
#include <random>

#include "indexer/readers/sheets/workbook.h"
#include "schema/base/spreadsheet.h"
#include "server/downloads/archive.h"
#include "server/downloads/readme_sheet.h"
#include "server/downloads/sheet_rows.h"
#include "tests/unit/downloads/downloads_fixture.h"

namespace outturn::downloads {
namespace {

using testing::body_of;
using testing::contents_of;
using ::testing::HasSubstr;
using ::testing::Not;

struct SheetCells {
  std::string name;
  std::vector<std::vector<ingest::Cell>> rows;
};

std::vector<SheetCells> read_back(std::string bytes) {
  std::vector<SheetCells> out;
  auto book = ingest::workbook_from_bytes(std::move(bytes), "download.xlsx");
  EXPECT_TRUE(book) << (book ? "" : base::to_text(book.error()));
  if (!book) return out;
  for (std::size_t i = 0; i < (*book)->sheets().size(); ++i) {
    SheetCells sheet{(*book)->sheets()[i].name, {}};
    auto reader = (*book)->read(i);
    EXPECT_TRUE(reader);
    ingest::SheetRow row;
    while (reader && (*reader)->next(row).value()) {
      std::vector<ingest::Cell> cells;
      for (const auto& cell : row.cells) {
        cells.resize(cell.column + 1);
        cells[cell.column] = cell.cell;
      }
      sheet.rows.push_back(std::move(cells));
    }
    out.push_back(std::move(sheet));
  }
  return out;
}

std::vector<const Table*> all_tables() {
  return {&records_table(), &findings_table(), &appraisals_table()};
}

TEST(Workbook, CellsHaveTheirTypes) {
  const testing::TemporaryFolder folder;
  std::vector<evidence::Record> records;
  for (const std::string& text : testing::formulas())
    records.push_back(testing::sample("r" + std::to_string(records.size()), [&](auto& json) {
      json["title"] = text;
      json["findings"][0]["value"] = -0.35;
      json["findings"][0]["note"] = "_x0041_ stays";
    }));
  const auto sheets = read_back(body_of(contents_of(testing::publish(records, folder)),
                                        Format::kXlsx, JsonHolds::kRecords, all_tables()));
  ASSERT_EQ(sheets.size(), 4U);
  EXPECT_EQ(sheets[0].name, "readme");
  for (std::size_t t = 0; t < 3; ++t) {
    const Table& table = *all_tables()[t];
    const auto& rows = sheets[t + 1].rows;
    EXPECT_EQ(sheets[t + 1].name, table.name);
    ASSERT_EQ(rows.size(), records.size() + 1) << table.name;
    ASSERT_EQ(rows[0].size(), table.headings.size());
    for (std::size_t row = 1; row < rows.size(); ++row)
      for (std::size_t i = 0; i < rows[row].size(); ++i) {
        if (rows[row][i].kind == ingest::CellKind::kEmpty) continue;
        const auto wanted = table.headings[i].holds == Holds::kText     ? ingest::CellKind::kText
                            : table.headings[i].holds == Holds::kFigure ? ingest::CellKind::kNumber
                                                                        : ingest::CellKind::kTruth;
        EXPECT_EQ(rows[row][i].kind, wanted) << table.headings[i].name << rows[row][i].text;
      }
  }
  for (std::size_t i = 0; i < records.size(); ++i)
    EXPECT_EQ(sheets[1].rows[i + 1][1].text, testing::formulas()[i]);
  const auto value = *findings_table().column("value");
  EXPECT_EQ(sheets[2].rows[1][value].number, -0.35);
  EXPECT_EQ(sheets[2].rows[1][*findings_table().column("note")].text, "_x0041_ stays");
}

TEST(Workbook, TextsAndFiguresComeBackAsTheyWere) {
  const testing::TemporaryFolder folder;
  const std::string titles[] = {" between spaces ",     "a & b < c > d ]]> \"e\" 'f'",
                                "two\nlines\t.",        "\x01 \x1f",
                                "_x000D_ \xEF\xBF\xBF", "\u00e9\U0001F642"};
  const double figures[] = {0.1 + 0.2, 1e-7, 1e22, -1234567.8901234567, 0, 5e-324};
  std::vector<evidence::Record> records;
  for (std::size_t i = 0; i < std::size(titles); ++i)
    records.push_back(testing::sample("r" + std::to_string(i), [&](auto& json) {
      json["title"] = titles[i];
      json["findings"][0]["value"] = figures[i];
    }));
  const auto sheets = read_back(body_of(contents_of(testing::publish(records, folder)),
                                        Format::kXlsx, JsonHolds::kRecords, all_tables()));
  ASSERT_EQ(sheets.size(), 4U);
  for (std::size_t i = 0; i < records.size(); ++i) {
    EXPECT_EQ(sheets[1].rows[i + 1][1].text, titles[i]);
    EXPECT_EQ(sheets[2].rows[i + 1][*findings_table().column("value")].number, figures[i]);
  }
}

TEST(Workbook, IsMadeAsItIsSent) {
  const testing::TemporaryFolder folder;
  std::mt19937 random(7);
  std::vector<evidence::Record> records;
  for (int i = 0; i < 700; ++i)
    records.push_back(testing::sample("r" + std::to_string(i), [&](auto& json) {
      std::string text;
      while (text.size() < 600) text += static_cast<char>('a' + random() % 26);
      json["summary"] = text;
    }));
  auto response = download(contents_of(testing::publish(records, folder)),
                           {Format::kXlsx,
                            JsonHolds::kRecords,
                            {{&records_table(), records_table().all_columns()}},
                            "x"});
  EXPECT_THAT(response.content_type, HasSubstr("spreadsheetml"));
  std::string body;
  std::size_t pieces = 0;
  for (std::string piece = response.pieces(); !piece.empty(); piece = response.pieces()) {
    EXPECT_LT(piece.size(), 3U * 64 * 1024);
    body += piece;
    ++pieces;
  }
  EXPECT_GE(pieces, 4U) << "of " << body.size() << " bytes";
  EXPECT_EQ(body.find("PK\x06\x06"), std::string::npos) << "64-bit extensions, which Excel refuses";

  std::string sheet;
  for (const Part& part : parts_of(body))
    if (part.name == "xl/worksheets/sheet2.xml") sheet = part.bytes;
  EXPECT_THAT(sheet, HasSubstr("<autoFilter ref=\"A1:AK701\"/>"));
  EXPECT_THAT(sheet, HasSubstr("<row r=\"701\">"));
  EXPECT_THAT(sheet, Not(HasSubstr("<dimension")));
  EXPECT_THAT(sheet, Not(HasSubstr("<f>")));
}

TEST(SheetRows, WhatASheetCannotHoldIsCounted) {
  const std::vector<Cell> cells{std::string_view("a"), 1.5, true, {}};
  std::string xml;
  SheetRows few(cells.size(), {.rows = 2, .bytes = 100'000});
  for (int i = 0; i < 5; ++i) few.add(cells, xml);
  EXPECT_EQ(few.written().rows, 2U);
  EXPECT_EQ(few.written().left_out, 3U);
  EXPECT_EQ(xml.find("</row>", xml.find("</row>") + 1) + 6, xml.size()) << "two rows";
  SheetRows small(cells.size(), {.rows = 9, .bytes = 100});
  for (int i = 0; i < 5; ++i) small.add(cells, xml);
  EXPECT_EQ(small.written().rows, 1U);
  EXPECT_EQ(small.written().left_out, 4U);
}

TEST(SheetRows, ColumnsAreNamedAsSpreadsheetsDo) {
  std::string xml;
  const std::vector<Cell> cells(703, Cell(1.0));
  SheetRows(cells.size()).add(cells, xml);
  for (const char* cell : {"\"A2\"", "\"Z2\"", "\"AA2\"", "\"AZ2\"", "\"ZZ2\"", "\"AAA2\""})
    EXPECT_THAT(xml, HasSubstr(cell));
}

TEST(Workbook, LongTextsAreCutAndItSaysSo) {
  const testing::TemporaryFolder folder;
  std::string summary;
  for (int i = 0; i < 20'000; ++i) summary += "\u00e9\U0001F642";  // three units each
  const auto generation = testing::publish(
      {testing::sample("long", [&](auto& json) { json["summary"] = summary; })}, folder);
  const auto sheets = read_back(
      body_of(contents_of(generation), Format::kXlsx, JsonHolds::kRecords, {&records_table()}));
  ASSERT_EQ(sheets.size(), 2U);
  const std::string& held = sheets[1].rows[1][*records_table().column("summary")].text;
  EXPECT_LE(base::utf16_units(held), base::kLongestCell);
  const auto note = held.find("\u2026 [CUT HERE");
  ASSERT_NE(note, std::string::npos);
  EXPECT_GT(base::utf16_units(held), base::kLongestCell - 3) << "more would have fitted";
  EXPECT_TRUE(summary.starts_with(held.substr(0, note)));
  std::string told;
  for (const auto& row : sheets[0].rows)
    for (const auto& cell : row) told += cell.text + "\n";
  EXPECT_THAT(told, HasSubstr("NOT COMPLETE: 1 text longer than the 32,767 characters"));
}

TEST(Workbook, ATextOfEscapesIsCutBetweenThem) {
  const testing::TemporaryFolder folder;
  std::string summary;
  for (int i = 0; i < 5'000; ++i) summary += "_x0041_";
  const auto generation = testing::publish(
      {testing::sample("long", [&](auto& json) { json["summary"] = summary; })}, folder);
  const auto sheets = read_back(
      body_of(contents_of(generation), Format::kXlsx, JsonHolds::kRecords, {&records_table()}));
  const std::string& held = sheets[1].rows[1][*records_table().column("summary")].text;
  const auto note = held.find("\u2026 [CUT HERE");
  ASSERT_NE(note, std::string::npos);
  EXPECT_TRUE(summary.starts_with(held.substr(0, note)));
}

TEST(Readme, SaysWhatIsThereAndWhatIsNot) {
  About about;
  about.what = "Findings";
  about.words = "Outcome: Crime";
  about.address = "https://x.example/search?outcome=crime";
  about.release = "2026-11-22.1";
  about.published = "2026-11-22T10:00:00Z";
  about.cite = {"Somebody (2026)", "Another (2026)"};
  about.gone = {{"gone-one", "Gone", "2026-11-20T10:00:00Z", "twice"}};
  const std::vector<Chosen> tables{{&findings_table(), findings_table().all_columns()}};
  std::string told;
  for (const auto& line : readme(about, tables, {{1'048'575, 25, 0}}, "2026-11-30"))
    told += line.name + ": " + line.text + "\n";
  for (const char* part :
       {"Outcome: Crime", about.address.c_str(), "2026-11-22.1, published 2026-11-22", "2026-11-30",
        "Somebody (2026)", "Another (2026)", "(gone-one), which was removed on 2026-11-20: twice",
        "1,048,575 rows", "NOT COMPLETE: 25 more rows", "sei: Number. Standard",
        "creativecommons.org"})
    EXPECT_THAT(told, HasSubstr(part));
  for (const Heading& heading : findings_table().headings)
    EXPECT_THAT(told, HasSubstr(std::string(heading.name) + ": "));
}

}  // namespace
}  // namespace outturn::downloads
