// SPDX-License-Identifier: GPL-3.0-or-later
// The audit on real dirt: every finding of the US What Works Clearinghouse (download of 2020) that
// has an effect, with its p value and numbers of people. What is flagged is pinned and printed. The
// data are not ours to ship: without them the test is skipped.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "schema/base/text.h"
#include "schema/evidence/audit/audit.h"
#include "tests/unit/csv.h"

namespace outturn::evidence {
namespace {

std::filesystem::path findings_file() {
  const char* data = std::getenv("OUTTURN_DATA");
  return std::filesystem::path(data ? data : OUTTURN_SOURCE_DIR "/../shared/data") / "wwc" /
         "wwc_Findings.csv";
}

std::optional<long long> whole(const std::string& text) {
  const auto number = base::parse_number(text);
  if (!number || *number < 0 || *number > 1e9 || std::trunc(*number) != *number) return {};
  return static_cast<long long>(*number);
}

/// Effect_Size_WWC is treated less control, so a higher figure stands for the better one only where
/// the measure does; which that is the file does not say, so no claim of a result is made.
Finding finding_of(const std::map<std::string, std::string>& row) {
  Finding finding;
  finding.metric = "hedges_g";
  finding.better = "higher";
  finding.result = "unclear";
  finding.value = base::parse_number(row.at("Effect_Size_WWC"));
  finding.p_value = base::parse_number(row.at("p_Value_WWC"));
  finding.n_treatment = whole(row.at("Outcome_Measure_Intervention_Sample_Size"));
  finding.n_control = whole(row.at("Outcome_Measure_Comparison_Sample_Size"));
  return finding;
}

TEST(AuditWwc, EffectsBeyondBeliefAreFlagged) {
  std::ifstream stream(findings_file(), std::ios::binary);
  if (!stream) GTEST_SKIP() << "no data at " << findings_file();
  const auto rows = test::read_csv({std::istreambuf_iterator<char>(stream), {}});
  ASSERT_EQ(rows.size(), 6973U);
  std::map<std::string, std::size_t> counts;
  std::vector<std::string> implausible;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    std::map<std::string, std::string> row;
    for (std::size_t column = 0; column < rows[0].size(); ++column)
      row[rows[0][column]] = rows[i].at(column);
    Record record;
    record.findings.push_back(finding_of(row));
    for (const Flag& flag : audit(record)) {
      ++counts[flag.code];
      if (flag.code == "smd_implausible")
        implausible.push_back(fmt::format("{} {}", row["FindingID"], row["Effect_Size_WWC"]));
    }
  }
  for (const auto& [code, count] : counts) fmt::print("{:<28} {:>6}\n", code, count);
  for (const std::string& one : implausible) fmt::print("  {}\n", one);
  EXPECT_EQ(implausible.size(), 11U);
  EXPECT_TRUE(std::any_of(implausible.begin(), implausible.end(),
                          [](const std::string& one) { return one.starts_with("2096 207.7"); }));
}

}  // namespace
}  // namespace outturn::evidence
