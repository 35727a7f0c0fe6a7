// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are cut off, locked, of another kind, or made to hurt: an error that says what to do.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <fstream>
#include <string>
#include <tuple>

#include "files.h"
#include "indexer/readers/workbook_table.h"
#include "schema/base/files.h"
#include "tests/unit/temporary_folder.h"

namespace outturn::ingest {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::ods;
using testing::Parts;
using testing::xlsx;
using testing::zipped;

/// What is said of a file when it is opened and read to its end; empty where it is read.
std::string said_of(std::string bytes) {
  auto workbook = workbook_from_bytes(std::move(bytes), "f");
  if (!workbook) return base::to_text(workbook.error());
  auto table = open_sheet_table(std::move(*workbook));
  if (!table) return base::to_text(table.error());
  Row row;
  for (;;) {
    const auto more = (*table)->next(row);
    if (!more) return base::to_text(more.error());
    if (!*more) return {};
  }
}

std::string inline_text(const std::string& at, const std::string& text) {
  return "<c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}

/// The most memory this process has held, in MB.
long peak_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

TEST(Hostile, OtherKindsOfFiles) {
  const std::string old("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  EXPECT_THAT(said_of(old + std::string(600, '\0')),
              AllOf(HasSubstr("old Excel file (.xls)"), HasSubstr("save it as XLSX or CSV")));
  std::string wide;
  for (const char at : std::string("EncryptedPackage")) (wide += at) += '\0';
  EXPECT_THAT(said_of(old + std::string(600, '\0') + wide), HasSubstr("password"));
  EXPECT_THAT(said_of("name,value\n"), HasSubstr("is not a spreadsheet"));
  EXPECT_THAT(said_of(""), HasSubstr("is not a spreadsheet"));
  EXPECT_THAT(said_of(zipped({{"a.csv", "x"}})), HasSubstr("unpack it"));
  EXPECT_THAT(said_of(zipped({{"xl/workbook.bin", "x"}})), HasSubstr(".xlsb"));
  EXPECT_THAT(said_of(zipped({{"[Content_Types].xml", ""}, {"word/document.xml", ""}})),
              HasSubstr("not a spreadsheet"));
  EXPECT_THAT(said_of(zipped({{"content.xml", "x"},
                              {"META-INF/manifest.xml", "<manifest:encryption-data/>"}})),
              HasSubstr("is encrypted"));
  EXPECT_THAT(said_of(zipped({{"[Content_Types].xml", "<Types/>"}})), HasSubstr("_rels/.rels"));
}

TEST(Hostile, FilesThatCannotBeOpened) {
  testing::TemporaryFolder folder;
  const auto missing = open_workbook_table(folder.path() / "no.xlsx");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, base::Code::kNotFound);
  const auto directory = open_workbook_table(folder.path());
  ASSERT_FALSE(directory);
  EXPECT_EQ(directory.error().code, base::Code::kUnreadable);
}

TEST(Hostile, CutOffAnywhereIsAnErrorOrTheWholeTable) {
  const std::string whole = xlsx("<row r=\"1\">" + inline_text("A1", "a") + "</row><row r=\"2\">" +
                                 inline_text("A2", "b") + "</row>");
  ASSERT_EQ(said_of(whole), "");
  for (std::size_t size = 0; size < whole.size(); size += 7)
    EXPECT_NE(said_of(whole.substr(0, size)), "") << size;
}

TEST(Hostile, EntitiesAndDocumentTypes) {
  Parts parts = testing::xlsx_parts({{{"S", "<row r=\"1\"/>"}}});
  std::string& sheet = parts["xl/worksheets/sheet1.xml"];
  sheet = R"(<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>)" + sheet;
  EXPECT_THAT(said_of(zipped(parts)), HasSubstr("document type"));
  parts = testing::xlsx_parts({{{"S", "<row r=\"1\"><c r=\"A1\">"}}});
  EXPECT_THAT(said_of(zipped(parts)), HasSubstr("not well-formed XML at line 1"));
  std::string deep;
  for (int i = 0; i < 2000; ++i) deep += "<x>";
  EXPECT_THAT(said_of(xlsx(deep)), HasSubstr("nested too deeply"));
}

TEST(Hostile, PositionsThatCannotBe) {
  EXPECT_THAT(said_of(xlsx("<row r=\"2\"/><row r=\"1\"/>")),
              HasSubstr("has row \"1\" after row 2"));
  EXPECT_THAT(said_of(xlsx("<row r=\"99999999\"/>")), HasSubstr("has row \"99999999\""));
  EXPECT_THAT(said_of(xlsx("<row r=\"1\"><c r=\"ZZZZ1\"><v>1</v></c></row>")),
              HasSubstr("has a cell \"ZZZZ1\" in row 1"));
  EXPECT_THAT(said_of(xlsx("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>")),
              HasSubstr("f:Sheet1:A1: stands twice"));
  EXPECT_THAT(said_of(xlsx("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>")),
              HasSubstr("refers to text 7"));
  EXPECT_THAT(said_of(xlsx("<row r=\"1\"><c r=\"A1\"><v>12,5</v></c></row>")),
              HasSubstr("\"12,5\" is kept as a number and is none"));
  EXPECT_THAT(said_of(xlsx("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
                           "<mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells>")),
              HasSubstr("merges cells \"B2:A1\""));
}

TEST(Hostile, TooManyColumnsAndTooLargeACell) {
  std::string row;
  for (std::size_t c = 0; c < 10'000; ++c) row += inline_text(cell_name(1, c), "x");
  EXPECT_THAT(said_of(xlsx("<row r=\"1\">" + row + "</row>")),
              AllOf(HasSubstr("f:Sheet1:FAO1"), HasSubstr("past column FAN"), HasSubstr("4096")));
  const std::string large(50U << 20, 'x');
  EXPECT_THAT(said_of(xlsx("<row r=\"1\">" + inline_text("B1", large) + "</row>")),
              AllOf(HasSubstr("f:Sheet1:B1"), HasSubstr("more than 1048576 bytes")));
  testing::XlsxXml book;
  book.shared = "<si><t>" + large + "</t></si>";
  book.sheets.push_back({"S", ""});
  EXPECT_THAT(said_of(xlsx(book)), HasSubstr("text 1 is larger than 1048576 bytes"));
}

TEST(Hostile, MuchFromLittleStaysBounded) {
  const long before = peak_mb();
  // A shared text of 1 MB in 4096 cells; a cell of it that ODS repeats; a merged area of it.
  const std::string large(1U << 20, 'x');
  testing::XlsxXml book;
  book.shared = "<si><t>" + large + "</t></si>";
  std::string row;
  for (std::size_t c = 0; c < 4096; ++c)
    row += fmt::format(R"(<c r="{}" t="s"><v>0</v></c>)", cell_name(1, c));
  book.sheets.push_back({"S", "<row r=\"1\">" + row + "</row>"});
  EXPECT_THAT(said_of(xlsx(book)), HasSubstr("holds more than 64 MB"));
  const std::string cell =
      R"( office:value-type="string"><text:p>)" + large + "</text:p></table:table-cell>";
  EXPECT_THAT(said_of(ods(
                  R"(<table:table table:name="S"><table:table-row>
<table:table-cell table:number-columns-repeated="4096")" +
                  cell + "</table:table-row></table:table>")),
              HasSubstr("holds more than 64 MB"));
  EXPECT_THAT(
      said_of(xlsx("<row r=\"1\">" + inline_text("A1", large) + inline_text("CZ1", "x") + "</row>",
                   "<mergeCells><mergeCell ref=\"A1:CY9\"/></mergeCells>")),
      HasSubstr("merged cells of the row hold more than 64 MB"));
  // Rows of 4096 repeated cells, a million of them: taken as they are made.
  std::string rows;
  for (int i = 0; i < 400; ++i)
    rows +=
        R"(<table:table-row>
<table:table-cell table:number-columns-repeated="4096" office:value-type="float" office:value="1"/>
</table:table-row>)";
  EXPECT_EQ(said_of(ods("<table:table table:name=\"S\">" + rows + "</table:table>")), "");
  EXPECT_LT(peak_mb() - before, 300);
}

