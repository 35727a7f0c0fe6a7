// SPDX-License-Identifier: GPL-3.0-or-later
// Sheets as tables: what a person sees in the cells, whoever saved the file.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "files.h"
#include "indexer/readers/workbook_table.h"

namespace outturn::ingest {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::ods;
using testing::xlsx;
using testing::XlsxXml;

/// A row as one line: "number| text", kinds as letters.
std::string shown(const Row& row) {
  std::string line = std::to_string(row.number);
  for (const Cell& cell : row.cells)
    line += fmt::format("|{}{}", "-tnbd!"[static_cast<std::size_t>(cell.kind)], cell.text);
  return line;
}

struct Seen {
  std::string name;
  std::vector<std::string> header;
  std::vector<std::string> rows;
  std::vector<std::string> notes;
  std::string fault;  ///< code-less: "where: message. Hint: hint"
};

Seen see(const std::string& bytes, const TableOptions& options = {}) {
  Seen seen;
  auto workbook = workbook_from_bytes(bytes, "f");
  auto table =
      workbook ? open_sheet_table(std::move(*workbook), options) : tl::unexpected(workbook.error());
  if (!table) {
    seen.fault = base::to_text(table.error());
    return seen;
  }
  seen.name = (*table)->name();
  seen.header = (*table)->header();
  Row row;
  for (;;) {
    const auto more = (*table)->next(row);
    if (!more) seen.fault = base::to_text(more.error());
    if (!more || !*more) break;
    seen.rows.push_back(shown(row));
  }
  for (const Note& note : (*table)->notes())
    seen.notes.push_back(fmt::format("{}: {} x{}", note.where, note.text, note.times));
  return seen;
}

TableOptions on_sheet(const char* sheet) {
  TableOptions options;
  options.sheet = sheet;
  return options;
}

TableOptions from_row(std::size_t row) {
  TableOptions options;
  options.header_row = row;
  return options;
}

std::string text(const char* at, const char* value) {
  return fmt::format(R"(<c r="{}" t="inlineStr"><is><t>{}</t></is></c>)", at, value);
}

const std::string kHeader = "<row r=\"1\">" + text("A1", "name") + text("B1", " value ") + "</row>";

TEST(Xlsx, KindsOfCells) {
  XlsxXml book;
  book.shared =
      "<si><t>plain</t></si><si><r><t>in </t></r><r><t xml:space=\"preserve\">runs "
      "</t></r><rPh><t>spoken</t></rPh></si>";
  book.cell_formats = R"(<xf numFmtId="0"/><xf numFmtId="14"/>)";
  book.sheets.push_back(
      {"S",
       kHeader +
           R"(<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3"><v>0.30000000000000004</v></c></row>
        <row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4" t="b"><v>1</v></c></row>
        <row r="5"><c r="A5" t="str"><f>"a"</f><v>worked out</v></c><c r="B5" t="e"><f>1/0</f>
<v>#DIV/0!</v></c></row>
        <row r="6"><c r="A6"><f>A1</f></c><c r="B6" s="1"><v>43831</v></c></row>
        <row r="7"><c r="A7" t="inlineStr"><is><t>a_x000D_b_x005F_x0041_ _xD83D__xDE00_</t></is>
</c></row>
        <row r="9"><c r="A9"/></row>)"});
  const Seen seen = see(xlsx(book));
  EXPECT_EQ(seen.fault, "");
  EXPECT_EQ(seen.name, "f:S");
  EXPECT_THAT(seen.header, ElementsAre("name", "value"));
  EXPECT_THAT(seen.rows,
              ElementsAre("3|tplain|n0.30000000000000004", "4|tin runs |btrue",
                          "5|tworked out|!#DIV/0!", "6|!formula without a stored value|d2020-01-01",
                          "7|ta\rb_x0041_ \xF0\x9F\x98\x80|-"));
  EXPECT_THAT(seen.notes, ElementsAre());
}

TEST(Xlsx, DatesOfBothSystemsAndOfOwnFormats) {
  XlsxXml book;
  book.formats = R"(<numFmts><numFmt numFmtId="164" formatCode="[$-809]dd\ mmm\ yyyy;@"/>
      <numFmt numFmtId="165" formatCode="0.00&quot;days&quot;"/>
<numFmt numFmtId="166" formatCode="[h]:mm"/>
      <numFmt numFmtId="167" formatCode="yyyy-mm-dd hh:mm"/></numFmts>)";
  book.cell_formats =
      R"(<xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>
<xf numFmtId="167"/><xf numFmtId="20"/>)";
  std::string rows = kHeader;
  int row = 2;
  for (const char* cell :
       {R"(s="1"><v>43831)", R"(s="2"><v>43831)", R"(s="3"><v>1.5)", R"(s="4"><v>43831.75)",
        R"(s="1"><v>59)", R"(s="1"><v>60)", R"(s="1"><v>61)", R"(s="1"><v>-1)", R"(s="5"><v>0.5)",
        R"(s="1"><v>1)"}) {
    rows += fmt::format(R"(<row r="{0}"><c r="B{0}" {1}</v></c></row>)", row, cell);
    ++row;
  }
  book.sheets.push_back({"S", rows});
  EXPECT_THAT(see(xlsx(book)).rows,
              ElementsAre("2|-|d2020-01-01", "3|-|n43831", "4|-|n1.5", "5|-|d2020-01-01T18:00:00",
                          "6|-|d1900-02-28", "7|-|d1900-02-29", "8|-|d1900-03-01", "9|-|n-1",
                          "10|-|d12:00:00", "11|-|d1900-01-01"));
  book.late_dates = true;
  EXPECT_EQ(see(xlsx(book)).rows.front(), "2|-|d2024-01-02");
}

