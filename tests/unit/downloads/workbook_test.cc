// SPDX-License-Identifier: GPL-3.0-or-later
// XLSX read back by the reader of spreadsheets: typed cells, no formulas, a readme that says what
// is there.
#include "server/downloads/workbook.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "indexer/readers/sheets/workbook.h"
#include "schema/base/spreadsheet.h"
#include "server/downloads/readme_sheet.h"
#include "tests/unit/downloads/downloads_fixture.h"

namespace outturn::downloads {
namespace {

using testing::body_of;
using testing::contents_of;
using ::testing::HasSubstr;

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

TEST(Workbook, HoldsNoFormulaAndLeavesNoFile) {
  const auto temporary = std::filesystem::temp_directory_path();
  const auto ours = [&] {
    std::size_t out = 0;
    for (const auto& entry : std::filesystem::directory_iterator(temporary))
      out += entry.path().filename().string().starts_with("outturn-") &&
             entry.path().filename().string().size() == std::string("outturn-XXXXXX").size();
    return out;
  };
  const testing::TemporaryFolder folder;
  const auto generation = testing::publish(testing::shipped_corpus(), folder);
  const std::size_t before = ours();
  auto response =
      download(contents_of(generation), {Format::kXlsx,
                                         JsonHolds::kRecords,
                                         {{&records_table(), records_table().all_columns()}},
                                         "x"});
  ASSERT_FALSE(response.pieces().empty());
  EXPECT_EQ(ours(), before) << "it has no name even while it is sent";
  EXPECT_THAT(response.content_type, HasSubstr("spreadsheetml"));
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
