// SPDX-License-Identifier: GPL-3.0-or-later
// Delimited text as tables: shapes, marks, positions, and rows that are wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>

#include "tests/unit/readers/reading.h"

namespace outturn::ingest {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using namespace std::string_literals;

class CsvTable : public ::testing::Test {
 protected:
  testing::ReadTable read(const std::string& text, const TableOptions& options = {}) {
    return testing::read_table(files_.write("t.csv", text), options);
  }
  std::string path() const { return (files_.folder() / "t.csv").string(); }
  testing::Files files_;
};

TEST_F(CsvTable, RowsAndCells) {
  const auto table = read("name,value\n\"a, b\",1\n\"say \"\"hi\"\"\",\n");
  ASSERT_FALSE(table.error) << table.error->message;
  EXPECT_THAT(table.header, ElementsAre("name", "value"));
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_THAT(testing::texts(table.rows[0]), ElementsAre("a, b", "1"));
  EXPECT_THAT(testing::texts(table.rows[1]), ElementsAre("say \"hi\"", ""));
  EXPECT_EQ(table.rows[1].cells[0].kind, CellKind::kText);
  EXPECT_EQ(table.rows[1].cells[1].kind, CellKind::kEmpty);
  EXPECT_TRUE(table.notes.empty());
}

TEST_F(CsvTable, EveryLineEndAndDelimiter) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    for (const std::string mark : {",", ";", "\t"}) {
      const auto table = read("a" + mark + "b" + end + "x" + mark + "y" + end + end + "z" + mark +
                              "\"line" + end + "two\"" + end + "p" + mark + "q");
      SCOPED_TRACE(mark + std::to_string(end.size()));
      ASSERT_FALSE(table.error) << table.error->message;
      ASSERT_EQ(table.rows.size(), 3U);
      EXPECT_THAT(testing::texts(table.rows[1]), ElementsAre("z", "line" + end + "two"));
      EXPECT_EQ(table.rows[0].number, 2U);
      EXPECT_EQ(table.rows[0].line, 2U);
      EXPECT_EQ(table.rows[1].number, 4U);
      EXPECT_EQ(table.rows[1].line, 4U);
      EXPECT_EQ(table.rows[2].number, 5U);
      EXPECT_EQ(table.rows[2].line, 6U);
    }
  }
}

TEST_F(CsvTable, RaggedRows) {
  const auto table = read("a,b,c\n1\n1,2,3,,\n1,2,3,4\n5,6,7\n");
  ASSERT_EQ(table.rows.size(), 4U);
  EXPECT_THAT(testing::texts(table.rows[0]), ElementsAre("1", "", ""));
  EXPECT_FALSE(table.rows[0].fault);
  EXPECT_THAT(testing::texts(table.rows[1]), ElementsAre("1", "2", "3"));
  EXPECT_FALSE(table.rows[1].fault);
  ASSERT_TRUE(table.rows[2].fault);
  EXPECT_THAT(table.rows[2].fault->message, HasSubstr("4 cells, but there are 3 columns"));
  EXPECT_EQ(table.rows[2].fault->where, path() + ":4");
  EXPECT_THAT(testing::texts(table.rows[2]), ElementsAre("1", "2", "3", "4"));
  EXPECT_FALSE(table.rows[3].fault) << "a fault is of one row";
  ASSERT_NE(table.note("fewer cells"), nullptr);
  EXPECT_EQ(table.note("fewer cells")->where, path() + ":2");
}

TEST_F(CsvTable, BrokenRowsAreRefusedOneByOne) {
  const auto table = read("a,b\n\"x\"y,2\n\"u\0v\",3\nok,4\n"s);
  ASSERT_FALSE(table.error);
  ASSERT_EQ(table.rows.size(), 3U);
  ASSERT_TRUE(table.rows[0].fault);
  EXPECT_THAT(table.rows[0].fault->message, HasSubstr("follows the closing quotation mark"));
  EXPECT_EQ(table.rows[0].fault->where, path() + ":2:a");
  ASSERT_TRUE(table.rows[1].fault);
  EXPECT_THAT(table.rows[1].fault->message, HasSubstr("NUL"));
  EXPECT_FALSE(table.rows[2].fault);
}

