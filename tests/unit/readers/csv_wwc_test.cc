// SPDX-License-Identifier: GPL-3.0-or-later
// Real dirt: the downloads of the US What Works Clearinghouse. The data are not ours to ship: where
// they are absent the tests are skipped.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "schema/base/files.h"
#include "tests/unit/csv.h"
#include "tests/unit/readers/reading.h"

namespace outturn::ingest {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct Download {
  const char* file;
  std::size_t rows;
  std::size_t columns;
};

class Wwc : public ::testing::TestWithParam<Download> {};

TEST_P(Wwc, EveryRowAndColumnIsRead) {
  const auto path = testing::shared_data(std::string("wwc/") + GetParam().file);
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not here";
  const auto table = testing::read_table(path);
  ASSERT_FALSE(table.error) << table.error->message;
  EXPECT_EQ(table.rows.size(), GetParam().rows);
  EXPECT_EQ(table.header.size(), GetParam().columns);
  EXPECT_EQ(table.decimal, '.');
  for (const Row& row : table.rows) {
    EXPECT_FALSE(row.fault) << row.fault->where << row.fault->message;
    EXPECT_EQ(row.cells.size(), table.header.size());
  }
  // No cell is encoded twice any more, and every correct one is as it was.
  for (const Row& row : table.rows)
    for (const Cell& cell : row.cells)
      for (const char* wrong : {"Ã", "Â", "â\u20AC", "\u00C2\u00A0", "\u0080", "\u0099"})
        EXPECT_THAT(cell.text, Not(HasSubstr(wrong)));
  EXPECT_EQ(table.rows.back().number, GetParam().rows + 1);
}

INSTANTIATE_TEST_SUITE_P(Downloads, Wwc,
                         ::testing::Values(Download{"wwc_Findings.csv", 6972, 32},
                                           Download{"wwc_InterventionReports.csv", 811, 113},
                                           Download{"wwc_ReviewDictionary.csv", 285, 5},
                                           Download{"wp_meta_v2_findings_with_citations.csv", 1553,
                                                    109},
                                           Download{"evidence_maps_paper_data_2021.csv", 1553, 66},
                                           Download{"study_missing_commas.csv", 3, 143}),
                         [](const auto& one) {
                           std::string name = one.param.file;
                           std::replace(name.begin(), name.end(), '.', '_');
                           return name;
                         });

/// The cells of one column before and after reading, where they differ.
std::vector<std::pair<std::string, std::string>> repaired(const std::string& file,
                                                          const std::string& column) {
  const auto path = testing::shared_data("wwc/" + file);
  const auto raw = test::read_csv(base::read_file(path, 1U << 28U).value());
  const auto table = testing::read_table(path);
  EXPECT_EQ(raw.size(), table.rows.size() + 1);
  const auto at =
      static_cast<std::size_t>(std::find(raw[0].begin(), raw[0].end(), column) - raw[0].begin());
  std::vector<std::pair<std::string, std::string>> changed;
  for (std::size_t i = 0; i < table.rows.size(); ++i)
    if (raw[i + 1].at(at) != table.rows[i].cells.at(at).text)
      changed.emplace_back(raw[i + 1][at], table.rows[i].cells[at].text);
  return changed;
}

TEST(WwcRepairs, DoubleEncodedCitationsArePutRight) {
  const auto path = testing::shared_data("wwc/wp_meta_v2_findings_with_citations.csv");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not here";
  const auto changed = repaired("wp_meta_v2_findings_with_citations.csv", "s_citation");
  EXPECT_EQ(changed.size(), 769U);
  EXPECT_THAT(changed[0].second, HasSubstr("O’Brien, B. C."));
}

TEST(WwcRepairs, CorrectTextIsLeftAsItIs) {
  if (!std::filesystem::exists(testing::shared_data("wwc")))
    GTEST_SKIP() << "the data are not here";
  for (const char* column : {"Intervention_Name", "Outcome_Measure", "Sample_Description"})
    EXPECT_TRUE(repaired("wwc_Findings.csv", column).empty()) << column;
  EXPECT_TRUE(repaired("wwc_InterventionReports.csv", "Intervention_Name").empty());
}

}  // namespace
}  // namespace outturn::ingest
