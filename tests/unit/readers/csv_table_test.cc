// SPDX-License-Identifier: GPL-3.0-or-later
// Delimited text as tables: shapes, marks, positions, and rows that are wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace outturn::ingest