TEST_F(CsvTable, AnOpenQuotationMarkNamesItsLine) {
  const auto table = read("a,b\n\"two\nlines\",1\nx,\"open\ny,2\nz,3\n");
  ASSERT_TRUE(table.error);
  EXPECT_EQ(table.error->code, base::Code::kInvalidData);
  EXPECT_THAT(table.error->message, HasSubstr("opens on line 4 (row 3, column 2)"));
  EXPECT_EQ(table.error->where, path());
  EXPECT_EQ(table.rows.size(), 1U);
}

TEST_F(CsvTable, AHugeCellIsOneRefusedRow) {
  for (const char* mark : {"", "\""}) {
    const auto table = read("id,text\n1,short\n2," + std::string(mark) +
                            std::string(50U << 20U, 'x') + mark + "\n3,short\n");
    ASSERT_FALSE(table.error);
    ASSERT_EQ(table.rows.size(), 3U);
    ASSERT_TRUE(table.rows[1].fault);
    EXPECT_THAT(table.rows[1].fault->message, HasSubstr("larger than 1 MiB"));
    EXPECT_EQ(table.rows[1].fault->where, path() + ":3:text");
    EXPECT_LE(table.rows[1].cells[1].text.size(), kLargestCell);
    EXPECT_EQ(table.rows[2].cells[0].text, "3");
  }
}

TEST_F(CsvTable, AHugeRowIsOneRefusedRow) {
  std::string wide = "1";
  std::string names = "n0";
  for (int i = 1; i < 30; ++i) {
    wide += "," + std::string(kLargestCell - 1, 'x');
    names += ",n" + std::to_string(i);
  }
  const auto table = read(names + "\n" + wide + "\n2\n");
  ASSERT_EQ(table.rows.size(), 2U);
  ASSERT_TRUE(table.rows[0].fault);
  EXPECT_THAT(table.rows[0].fault->message, HasSubstr("row is larger than 16 MiB"));
  EXPECT_FALSE(table.rows[1].fault);
}

TEST_F(CsvTable, TenThousandColumns) {
  std::string names = "n";
  std::string cells = "1";
  for (int i = 1; i < 10'000; ++i) {
    names += ",n" + std::to_string(i);
    cells += ",1";
  }
  const auto wide = read(names + "\n" + cells + "\n");
  ASSERT_TRUE(wide.error);
  EXPECT_THAT(wide.error->message, HasSubstr("row 1 has 10000 columns; 4096 can be read"));
  const auto one_row = read("a,b\n1,2\n" + cells + "\n3,4\n");
  ASSERT_EQ(one_row.rows.size(), 3U);
  ASSERT_TRUE(one_row.rows[1].fault);
  EXPECT_THAT(one_row.rows[1].fault->message, HasSubstr("more than 4096 cells"));
  EXPECT_FALSE(one_row.rows[2].fault);
}

TEST_F(CsvTable, EmptyFilesAndHeadersAlone) {
  for (const char* text : {"", "\n\r\n", "  \n", "\xEF\xBB\xBF"}) {
    const auto table = read(text);
    ASSERT_TRUE(table.error) << text;
    EXPECT_THAT(table.error->message, HasSubstr("empty"));
    EXPECT_FALSE(table.error->hint.empty());
  }
  const auto table = read("a,b\n");
  EXPECT_FALSE(table.error);
  EXPECT_THAT(table.header, ElementsAre("a", "b"));
  EXPECT_TRUE(table.rows.empty());
}

TEST_F(CsvTable, BinaryFilesAreNotText) {
  const auto table = read(
      "\x7F"
      "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3E\0\x01\0\0\0"s);
  ASSERT_TRUE(table.error);
  EXPECT_THAT(table.error->message, HasSubstr("not text"));
}

