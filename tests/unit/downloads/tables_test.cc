// SPDX-License-Identifier: GPL-3.0-or-later
// The tables: names that are promised, and documents that say what the code does.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <regex>
#include <set>

#include "schema/base/files.h"
#include "server/downloads/table.h"

namespace outturn::downloads {
namespace {

const std::array<const Table*, 3> kTables{&records_table(), &findings_table(), &appraisals_table()};

TEST(Tables, NamesAreSnakeCaseAndUnique) {
  for (const Table* table : kTables) {
    std::set<std::string_view> seen;
    for (const Heading& heading : table->headings) {
      EXPECT_TRUE(std::regex_match(std::string(heading.name), std::regex("[a-z][a-z0-9_]*")));
      EXPECT_TRUE(seen.insert(heading.name).second) << heading.name;
      EXPECT_TRUE(heading.meaning.ends_with('.')) << heading.name;
    }
    EXPECT_EQ(table->headings.front().name, "record_id");
  }
}

/// Scripts name these by place as well as by name.
TEST(Tables, TheFirstColumnsOfFindingsNeverMove) {
  const std::vector<std::string_view> first{
      "record_id", "finding", "study_id", "programme", "outcome", "yi", "vi", "sei", "ni"};
  for (std::size_t i = 0; i < first.size(); ++i)
    EXPECT_EQ(findings_table().headings[i].name, first[i]);
}

std::string_view holds(Holds what) {
  switch (what) {
    case Holds::kFigure:
      return "number";
    case Holds::kTruth:
      return "TRUE or FALSE";
    case Holds::kText:
      break;
  }
  return "text";
}

TEST(Tables, AreDescribedInTheDocuments) {
  const auto document = base::read_file(OUTTURN_SOURCE_DIR "/docs/downloads.md", 1U << 20);
  ASSERT_TRUE(document);
  for (const Table* table : kTables) {
    std::string rows = "| column | holds | meaning |\n|---|---|---|\n";
    for (const Heading& heading : table->headings)
      rows +=
          fmt::format("| `{}` | {} | {} |\n", heading.name, holds(heading.holds), heading.meaning);
    EXPECT_NE(document->find(rows), std::string::npos)
        << "docs/downloads.md should hold of " << table->name << ":\n"
        << rows;
  }
}

}  // namespace
}  // namespace outturn::downloads
