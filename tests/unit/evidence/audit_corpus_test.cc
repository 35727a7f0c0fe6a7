// SPDX-License-Identifier: GPL-3.0-or-later
// The audit over the shipped corpus: what it must find there, and a golden file of every flag, so
// that a flag that comes or goes is seen.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "schema/evidence/audit/audit.h"
#include "tests/unit/sample.h"

namespace outturn::evidence {
namespace {

using ::testing::HasSubstr;

std::vector<Record> sorted_corpus() {
  auto records = outturn::testing::shipped_corpus();
  std::sort(records.begin(), records.end(),
            [](const Record& a, const Record& b) { return a.id < b.id; });
  return records;
}

std::string figure(const std::optional<double>& value) {
  return value ? fmt::format("{:.10g}", *value) : "-";
}

std::string as_text(const std::vector<Record>& records) {
  std::ostringstream out;
  out << "audit version " << kAuditVersion << "\n";
  const auto say = [&](const Flag& flag) {
    out << fmt::format("  {} {} {}\n    reported {}, printed {}, derived {}\n    {}\n",
                       row(flag.severity).slug, flag.code, flag.pointer, figure(flag.reported),
                       flag.printed.value_or("-"), figure(flag.derived), flag.sentence);
  };
  const auto across = audit_across(records);
  for (std::size_t i = 0; i < records.size(); ++i) {
    out << records[i].id << "\n";
    for (const Flag& flag : audit(records[i])) say(flag);
    for (const RecordFlag& one : across)
      if (one.record == i) say(one.flag);
  }
  return out.str();
}

/// Raise kAuditVersion when a line of this file changes: bases are audited anew only then.
TEST(AuditCorpus, GoldenFileOfEveryFlag) {
  const std::string path = std::string(OUTTURN_GOLDEN_DIR) + "/audit.txt";
  const std::string actual = as_text(sorted_corpus());
  if (std::getenv("OUTTURN_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << actual;
  std::ifstream file(path);
  std::stringstream expected;
  expected << file.rdbuf();
  EXPECT_EQ(actual, expected.str()) << "if meant: raise kAuditVersion, run tests/golden/update.sh, "
                                       "then review the diff";
}

}  // namespace
}  // namespace outturn::evidence