/// The archive with what it declares of a part's size overwritten, in the list at its end and
/// before the part itself.
std::string declaring(std::string archive, const std::string& part, std::uint32_t size) {
  for (const auto& [mark, name_at, size_at] :
       {std::tuple{"PK\x01\x02", 46U, 24U}, std::tuple{"PK\x03\x04", 30U, 22U}})
    for (auto at = archive.find(mark); at != std::string::npos; at = archive.find(mark, at + 1))
      if (archive.compare(at + name_at, part.size(), part) == 0)
        for (unsigned i = 0; i < 4; ++i)
          archive[at + size_at + i] = static_cast<char>(size >> (8 * i) & 0xFF);
  return archive;
}

TEST(Hostile, SizesAreHeldAgainstWhatIsDeclaredAndWhatIsThere) {
  const std::string sheet = "xl/worksheets/sheet1.xml";
  const std::string whole =
      xlsx("<row r=\"1\">" + inline_text("A1", std::string(9000, 'a')) + "</row>");
  EXPECT_EQ(said_of(whole), "");
  EXPECT_THAT(said_of(declaring(whole, sheet, (1U << 30) + 1)),
              HasSubstr("unpacks to more than 1024 MB"));
  EXPECT_THAT(said_of(declaring(whole, sheet, 100)), HasSubstr("sheet1.xml"));
}

TEST(Hostile, DeepTagWithoutEnd) {
  Parts parts = testing::xlsx_parts({{{"S", ""}}});
  parts["xl/worksheets/sheet1.xml"] = "<worksheet a=\"" + std::string(64U << 20, 'x');
  EXPECT_THAT(said_of(zipped(parts)), HasSubstr("has a tag of more than 8 MB"));
}

}  // namespace
}  // namespace outturn::ingest