TEST(Xlsx, HeaderIsFoundBelowTitlesOrTaken) {
  const std::string rows = R"(<row r="1">)" + text("A1", "Costs of 2020") + R"(</row><row r="4">)" +
                           text("B4", "what") + text("C4", "where") + text("D4", "cost") +
                           R"(</row><row r="5">)" + text("B5", "a") + text("C5", "b") +
                           R"(<c r="D5"><v>3</v></c></row>)";
  const Seen found = see(xlsx(rows));
  EXPECT_THAT(found.header, ElementsAre("", "what", "where", "cost"));
  EXPECT_THAT(found.rows, ElementsAre("5|-|ta|tb|n3"));
  EXPECT_THAT(
      found.notes,
      ElementsAre("f:Sheet1:4: columns are named by row 4; one row above it is left out x1"));
  const Seen told = see(xlsx(rows), from_row(1));
  EXPECT_THAT(told.header, ElementsAre("Costs of 2020", "", "", ""));
  EXPECT_EQ(told.rows.size(), 2U);
  EXPECT_THAT(see(xlsx(rows), from_row(6)).fault, HasSubstr("sheet with anything in it"));
}

TEST(Xlsx, MergedValuesAreRepeated) {
  const std::string rows = R"(<row r="1">)" + text("A1", "group") + text("B1", "effects") +
                           R"(<c r="C1"/></row>
      <row r="2">)" + text("A2", "boys") +
                           R"(<c r="B2"><v>1</v></c><c r="C2"><v>2</v></c></row>
      <row r="3"><c r="B3"><v>3</v></c><c r="C3"><v>4</v></c></row>
      <row r="4">)" + text("A4", "girls") +
                           R"(<c r="B4"><v>5</v></c><c r="C4"><v>6</v></c></row>)";
  const Seen seen = see(
      xlsx(rows, R"(<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B1:C1"/></mergeCells>)"));
  EXPECT_THAT(seen.header, ElementsAre("group", "effects", "effects"));
  EXPECT_THAT(seen.rows, ElementsAre("2|tboys|n1|n2", "3|tboys|n3|n4", "4|tgirls|n5|n6"));
  EXPECT_THAT(seen.notes, ElementsAre("f:Sheet1:B1: the value of merged cells is repeated in each "
                                      "of them x2"));
}