TEST_F(CsvTable, NamesOfColumns) {
  const auto table = read(" a , b\n,a,a (2),a,,\"two\nlines\"\n1,2,3,4,5,6,7\n", {.header_row = 2});
  ASSERT_FALSE(table.error);
  EXPECT_THAT(table.header, ElementsAre("", "a", "a (2)", "a (3)", "", "two lines"));
  ASSERT_NE(table.note("of the same name"), nullptr);
  EXPECT_EQ(table.note("of the same name")->where, path() + ":2:4");
  ASSERT_NE(table.note("no name"), nullptr);
  EXPECT_EQ(table.note("no name")->times, 2U);
  ASSERT_NE(table.note("above the columns' names"), nullptr);
}

TEST_F(CsvTable, TheHeaderIsFoundBelowTitles) {
  const auto table = read("Unit costs 2016\n\n,,\nname,cost,year\na,1,2016\nb,2,2017\nc,3,2018\n");
  EXPECT_THAT(table.header, ElementsAre("name", "cost", "year"));
  ASSERT_EQ(table.rows.size(), 3U);
  EXPECT_EQ(table.rows[0].number, 5U);
  const auto titled = read("Title\noutcome,2015,2016\ncrime,1,2\ntruancy,3,4\n");
  EXPECT_THAT(titled.header, ElementsAre("outcome", "2015", "2016"));
  const auto excel = read("sep=;\na;b;c\n1;2;3\n");
  EXPECT_THAT(excel.header, ElementsAre("a", "b", "c"));
  const auto years = read("outcome,2015,2016\ncrime,1,2\ntruancy,3,4\n");
  EXPECT_THAT(years.header, ElementsAre("outcome", "2015", "2016"));
}

TEST_F(CsvTable, TheDelimiterIsFound) {
  struct Case {
    const char* text;
    std::vector<std::string> header;
    char decimal;
  };
  const Case cases[] = {{"a;b\n1,5;2,25\n3,5;4,75\n", {"a", "b"}, ','},
                        {"a;b;c\n\"x, y\";1,5;2\n\"z, w\";2,5;3\n", {"a", "b", "c"}, ','},
                        {"a;b\nx;1.5\ny;2.5\n", {"a", "b"}, '.'},
                        {"a\tb, c\n1,5\t2\n", {"a", "b, c"}, ','},
                        {"a,b\n1.5,\"x; y; z\"\n2.5,\"p; q\"\n", {"a", "b"}, '.'},
                        {"a,b\n\"1,5\",\"2,5\"\n", {"a", "b"}, ','},
                        {"a,b\n\"1,234\",\"5,678\"\n", {"a", "b"}, '.'},
                        {"name\nx\ny\n", {"name"}, '.'},
                        {"name\n\"x, y\"\n", {"name"}, '.'},
                        {"only,names", {"only", "names"}, '.'}};
  for (const auto& [text, header, decimal] : cases) {
    const auto table = read(text);
    ASSERT_FALSE(table.error) << text;
    EXPECT_EQ(table.header, header) << text;
    EXPECT_EQ(table.decimal, decimal) << text;
    for (const Row& row : table.rows) EXPECT_FALSE(row.fault) << text;
  }
}

TEST_F(CsvTable, WhatIsSaidIsBelieved) {
  const auto table = read("a;b,c\n1;2,3\n", {.delimiter = ',', .decimal = ','});
  EXPECT_THAT(table.header, ElementsAre("a;b", "c"));
  EXPECT_EQ(table.decimal, ',');
  EXPECT_THAT(read("a|b\n1|2\n", {.delimiter = '|'}).header, ElementsAre("a", "b"));
  for (const TableOptions& wrong :
       {TableOptions{.header_row = 0}, TableOptions{.delimiter = 'x'}, TableOptions{.decimal = '/'},
        TableOptions{.encoding = "ebcdic"}})
    EXPECT_EQ(read("a,b\n", wrong).error->code, base::Code::kUsage);
  const auto beyond = read("a,b\n", {.header_row = 9});
  ASSERT_TRUE(beyond.error);
  EXPECT_THAT(beyond.error->message, HasSubstr("no row 9"));
}

