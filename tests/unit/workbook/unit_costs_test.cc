// SPDX-License-Identifier: GPL-3.0-or-later
// A workbook of the real world: the unit cost database of the Greater Manchester Combined
// Authority, as it is downloaded. It is not ours to ship: without it beside the tree there is
// nothing to test.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "indexer/readers/workbook_table.h"

namespace outturn::ingest {
namespace {

std::filesystem::path workbook() {
  const char* data = std::getenv("OUTTURN_DATA");
  return std::filesystem::path(data ? data : OUTTURN_SOURCE_DIR "/../shared/data") / "unit_costs" /
         "gmca-unit-cost-database.xlsx";
}

struct Counts {
  std::size_t rows = 0;
  std::size_t numbers = 0;
  double sum = 0;
};

Counts count(const char* sheet) {
  TableOptions options;
  options.sheet = sheet;
  Counts counts;
  auto table = open_workbook_table(workbook(), options);
  EXPECT_TRUE(table) << base::to_text(table.error());
  Row row;
  while (table && (*table)->next(row).value_or(false)) {
    ++counts.rows;
    for (const Cell& cell : row.cells) {
      counts.numbers += cell.number ? 1U : 0U;
      counts.sum += cell.number.value_or(0);
    }
  }
  return counts;
}

TEST(UnitCosts, SheetsRowsAndNumbers) {
  if (!std::filesystem::exists(workbook())) GTEST_SKIP() << "no " << workbook();
  const auto sheets = list_sheets(workbook());
  ASSERT_TRUE(sheets) << base::to_text(sheets.error());
  EXPECT_EQ(sheets->size(), 11U);
  EXPECT_EQ(sheets->at(3).name, "Education & Skills");
  // Counted with another XML library straight from the parts of the archive.
  const Counts crime = count("Crime");
  EXPECT_EQ(crime.rows + 1, 214U);
  EXPECT_EQ(crime.numbers, 451U);
  EXPECT_NEAR(crime.sum, 5627816.887952935, 1e-6);
  const Counts health = count("Health");
  EXPECT_EQ(health.rows + 1, 230U);
  EXPECT_EQ(health.numbers, 444U);
  EXPECT_NEAR(health.sum, 1153238.9633469905, 1e-6);
}

TEST(UnitCosts, PagesOfWordsAreNotTheFirstTable) {
  if (!std::filesystem::exists(workbook())) GTEST_SKIP() << "no " << workbook();
  const auto table = open_workbook_table(workbook());
  ASSERT_TRUE(table) << base::to_text(table.error());
  EXPECT_EQ((*table)->name(), "gmca-unit-cost-database.xlsx:Crime");
  ASSERT_EQ((*table)->header().size(), 21U);
  EXPECT_EQ((*table)->header()[2], "Cost code");
  Row row;
  do ASSERT_TRUE((*table)->next(row).value_or(false));
  while (row.number < 6);
  EXPECT_EQ(row.cells[2].text, "CR1.3");
  EXPECT_EQ(row.cells[7].number, 230);
}

}  // namespace
}  // namespace outturn::ingest