TEST(Xlsx, SheetsByNameAndTheFirstThatHoldsATable) {
  XlsxXml book;
  const std::string table = kHeader + "<row r=\"2\">" + text("A2", "x") + "</row>";
  book.sheets.push_back({"Cover", "<row r=\"1\">" + text("A1", "Welcome") + "</row>"});
  book.sheets.push_back({"Old", table, {}, "hidden"});
  book.sheets.push_back({"Data", table});
  EXPECT_EQ(see(xlsx(book)).name, "f:Data");
  EXPECT_EQ(see(xlsx(book), on_sheet("old")).name, "f:Old");
  EXPECT_EQ(see(xlsx(book), on_sheet("Datas")).fault,
            "f: has no sheet \"Datas\". Hint: its sheets are \"Cover\", \"Old\", \"Data\".");
}

TEST(Ods, KindsOfCellsRepeatsAndMerges) {
  const std::string rows =
      R"(<table:table table:name="Cover"><table:table-row><table:table-cell/></table:table-row>
</table:table>
<table:table table:name="S"><table:table-row><table:table-cell office:value-type="string">
<text:p>name</text:p></table:table-cell><table:table-cell office:value-type="string">
<text:p>value</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16382"/>
</table:table-row>
<table:table-row table:number-rows-repeated="2">
<table:table-cell office:value-type="string" table:number-rows-spanned="1"><office:annotation>
<text:p>a comment</text:p></office:annotation><text:p>two<text:s text:c="2"/>spaces</text:p>
<text:p>second <text:span>line</text:span></text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="2.5"><text:p>2.50</text:p>
</table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="10"><table:table-cell/></table:table-row>
<table:table-row><table:table-cell office:value-type="string" table:number-rows-spanned="2">
<text:p>both</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2020-01-31"><text:p>31/01/20</text:p>
</table:table-cell></table:table-row>
<table:table-row><table:covered-table-cell/>
<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error">
<text:p>#DIV/0!</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell table:number-columns-repeated="2" office:value-type="boolean"
 office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="percentage" office:value="0.125"/>
<table:table-cell office:value-type="time" office:time-value="PT09H30M00S"/></table:table-row>
<table:table-row table:number-rows-repeated="1048000">
<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>)";
  const Seen seen = see(ods(rows));
  EXPECT_EQ(seen.fault, "");
  EXPECT_EQ(seen.name, "f:S");
  EXPECT_THAT(seen.rows, ElementsAre("2|ttwo  spaces\nsecond line|n2.5",
                                     "3|ttwo  spaces\nsecond line|n2.5", "14|tboth|d2020-01-31",
                                     "15|tboth|!#DIV/0!", "16|btrue|btrue", "17|n0.125|d09:30:00"));
}

TEST(Ods, DayWithoutAValueIsAnError) {
  const Seen seen = see(
      ods("<table:table table:name=\"S\"><table:table-row><table:table-cell "
          "office:value-type=\"string\"><text:p>when</text:p></table:table-cell></table:table-row>"
          "<table:table-row><table:table-cell office:value-type=\"date\"><text:p>1 May</text:p>"
          "</table:table-cell></table:table-row></table:table>"));
  EXPECT_THAT(seen.rows, ElementsAre("2|!day without a stored value"));
}

TEST(Ods, HiddenTablesAreKnown) {
  const auto workbook = workbook_from_bytes(
      ods(R"(<table:table table:name="A" table:style-name="h"/><table:table table:name="B"/>)",
          R"(<style:style style:name="h"><style:table-properties table:display="false"/>
</style:style>)"),
      "f");
  ASSERT_TRUE(workbook);
  ASSERT_EQ((*workbook)->sheets().size(), 2U);
  EXPECT_TRUE((*workbook)->sheets()[0].hidden);
  EXPECT_FALSE((*workbook)->sheets()[1].hidden);
}

}  // namespace
}  // namespace outturn::ingest