TEST_F(CsvTable, EncodingsAreMendedWithNotes) {
  const auto table = read(
      "id,caf\xE9\n1,O\x92"
      "Brien\n2,cafÃ©\n3,a\x81\n4,Größe\n");
  EXPECT_THAT(table.header, ElementsAre("id", "café"));
  ASSERT_EQ(table.rows.size(), 4U);
  EXPECT_EQ(table.rows[0].cells[1].text, "O’Brien");
  EXPECT_EQ(table.rows[1].cells[1].text, "café");
  EXPECT_EQ(table.rows[2].cells[1].text, "a\uFFFD");
  EXPECT_EQ(table.rows[3].cells[1].text, "Größe");
  ASSERT_NE(table.note("Windows-1252"), nullptr);
  EXPECT_EQ(table.note("Windows-1252")->times, 3U);
  EXPECT_EQ(table.note("Windows-1252")->where, path() + ":1:2");
  ASSERT_NE(table.note("encoded twice"), nullptr);
  EXPECT_EQ(table.note("encoded twice")->where, path() + ":3:café");
  ASSERT_NE(table.note("stand for no character"), nullptr);
  EXPECT_EQ(table.note("stand for no character")->where, path() + ":4:café");
}

TEST_F(CsvTable, AByteOrderMarkThatWasEncodedTwice) {
  EXPECT_THAT(read("ï»¿id,name\n1,x\n").header, ElementsAre("id", "name"));
}

TEST_F(CsvTable, ByteOrderMarksAreNoNameOfAColumn) {
  EXPECT_THAT(read("\uFEFF\uFEFF\uFEFFid,name\n1,x\n").header, ElementsAre("id", "name"));
  EXPECT_THAT(read("\uFEFF\uFEFF\"id\",name\n1,x\n").header, ElementsAre("id", "name"));
  EXPECT_THAT(read(" \uFEFF \uFEFF id,name\n1,x\n").header, ElementsAre("id", "name"));
  // As many as a cell has room for, in a time that grows with their number and not with its square.
  std::string marks;
  while (marks.size() < (std::size_t{1} << 20) - 16) marks += "\uFEFF";
  TableOptions options;
  options.delimiter = ',';  // the beginning of such a file does not show it
  const std::clock_t before = std::clock();
  EXPECT_THAT(read("\"" + marks + "id\",name\n1,x\n", options).header, ElementsAre("id", "name"));
  EXPECT_LT(std::clock() - before, CLOCKS_PER_SEC);
  const auto table = read(std::string("\xFF\xFE\xFF\xFE", 4));
  ASSERT_TRUE(table.error);
  EXPECT_THAT(table.error->message, HasSubstr("names no columns"));
}

/// A byte that is no UTF-8 may come long after anyone would have looked.
TEST_F(CsvTable, TheFirstStrayByteIsLate) {
  std::string text = "id,name\n";
  for (int i = 0; i < 60'000; ++i) text += std::to_string(i) + ",Größe\n";
  const auto table = read(text + "x,caf\xE9\n");
  ASSERT_EQ(table.rows.size(), 60'001U);
  EXPECT_EQ(table.rows.back().cells[1].text, "café");
  EXPECT_EQ(table.rows[7].cells[1].text, "Größe");
  EXPECT_EQ(table.note("Windows-1252")->where, path() + ":60002:name");
  EXPECT_EQ(table.note("Windows-1252")->times, 1U);
}

TEST_F(CsvTable, Utf16AsSpreadsheetsWriteIt) {
  std::string text = "\xFF\xFE";
  for (const char c : std::string("id\tname\r\n1\tx\r\n")) text += {c, '\0'};
  const auto table = read(text);
  EXPECT_THAT(table.header, ElementsAre("id", "name"));
  ASSERT_EQ(table.rows.size(), 1U);
  EXPECT_NE(table.note("UTF-16"), nullptr);
}

TEST_F(CsvTable, WhiteSpaceAloneIsEmpty) {
  const auto table = read("a,b\n  ,\t\n x , \n");
  ASSERT_EQ(table.rows.size(), 1U);
  EXPECT_EQ(table.rows[0].number, 3U);
  EXPECT_EQ(table.rows[0].cells[0].text, " x ");
  EXPECT_EQ(table.rows[0].cells[1].kind, CellKind::kEmpty);
}

}  // namespace
}  // namespace outturn::ingest
